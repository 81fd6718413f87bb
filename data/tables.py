"""Writes the tables of src/ as C++, src/**/*.inc. Each module here makes those of one subject.

usage: scripts/tables [--from CHECKOUT] [--fetch SUBJECT...]
  --from CHECKOUT   first refreshes data/distributions.toml from a git checkout of its source
  --fetch SUBJECT   first refreshes data/SUBJECT.toml from the sources that it pins, which it fetches
"""

import pathlib
import sys

import c_symbols
import datafile
import distributions
import fetch
import images
import lambda_runtimes
import node_releases
import policies
import python_symbols
import services
import system_packages
import system_pythons
import windows_libraries

SOURCES = pathlib.Path(__file__).resolve().parents[1] / "src"
MODULES = (
    distributions,
    images,
    policies,
    node_releases,
    windows_libraries,
    c_symbols,
    system_packages,
    lambda_runtimes,
    services,
    python_symbols,
    system_pythons,
)
FETCHED = {module.PATH.stem: module for module in MODULES if hasattr(module, "fetched")}


def tables():
    """The text of each file of C++."""
    made = {}
    for module in MODULES:
        made.update(module.tables(module.PATH.read_text()))
    return {SOURCES / f"{name}.inc": text for name, text in made.items()}


def fetched(subject):
    """The text of data/SUBJECT.toml as its sources say it now."""
    module = FETCHED[subject]
    text = module.PATH.read_text()
    with fetch.Registries(datafile.loads(text)["sources"]) as registries:
        return module.fetched(text, registries)


def main(arguments):
    if arguments[:1] == ["--from"] and len(arguments) == 2:
        path = distributions.PATH
        path.write_text(distributions.refreshed(path.read_text(), pathlib.Path(arguments[1])))
    elif arguments[:1] == ["--fetch"] and len(arguments) > 1 and FETCHED.keys() >= set(arguments[1:]):
        for subject in arguments[1:]:
            FETCHED[subject].PATH.write_text(fetched(subject))
    elif arguments:
        sys.exit(f"{__doc__}SUBJECT is one of: {' '.join(FETCHED)}")
    for path, text in tables().items():
        path.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
