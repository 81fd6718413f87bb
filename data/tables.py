"""Writes the tables of src/ as C++, src/**/*.inc. Each module here makes those of one subject.

usage: scripts/tables [--from CHECKOUT]
  --from CHECKOUT   first refreshes data/distributions.toml from a git checkout of its source
"""

import pathlib
import sys

import distributions
import images
import policies

SOURCES = pathlib.Path(__file__).resolve().parents[1] / "src"
MODULES = (distributions, images, policies)


def tables():
    """The text of each file of C++."""
    made = {}
    for module in MODULES:
        made.update(module.tables(module.PATH.read_text()))
    return {SOURCES / f"{name}.inc": text for name, text in made.items()}


def main(arguments):
    if arguments[:1] == ["--from"] and len(arguments) == 2:
        path = distributions.PATH
        path.write_text(distributions.refreshed(path.read_text(), pathlib.Path(arguments[1])))
    elif arguments:
        sys.exit(__doc__)
    for path, text in tables().items():
        path.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
