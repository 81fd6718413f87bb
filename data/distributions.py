"""The releases of distributions: data/distributions.toml, and a checkout that measures them."""

import json
import pathlib
import re
import subprocess

import cpp
from datafile import loads
from versions import PREFIXES, PROCESSORS, by_numbers, newest, order

PATH = pathlib.Path(__file__).with_name("distributions.toml")


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
                cpp.quoted(name),
                cpp.quoted(release),
                minor,
                level,
                cpp.architectures(processors),
                known,
                cpp.versions(numbers),
            )


def distributions(text):
    return {name: table for name, table in loads(text).items() if isinstance(table, dict)}


def tables(text):
    rows = distributions(text)
    listed = [(name, table.get("alias", ""), table["label"]) for name, table in rows.items() if "label" in table]
    aliases = [(name, row["alias"], release) for name, release, row in releases(rows) if "alias" in row]
    alpine = rows["alpine"]
    musls = [(cpp.quoted(release), cpp.version(row["musl"])) for release, row in alpine["releases"].items()]
    return {
        "target/measurements": cpp.file(
            "data/distributions.toml",
            f"constexpr std::string_view measurement_source = {cpp.quoted(loads(text)['source'])};",
            *cpp.rows("Measurement", "measurement_rows", measurements(rows)),
        ),
        "target/distributions": cpp.file(
            "data/distributions.toml",
            *cpp.rows("Distribution", "distributions", [map(cpp.quoted, row) for row in listed]),
            *cpp.rows("ReleaseAlias", "release_aliases", [map(cpp.quoted, row) for row in aliases]),
            *cpp.rows("AlpineRow", "alpine_rows", musls),
            f"constexpr ArchitectureSet alpine_architectures{cpp.architectures(alpine['architectures'])};",
        ),
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
    words = [f"{key} = {cpp.quoted(value)}" for key, value in row.items() if key != "newest"]
    groups = [f"{cpp.quoted(group) if ' ' in group else group} = {cpp.quoted(text)}" for group, text in row["newest"].items()]
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
    for name, table in distributions(text).items():
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
