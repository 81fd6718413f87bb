"""Parses with LIEF every file that a list names, and fails if it cannot parse one. usage: parse.py LIST [lean]

The paths are ended by NUL. `lean` turns off all parts that LIEF can leave out, version needs too. A PE file's imports are kept,
because they name the libraries that it needs.
"""

import sys

import lief

lief.logging.disable()
elf, pe = lief.ELF.ParserConfig(), lief.PE.ParserConfig()
for config in (elf, pe):
    for option in dir(config):
        if option.startswith("parse_") and option != "parse_imports":
            setattr(config, option, False)


def lean(path):
    with open(path, "rb") as opened:
        magic = opened.read(4)
    if magic == b"\x7fELF":
        return lief.ELF.parse(path, elf)
    return lief.PE.parse(path, pe) if magic[:2] == b"MZ" else lief.MachO.parse(path, lief.MachO.ParserConfig.quick)


paths = open(sys.argv[1]).read().split("\0")[:-1]
parse = lean if "lean" in sys.argv[2:] else lief.parse
lost = [path for path in paths if parse(path) is None]
print(f"{len(paths) - len(lost)} parsed")
sys.exit("\n".join(["not parsed:", *lost]) if lost else 0)
