"""Reads an ELF file as a dynamic loader does: program headers, and the dynamic table as they map it (System V gABI, "Program
Header", "Dynamic Section"; LSB, "Symbol Versioning"). Section headers are not read. Written without a look at platlint, to
be compared with it, for a file that platlint calls whole."""

import struct

PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3
DT_NULL, DT_NEEDED, DT_STRTAB = 0, 1, 5
DT_SONAME, DT_FLAGS_1, DT_VERNEED = 14, 0x6FFFFFFB, 0x6FFFFFFE
DF_1_PIE = 0x08000000
ET_EXEC = 2
PAGE = 0x1000
VER_FLG_WEAK = 2


class LoaderView:
    """Raises struct.error, IndexError, KeyError or ValueError if a loader would read bytes that are not there."""

    def __init__(self, data):
        self.data = data
        self.wide, self.order = data[4] == 2, "<" if data[5] == 1 else ">"
        self.machine = self.at("H", 18)[0]
        self.phoff = self.at("Q" if self.wide else "I", 32 if self.wide else 28)[0]
        self.phentsize, self.phnum = self.at("HH", 54 if self.wide else 42)
        self.segments = [self.segment(self.phoff + i * self.phentsize) for i in range(self.phnum)]
        self.read_dynamic()

    def at(self, form, offset):
        return struct.unpack_from(self.order + form, self.data, offset)

    def segment(self, offset):
        """type, file offset, address, size in the file, size in memory"""
        if self.wide:
            kind, _, start, address, _, size, memory = self.at("IIQQQQQ", offset)
        else:
            kind, start, address, _, size, memory = self.at("IIIIII", offset)
        return kind, start, address, size, memory

    def place(self, address):
        """The place in the file of the bytes that are mapped at this address. Whole pages are mapped, a later segment over an
        earlier one. If a segment is larger in memory, the rest of the page behind it is cleared."""
        for kind, start, begin, size, memory in reversed(self.segments):
            end = begin + size if memory > size else -(-(begin + size) // PAGE) * PAGE
            if kind == PT_LOAD and begin // PAGE * PAGE <= address < end:
                return start + address - begin
        raise ValueError(f"nothing is mapped at {address:#x}")

    def string(self, offset):
        start = self.place(self.tags[DT_STRTAB] + offset)
        return self.data[start : self.data.index(b"\0", start)]

    def read_dynamic(self):
        self.tags, needed, self.interpreter = {}, [], None
        for kind, start, address, size, _ in self.segments:
            if kind == PT_INTERP and self.interpreter is None:  # if there are several, the kernel takes the first
                self.interpreter = self.data[start : start + size].split(b"\0")[0]
            if kind == PT_DYNAMIC:
                self.tags, needed = self.dynamic(self.place(address))  # if there are several, the loader takes the last
        if not self.is_program():
            self.interpreter = None  # nothing reads that of a library
        self.needed = [self.string(offset) for offset in needed]
        self.versions = sorted(self.version_needs()) if DT_VERNEED in self.tags else []

    def is_program(self):
        """A file with an interpreter and without a name of its own is a program."""
        pie = self.tags.get(DT_FLAGS_1, 0) & DF_1_PIE
        return self.at("H", 16)[0] == ET_EXEC or pie or (self.interpreter and DT_SONAME not in self.tags)

    def dynamic(self, offset):
        tags, needed = {}, []
        step = 16 if self.wide else 8
        while True:
            tag, value = self.at("QQ" if self.wide else "II", offset)
            if tag == DT_NULL:
                return tags, needed
            if tag == DT_NEEDED:
                needed.append(value)
            tags[tag] = value
            offset += step

    def version_needs(self):
        """(library, version, weak), along the chains that glibc follows: to the link that is 0, not by DT_VERNEEDNUM."""
        place = self.place(self.tags[DT_VERNEED])
        while True:
            _, count, file, aux, next_need = self.at("HHIII", place)
            entry = place + aux
            for _ in range(count):
                _, flags, _, name, next_entry = self.at("IHHII", entry)
                yield self.string(file), self.string(name), bool(flags & VER_FLG_WEAK)
                if next_entry == 0:
                    break
                entry += next_entry
            if next_need == 0:
                return
            place += next_need
