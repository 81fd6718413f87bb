"""Writes the measured tables of src/target/ as C++: releases of distributions, images, and what wheels may ask for.

usage: scripts/tables [--from CHECKOUT]
  --from CHECKOUT   first refreshes data/distributions.toml from a git checkout of its source
"""

import importlib.metadata
import json
import pathlib
import re
import subprocess
import sys
import textwrap

import auditwheel

try:
    import tomllib
except ImportError:  # Python 3.10 and older
    import tomli as tomllib

ROOT = pathlib.Path(__file__).resolve().parents[1]
DISTRIBUTIONS = ROOT / "data" / "distributions.toml"
IMAGES = ROOT / "data" / "images.toml"
POLICIES = pathlib.Path(auditwheel.__file__).parent / "policy"
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


# --- C++


def quoted(text):
    return json.dumps(text)


def cpp_version(number):
    """Development releases of zlib have a fourth number (1.2.5.2), which is left out: no policy and no distribution
    separates two versions with the same first three (policies_test.cpp)."""
    if number in ("-", "?"):
        return "std::nullopt"
    major, minor, patch = [*order(number), 0][:3]
    return f"Version{{{major}, {minor}, {patch}}}"


def cpp_set(words):
    return "{" + ", ".join("Architecture::" + word for word in words.split()) + "}"


def cpp_versions(numbers):
    return "{" + ", ".join(map(cpp_version, numbers)) + "}"


def cpp_rows(kind, name, rows):
    """An array of aggregates, one row per line."""
    return [
        f"constexpr std::array {name}{{",
        *(f"    {kind}{{{', '.join(map(str, row))}}},".replace(", \n", ",\n") for row in rows),
        "};",
    ]


def cpp_file(source, *lines):
    return "\n".join([f"// Made by scripts/tables from {source}; do not edit.", *lines, ""])


# --- Distributions


def releases(tables):
    """Every row of data/distributions.toml: its distribution, its release, its values."""
    return [(name, release, row) for name, table in tables.items() for release, row in table["releases"].items()]


def measurements(tables):
    """The fields of each Measurement. GLIBC is at least the release's glibc: some glibcs define no version with their
    own number."""
    for name, release, row in releases(tables):
        for processors, text in row.get("newest", {}).items():
            numbers = text.split()
            assert len(numbers) == len(PREFIXES), (name, release, text)
            known = sum(number != "?" for number in numbers)
            numbers[0] = max(numbers[0], row["glibc"], key=order)
            minor, level = order(row["glibc"])[1], row.get("x86_level", 1)
            yield (
                quoted(name),
                quoted(release),
                minor,
                level,
                cpp_set(processors),
                known,
                cpp_versions(numbers),
            )


def distribution_tables(text):
    data = tomllib.loads(text)
    tables = {name: table for name, table in data.items() if isinstance(table, dict)}
    listed = [(name, table.get("alias", ""), table["label"]) for name, table in tables.items() if "label" in table]
    aliases = [(name, row["alias"], release) for name, release, row in releases(tables) if "alias" in row]
    alpine = tables["alpine"]
    musls = [(quoted(release), cpp_version(row["musl"])) for release, row in alpine["releases"].items()]
    return {
        "measurements": cpp_file(
            DISTRIBUTIONS.relative_to(ROOT),
            f"constexpr std::string_view measurement_source = {quoted(data['source'])};",
            *cpp_rows("Measurement", "measurement_rows", measurements(tables)),
        ),
        "distributions": cpp_file(
            DISTRIBUTIONS.relative_to(ROOT),
            *cpp_rows("Distribution", "distributions", [map(quoted, row) for row in listed]),
            *cpp_rows("ReleaseAlias", "release_aliases", [map(quoted, row) for row in aliases]),
            *cpp_rows("AlpineRow", "alpine_rows", musls),
            f"constexpr ArchitectureSet alpine_architectures{cpp_set(alpine['architectures'])};",
        ),
    }


# --- Images


def cpp_words(words):
    """A list of names as one literal of several lines, sorted bytewise."""
    lines = textwrap.wrap(" ".join(sorted(words.split())), 110, break_long_words=False, break_on_hyphens=False)
    return "".join(f"\n        {quoted(line + ' ')}" for line in lines[:-1]) + f"\n        {quoted(lines[-1])}"


def image_tables(text):
    """The fields of each ImageContents."""
    rows = [
        (quoted(name), str(image["complete"]).lower(), cpp_words(image["holds"]))
        + (quoted(image.get("lacks", "")), quoted(image.get("arm64_lacks", "")))
        for name, image in tomllib.loads(text).items()
    ]
    return {"images": cpp_file(IMAGES.relative_to(ROOT), *cpp_rows("ImageContents", "images", rows))}


# --- auditwheel


def policies(name):
    """The policies of a file by their level, without the one that allows everything."""
    rows = json.loads((POLICIES / f"{name}-policy.json").read_text())
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
            yield minor, cpp_set(processors), cpp_versions(texts)


def policy_tables():
    source = f"auditwheel {importlib.metadata.version('auditwheel')} policy/"
    manylinux, android = policies("manylinux"), policies("android")
    newest_alone_says_it(manylinux)
    allowed = [(quoted(library), level) for library, level in since(manylinux)]
    # libraries.cpp recognises the libraries of CPython's own builds by the end of their names.
    ndk = [(quoted(library), level) for library, level in since(android) if not library.endswith("_python.so")]
    return {
        "policies": cpp_file(
            source + "manylinux-policy.json",
            *cpp_rows("PolicyRow", "policy_rows", policy_rows(manylinux)),
            *cpp_rows("LibraryRow", "library_rows", allowed),
        ),
        "android_libraries": cpp_file(source + "android-policy.json", *cpp_rows("AndroidRow", "android_rows", ndk)),
    }


# --- A checkout of the measurements


def measured(checkout):
    """The numbers in the cache: {"debian-12": {"x86_64": ("2.36", "2.36 3.4.30 1.3.13 12.0.0 1.2.12 1.2")}}."""
    found = {}
    for path in sorted(checkout.glob("cache/*/*.json")):
        if path.parent.name in PROCESSORS:
            image = json.loads(path.read_text())
            numbers = " ".join(newest(image["symbols"].get(prefix, [])) for prefix in PREFIXES)
            found.setdefault(path.stem, {})[path.parent.name] = (
                image["glibc_version"],
                numbers,
            )
    return found


def toml_row(release, row):
    """A release as the file has it, in one line."""
    words = [f"{key} = {quoted(value)}" for key, value in row.items() if key != "newest"]
    groups = [f"{quoted(group) if ' ' in group else group} = {quoted(text)}" for group, text in row["newest"].items()]
    return f'"{release}" = {{ {", ".join([*words, "newest = { " + ", ".join(groups) + " }"])} }}'


def refreshed_row(row, image):
    """The glibc is the lowest if the processors differ, as in a rolling release."""
    glibc = min((glibc for glibc, _ in image.values()), key=order)
    return {
        **row,
        "glibc": glibc,
        "newest": by_numbers({processor: text for processor, (_, text) in image.items()}),
    }


def refreshed(text, checkout):
    """The file with the numbers of the releases that the checkout has, and with rows for its new ones. Rows that the
    checkout no longer has stay."""
    found = measured(checkout)
    for name, table in tomllib.loads(text).items():
        if not isinstance(table, dict):
            continue
        before, head, after = text.partition(f"\n[{name}.releases]\n")
        rows, blank, rest = after.partition("\n\n")
        lines = dict(zip(table["releases"], rows.rstrip("\n").split("\n")))
        for stem in found:
            release = stem.removeprefix(table.get("cache", name) + "-")
            if release != stem:
                lines[release] = toml_row(
                    release,
                    refreshed_row(table["releases"].get(release, {}), found[stem]),
                )
        text = before + head + "\n".join(lines.values()) + (blank + rest or "\n")
    text = re.sub(
        r'^(source = "\S+) \w+"$',
        rf'\1 {git(checkout, "rev-parse", "--short=12", "HEAD")}"',
        text,
        flags=re.M,
    )
    return re.sub(
        r"^date = .*$",
        f"date = {git(checkout, 'log', '-1', '--format=%cs')}",
        text,
        flags=re.M,
    )


def git(checkout, *arguments):
    done = subprocess.run(["git", "-C", checkout, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


# --- All of them


def tables():
    """The text of each file of C++."""
    made = {**distribution_tables(DISTRIBUTIONS.read_text()), **image_tables(IMAGES.read_text()), **policy_tables()}
    return {ROOT / "src" / "target" / f"{name}.inc": text for name, text in made.items()}


def main(arguments):
    if arguments[:1] == ["--from"] and len(arguments) == 2:
        DISTRIBUTIONS.write_text(refreshed(DISTRIBUTIONS.read_text(), pathlib.Path(arguments[1])))
    elif arguments:
        sys.exit(__doc__)
    for path, text in tables().items():
        path.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
