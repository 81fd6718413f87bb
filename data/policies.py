"""What wheels may ask for: the policies of auditwheel, as tests/requirements.txt pins it."""

import importlib.metadata
import json
import pathlib

import auditwheel
import cpp
from versions import PREFIXES, by_numbers, newest, order

PATH = pathlib.Path(auditwheel.__file__).parent / "policy" / "manylinux-policy.json"


def policies(name):
    """The policies of a file by their level, without the one that allows everything."""
    rows = json.loads(PATH.with_name(f"{name}-policy.json").read_text())
    return {int(row["name"].rpartition("_")[2]): row for row in rows if row["name"] != "linux"}


def numbers_of(names):
    return {name for name in names if name[0].isdigit()}


def newest_alone_says_it(rows):
    """For each processor and prefix, a policy has every number up to its newest that any policy has. The tables depend
    on it, because they only store the newest."""
    for level, row in rows.items():
        for processor, prefixes in row["symbol_versions"].items():
            others = [other["symbol_versions"].get(processor, {}) for other in rows.values()]
            for prefix, names in prefixes.items():
                known = numbers_of(name for other in others for name in other.get(prefix, []))
                top = newest(names)
                below = {name for name in known if top != "-" and order(name) <= order(top)}
                assert below == numbers_of(names), (level, processor, prefix)


def since(rows):
    """The first policy that leaves each library to the target. No later policy removes one."""
    first = {}
    for level in sorted(rows):
        allowed = rows[level]["lib_whitelist"]
        assert first.keys() <= set(allowed), level
        for library in allowed:
            first.setdefault(library, level)
    return first.items()


def policy_rows(rows):
    """The fields of each PolicyRow."""
    for minor in sorted(rows):
        numbers = {
            processor: tuple(newest(prefixes[prefix]) for prefix in PREFIXES)
            for processor, prefixes in rows[minor]["symbol_versions"].items()
        }
        for processors, texts in by_numbers(numbers).items():
            yield minor, cpp.architectures(processors), cpp.versions(texts)


def tables(_):
    source = f"auditwheel {importlib.metadata.version('auditwheel')} policy/"
    manylinux, android = policies("manylinux"), policies("android")
    newest_alone_says_it(manylinux)
    allowed = [(cpp.quoted(library), level) for library, level in since(manylinux)]
    # libraries.cpp recognises the libraries of CPython's own builds by the end of their names.
    ndk = [(cpp.quoted(library), level) for library, level in since(android) if not library.endswith("_python.so")]
    return {
        "target/policies": cpp.file(
            source + "manylinux-policy.json",
            *cpp.rows("PolicyRow", "policy_rows", policy_rows(manylinux)),
            *cpp.rows("LibraryRow", "library_rows", allowed),
        ),
        "target/android_libraries": cpp.file(source + "android-policy.json", *cpp.rows("AndroidRow", "android_rows", ndk)),
    }
