"""Reads a Mach-O file as dyld does: the slices of a universal file, then header and load commands (<mach-o/fat.h>,
<mach-o/loader.h>). Written without a look at platlint, to be compared with it, for a file that platlint calls whole."""

import struct

MAGIC, MAGIC_64, FAT, FAT_64 = 0xFEEDFACE, 0xFEEDFACF, 0xCAFEBABE, 0xCAFEBABF
REQUIRED = 0x80000000
EXECUTE, DYLIB, BUNDLE = 2, 6, 8
LOAD, ID, DYLINKER, RPATH = 0xC, 0xD, 0xE, 0x1C | REQUIRED
WEAK, REEXPORT, LAZY, UPWARD = 0x18 | REQUIRED, 0x1F | REQUIRED, 0x20, 0x23 | REQUIRED
VERSION_MIN = {0x24: 1, 0x25: 2, 0x2F: 3, 0x30: 4}  # the PLATFORM_* that each implies
BUILD_VERSION = 0x32


def slices(data):
    """The thin images of a file, in the order of its table."""
    (magic,) = struct.unpack_from(">I", data)
    if magic not in (FAT, FAT_64):
        return [LoaderView(data)]
    (count,) = struct.unpack_from(">I", data, 4)
    views = []
    for i in range(count):
        form, place = (">IIQQ", 8 + i * 32) if magic == FAT_64 else (">IIII", 8 + i * 20)
        cpu, subtype, offset, size = struct.unpack_from(form, data, place)
        view = LoaderView(data[offset : offset + size])
        if (view.machine, view.subtype) != (cpu, subtype & 0xFFFFFF):
            raise ValueError("a slice for another CPU than its table says")
        views.append(view)
    return views


class LoaderView:
    """Raises struct.error or ValueError if dyld would read bytes that are not there, or refuse the file."""

    def __init__(self, data):
        self.data = data
        self.order = "<" if data[3] == 0xFE else ">"
        (magic,) = self.at("I", 0)
        if magic not in (MAGIC, MAGIC_64):
            raise ValueError(f"magic {magic:#x}")
        self.machine, subtype, self.filetype, count, size = self.at("IIIII", 4)
        self.subtype = subtype & 0xFFFFFF
        self.libraries, self.rpath, self.platforms = [], [], []
        self.identity = self.interpreter = None
        place = 32 if magic == MAGIC_64 else 28
        end = place + size
        for _ in range(count):
            kind, length = self.at("II", place)
            if length < 8 or place + length > min(end, len(data)):
                raise ValueError("a load command outside the table")
            self.read(kind, place, length)
            place += length
        if self.filetype in (EXECUTE, DYLIB, BUNDLE) and (self.identity is None) == (self.filetype == DYLIB):
            raise ValueError("a dylib without a name, or a name in another file")

    def at(self, form, offset):
        return struct.unpack_from(self.order + form, self.data, offset)

    def string(self, place, length):
        (start,) = self.at("I", place + 8)
        return self.data[place + start : self.data.index(b"\0", place + start, place + length)]

    def read(self, kind, place, length):
        if kind in (LOAD, WEAK, REEXPORT, LAZY, UPWARD):
            self.libraries.append((self.string(place, length), kind in (WEAK, LAZY)))
        elif kind == ID:
            self.identity = self.string(place, length)
        elif kind == DYLINKER:
            self.interpreter = self.string(place, length)
        elif kind == RPATH:
            self.rpath.append(self.string(place, length))
        elif kind == BUILD_VERSION:
            self.platforms.append((*self.at("I", place + 8), self.version(place + 12)))
        elif kind in VERSION_MIN:
            self.platforms.append((VERSION_MIN[kind], self.version(place + 8)))

    def version(self, place):
        """X.Y.Z, as the nibbles xxxx.yy.zz"""
        (packed,) = self.at("I", place)
        return packed >> 16, packed >> 8 & 0xFF, packed & 0xFF
