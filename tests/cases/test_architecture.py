"""The tables of docs/architecture.md and the #include lines of src/ say the same."""

import re
from collections import defaultdict

from conftest import ROOT

PAGE = (ROOT / "docs/architecture.md").read_text()
SOURCES = sorted((ROOT / "src").glob("*/**/*.[ch]pp"))


def rows(heading):
    """The rows of the table under a heading of the page: the first cell and the names in the last."""
    section = PAGE.split(heading, 1)[1].split("\n## ", 1)[0]
    cells = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip().strip("`"): set(re.findall(r"`([^`]+)`", row[-1])) for row in cells}


def includes(pattern):
    """The stages that each stage includes, by its folder."""
    found = defaultdict(set)
    for path in SOURCES:
        found[path.relative_to(ROOT / "src").parts[0]] |= set(re.findall(pattern, path.read_text(), re.M))
    return found


def test_stages_include_what_the_page_allows():
    arrows = {stage: names - {stage, "platlint"} for stage, names in includes(r'^#include "(\w+)/').items()}
    assert arrows == {stage: names - {stage} for stage, names in rows("# Architecture").items()}


def test_no_stage_asks_one_that_asks_it():
    arrows = {stage: names - {stage} for stage, names in rows("# Architecture").items()}
    while arrows:
        free = {stage for stage, names in arrows.items() if not names & arrows.keys()}
        assert free, arrows
        arrows = {stage: names for stage, names in arrows.items() if stage not in free}


def test_libraries_stand_behind_one_stage():
    table = rows("## Who alone knows what")
    included = includes(r"^#include <([^>]+)>")
    for library, stages in table.items():
        assert {stage for stage, names in included.items() if any(name.startswith(library) for name in names)} == stages


def test_installed_headers_name_no_private_type():
    """Each type that they name, one of them defines."""
    headers = [path.read_text() for path in (ROOT / "include/platlint").glob("*.hpp")]
    code = re.sub(r"//.*|\"[^\"\n]*\"|^ *#.*", "", "\n".join(headers), flags=re.M)
    defined = set(re.findall(r"^ *(?:struct|class|enum class)(?: PLATLINT_API)? (\w+)(?: final)?(?: *:[^;{]+)? \{", code, re.M))
    defined |= set(re.findall(r"^ *using (\w+) =", code, re.M))
    named = {name for name in re.findall(r"\b[A-Z]\w+", code) if not name.startswith("PLATLINT_")}
    assert "Rule" in defined and named <= defined, named - defined
