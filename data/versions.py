"""Version numbers, and the sets of processors that share them."""

import re

PREFIXES = ("GLIBC", "GLIBCXX", "CXXABI", "GCC", "ZLIB", "LIBATOMIC")
# In the words of wheel tags, and in the order in which rows list them.
PROCESSORS = (
    "x86_64",
    "i686",
    "aarch64",
    "armv7l",
    "ppc64le",
    "ppc64",
    "s390x",
    "riscv64",
    "loongarch64",
)


def order(number):
    """The key by which a version is compared."""
    return [int(part) for part in number.split(".")]


def newest(names):
    """The highest of the names that are numbers; "-" if there is no such name."""
    return max(
        (name for name in names if re.fullmatch(r"\d+(\.\d+)+", name)),
        key=order,
        default="-",
    )


def by_numbers(numbers):
    """{"x86_64 i686": NUMBERS} for the numbers of each processor: processors with the same numbers share a key."""
    groups = {}
    for processor in sorted(numbers, key=PROCESSORS.index):
        groups.setdefault(numbers[processor], []).append(processor)
    return {" ".join(group): value for value, group in groups.items()}
