"""C++ as text."""

import json
import textwrap

from versions import order


def quoted(text):
    return json.dumps(text)


def version(number):
    """Development releases of zlib have a fourth number (1.2.5.2), which is left out: no policy and no distribution
    separates two versions with the same first three (policies_test.cpp)."""
    if number in ("-", "?"):
        return "std::nullopt"
    major, minor, patch = [*order(number), 0][:3]
    return f"Version{{{major}, {minor}, {patch}}}"


def architectures(words):
    return "{" + ", ".join("Architecture::" + word for word in words.split()) + "}"


def versions(numbers):
    return "{" + ", ".join(map(version, numbers)) + "}"


def rows(kind, name, rows):
    """An array of aggregates, one row per line. clang deduces the type of no more than 256."""
    rows = list(rows)
    deduced = "" if len(rows) <= 256 else f"<{kind}, {len(rows)}>"
    return [
        f"constexpr std::array{deduced} {name}{{",
        *(f"    {kind}{{{', '.join(map(str, row))}}},".replace(", \n", ",\n") for row in rows),
        "};",
    ]


def truth(value):
    return "true" if value else "false"


def file(source, *lines):
    return "\n".join([f"// Made by scripts/tables from {source}; do not edit.", *lines, ""])


def words(words, indent=8):
    """A list of names as one literal of several lines, sorted bytewise."""
    lines = textwrap.wrap(" ".join(sorted(words.split())), 110, break_long_words=False, break_on_hyphens=False)
    return "".join(f"\n{' ' * indent}{quoted(line)}" for line in [*(line + " " for line in lines[:-1]), lines[-1]])
