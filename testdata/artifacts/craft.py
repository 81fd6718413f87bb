#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the bytes that no compiler writes: patched, cut, joined. `build` says which; usage: craft.py VERB OUT ARGUMENT..."""

import hashlib
import pathlib
import re
import struct
import sys

from fields import fields, value


def patch(source, *assignments):
    """FIELD=EXPRESSION: sets header fields (see fields.py). `size` is the length of the file, a field name its value."""
    data = bytearray(pathlib.Path(source).read_bytes())
    known = fields(data)
    for name, expression in (item.split("=") for item in assignments):
        offset, code = known[name]
        struct.pack_into(code, data, offset, number(data, known, expression))
    return data


def cut(source, expression):
    """The first bytes of a file."""
    data = pathlib.Path(source).read_bytes()
    return data[: number(data, fields(data), expression)]


def number(data, known, expression):
    def resolve(match):
        return str(len(data) if match[0] == "size" else value(data, known[match[0]]))

    return eval(re.sub(r"(?<![\w.])[.A-Za-z_][\w.]*", resolve, expression), {})


def append(source, text):
    """Bytes that no header knows of."""
    return pathlib.Path(source).read_bytes() + text.encode().decode("unicode_escape").encode("latin-1")


def bundle(source):
    """MH_DYLIB -> MH_BUNDLE, what Python's setuptools links: the same file without LC_ID_DYLIB and LC_LOAD_DYLINKER."""
    data = bytearray(pathlib.Path(source).read_bytes())
    for command in ("LC_ID_DYLIB", "LC_LOAD_DYLINKER"):
        known = fields(data)
        if command + ".cmd" not in known:
            continue
        start, size, end = known[command + ".cmd"][0], value(data, known[command + ".cmdsize"]), 32 + value(data, known["sizeofcmds"])
        data[start:end] = data[start + size : end] + bytes(size)
        struct.pack_into("<II", data, known["ncmds"][0], value(data, known["ncmds"]) - 1, end - 32 - size)
    struct.pack_into("<I", data, known["filetype"][0], 8)
    return signed_again(data)


def signed_again(data):
    """The hashes of the pages in the code directory (XNU, osfmk/kern/cs_blobs.h), as `codesign --sign -` writes them."""
    directory = data.find(b"\xfa\xde\x0c\x02")
    if directory < 0:
        return data
    hashes, count, limit, shift = struct.unpack_from(">16xI8xII3xB", data, directory)
    for slot in range(count):
        page = data[slot << shift : min((slot + 1) << shift, limit)]
        place = directory + hashes + 32 * slot
        data[place : place + 32] = hashlib.sha256(page).digest()
    return data


def fat(magic, align, *sources):
    """A universal file (<mach-o/fat.h>); the processor of a slice is the word pair after its magic, or CPU:SUBTYPE:FILE."""
    wide = magic == "0xcafebabf"
    end = 8 + len(sources) * (32 if wide else 20)
    table, body, step = b"", b"", 1 << int(align)
    for source in sources:
        *cpu, path = source.split(":")
        data = pathlib.Path(path).read_bytes()
        cpu = [int(word, 0) for word in cpu] or struct.unpack_from("<II" if data[3] == 0xFE else ">II", data, 4)
        body += bytes(-(end + len(body)) % step)
        table += struct.pack(">IIQQII" if wide else ">IIIII", *cpu, end + len(body), len(data), int(align), *[0] * wide)
        body += data
    return struct.pack(">II", int(magic, 0), len(sources)) + table + body


def hexadecimal(*words):
    """Hexadecimal words, 'text' in quotes, 00*N for a run."""
    data = b""
    for word in words:
        if word.startswith("'"):
            data += word[1:-1].encode().decode("unicode_escape").encode("latin-1")
        else:
            digits, _, count = word.partition("*")
            data += bytes.fromhex(digits) * int(count or 1)
    return data


VERBS = {"append": append, "bundle": bundle, "bytes": hexadecimal, "cut": cut, "fat": fat, "patch": patch}

if __name__ == "__main__":
    verb, out, *arguments = sys.argv[1:]
    pathlib.Path(out).write_bytes(VERBS[verb](*arguments))
