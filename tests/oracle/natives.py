"""Chooses the files of a tree that a loader is asked about, and how: by their own headers (gABI; elf.h), read here and not by
platlint."""

import os
import struct

RELOCATABLE, EXECUTABLE, SHARED = 1, 2, 3  # e_type; 4 is a core dump
LOAD, DYNAMIC, INTERPRETER = 1, 2, 3  # p_type
FLAGS_1, PIE = 0x6FFFFFFB, 0x08000000
DEVICES = {190, 224, 247}  # e_machine of CUDA, AMD's GPUs and BPF: no loader of the system is asked for them


def program_headers(data, wide, end):
    """(type, offset, size in the file) of each, as far as the file has them."""
    if wide:
        (at,) = struct.unpack_from(end + "Q", data, 32)
        size, count = struct.unpack_from(end + "HH", data, 54)
        row, pick = end + "IIQQQQ", (0, 2, 5)
    else:
        (at,) = struct.unpack_from(end + "I", data, 28)
        size, count = struct.unpack_from(end + "HH", data, 42)
        row, pick = end + "IIIII", (0, 1, 4)
    for i in range(count):
        if at + i * size + struct.calcsize(row) > len(data):
            return
        fields = struct.unpack_from(row, data, at + i * size)
        yield tuple(fields[k] for k in pick)


def is_pie(data, offset, size, wide, end):
    row = struct.Struct(end + ("QQ" if wide else "II"))
    size = min(size, max(len(data) - offset, 0))
    for tag, value in row.iter_unpack(data[offset : offset + size - size % row.size]):
        if tag == 0:
            break
        if tag == FLAGS_1:
            return bool(value & PIE)
    return False


def kind(name, data):
    """extension, addon, library, program or static; None if no loader of the system is asked."""
    if data[:4] != b"\x7fELF" or len(data) < 64 or name.endswith((".debug", ".bare")):  # Bare is a runtime of its own
        return None
    wide, end = data[4] == 2, "<" if data[5] == 1 else ">"
    sort, machine = struct.unpack_from(end + "HH", data, 16)
    if sort not in (EXECUTABLE, SHARED) or machine in DEVICES:
        return None
    headers = list(program_headers(data, wide, end))
    if not any(kind == LOAD and size for kind, _, size in headers):
        return None  # a file that --only-keep-debug made
    interpreted = any(kind == INTERPRETER and size > 1 for kind, _, size in headers)
    pie = any(kind == DYNAMIC and is_pie(data, at, size, wide, end) for kind, at, size in headers)
    called_library = ".so" in name or name.endswith(".node")
    if sort == EXECUTABLE or pie or (interpreted and not called_library):
        return "program" if interpreted else "static"
    if name.endswith(".node"):
        return "addon"
    return "extension" if name.endswith(".so") and b"\0PyInit_" in data else "library"


def natives(tree, seen):
    """(path in the tree, kind) of each. Files in `seen`, by inode and path, were asked in another tree, because uv links."""
    found = []
    for top, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(top, name)
            relative = os.path.relpath(path, tree)
            if os.path.islink(path):
                continue
            with open(path, "rb") as file:
                if file.read(4) != b"\x7fELF":
                    continue
                file.seek(0)
                sort = kind(name, file.read())
            key = (os.stat(path).st_ino, relative)
            if sort and key not in seen:
                seen.add(key)
                found.append((relative, sort))
    return sorted(found)
