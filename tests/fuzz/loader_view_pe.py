"""Reads a PE image as Windows' loader does: headers, and the import tables as it maps them ("PE Format", Microsoft; the
delay import helper's delayimp.h). Written without a look at platlint, to be compared with it, for a file that platlint
calls whole."""

import struct

IMPORT, DELAY_IMPORT = 1, 13
PLUS = 0x20B
PAGE = 0x1000


class LoaderView:
    """Raises struct.error, IndexError or ValueError if the loader would read bytes that are not there."""

    def __init__(self, data):
        self.data = data
        (self.header,) = self.at("I", 0x3C)
        if data[:2] != b"MZ" or data[self.header : self.header + 4] != b"PE\0\0":
            raise ValueError("no signature")
        self.machine, count = self.at("HH", self.header + 4)
        size, self.characteristics = self.at("HH", self.header + 20)
        self.optional = self.header + 24
        self.read_optional_header()
        table = self.optional + size
        self.sections = [self.at("IIII", table + i * 40 + 8) for i in range(count)]
        self.libraries = sorted(self.imports())
        self.delayed = sorted(self.delay_imports())

    def at(self, form, offset):
        return struct.unpack_from("<" + form, self.data, offset)

    def read_optional_header(self):
        (magic,) = self.at("H", self.optional)
        if magic not in (0x10B, PLUS):
            raise ValueError(f"magic {magic:#x}")
        self.plus = magic == PLUS
        self.base = 0 if self.plus else self.at("I", self.optional + 28)[0]
        self.section_alignment, self.file_alignment = self.at("II", self.optional + 32)
        self.size_of_headers = self.at("I", self.optional + 60)[0]
        self.subsystem = self.at("H", self.optional + 68)[0]
        self.subsystem_version = self.at("HH", self.optional + 48)
        start = self.optional + (112 if self.plus else 96)
        (directories,) = self.at("I", start - 4)
        self.directories = [self.at("II", start + i * 8) for i in range(min(directories, 16))]

    def byte(self, address):
        """The bytes in memory at this address. If the alignment is below a page, the file is mapped as it is."""
        if self.section_alignment < PAGE:
            return self.data[address]
        if address < self.size_of_headers:
            return self.data[address]
        for memory, start, size, offset in self.sections:
            into = address - start
            room = -(-(memory or size) // PAGE) * PAGE
            if 0 <= into < room:
                # The loader rounds the place down to a sector. Bytes that the file does not fill are zero.
                return self.data[(offset & ~0x1FF) + into] if offset and into < size else 0
        raise ValueError(f"nothing is mapped at {address:#x}")

    def number(self, address, size=4):
        return int.from_bytes(bytes(self.byte(address + i) for i in range(size)), "little")

    def string(self, address):
        name = bytearray()
        while byte := self.byte(address + len(name)):
            name.append(byte)
        return bytes(name)

    def table(self, index, row):
        """The addresses of the rows; the directory's size is not read."""
        address = self.directories[index][0] if index < len(self.directories) else 0
        return range(address, 1 << 32, row) if address else ()

    def imports(self):
        for row in self.table(IMPORT, 20):
            name, thunks = self.number(row + 12), self.number(row + 16)
            if name == 0 or thunks == 0:
                return
            if self.number(thunks, 8 if self.plus else 4):  # a DLL from which nothing is taken is not loaded
                yield self.string(name)

    def delay_imports(self):
        for row in self.table(DELAY_IMPORT, 32):
            attributes, name = self.number(row), self.number(row + 4)
            if name == 0:
                return
            yield self.string(name if attributes & 1 else name - self.base)
