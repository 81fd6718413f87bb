"""Everything that the pages name exists: options, keys, platforms, variables, files; and the code blocks are well
formed."""

import ast
import json
import re
import subprocess

import pytest
import yaml
from conftest import ROOT, SCHEMA, run
from test_pages import DOCS, FENCE, PAGES, prose, read

try:
    import tomllib
except ImportError:  # before Python 3.11
    tomllib = None

ALL = [*PAGES, "CHANGELOG.md"]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
FILE = re.compile(
    r"(?:^|(?<=\s))(?:docs|scripts|tests|src|testdata|packaging|examples|include|python|man|completions|\.ci|\.github)/[\w./-]+"
)
# Programs whose options the pages name. test_installers.py gives those of installers to the real programs.
OTHERS = (
    "pip",
    "uv",
    "npm",
    "bundle",
    "bun",
    "poetry",
    "electron-builder",
    "cargo",
    "auditwheel",
    "sha256sum",
    "docker",
    "git",
    "bazel",
    "sam",
)
OF_PROGRAMS = {
    *("--only-binary", "--no-binary", "--no-build", "--no-build-package", "--no-binary-package", "--reinstall-package", "--only-wheel"),
    *("--conf", "--archives", "--files", "--py-files"),  # spark-submit
    *("--extra-pip-args", "--use-container", "--os", "--cpu", "--libc", "--omit", "--ignore-scripts", "--local"),
}


def spans(page):
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(read(page)))


def known_options():
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", run("--help").out))


def of_scripts():
    """Each option that a script of ours names itself."""
    found = set()
    for folder in (
        "scripts",
        "tests/artifacts",
        "tests/bench",
        "tests/compare",
        "tests/fuzz",
        "tests/mutate",
        "tests/oracle",
        "examples/spark",
        ".ci",
    ):
        for path in (ROOT / folder).glob("*"):
            if path.is_file() and path.suffix not in (".json", ".md"):
                found |= set(re.findall(r"--[a-z][a-z-]*", path.read_text(errors="replace")))
    return found


@pytest.mark.parametrize("page", ALL)
def test_options(page):
    own = known_options() | OF_PROGRAMS
    for span in spans(page):
        if span.split()[0] in OTHERS:
            continue
        unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", span)) - own
        if (
            "/" in span.split()[0]
            or span.startswith('"$(')
            or page in ("CONTRIBUTING.md", "examples/spark/README.md")
            or (page, span) == ("docs/trust.md", "--list")
        ):
            unknown -= of_scripts()
        assert not unknown, span


@pytest.mark.parametrize("page", [page for page in ALL if page != "CHANGELOG.md"])
def test_files(page):
    for span in spans(page):
        for name in FILE.findall(span):
            assert (ROOT / name.rstrip("/.")).exists(), span


def test_scripts_can_be_run():
    table = read("CONTRIBUTING.md").split("The flow has")[0]
    for name in re.findall(r"(?:scripts|tests/\w+|\.ci)/[\w-]+(?=[ `])", table):
        assert (ROOT / name).stat().st_mode & 0o100, name


def test_every_key_of_the_configuration(tmp_path):
    """The program names them itself if one is wrong."""
    page = read("docs/configuration.md")
    (shown,) = [block for language, block in FENCE.findall(page) if language == "toml"]
    own, allowed = shown.split("[[tool.platlint.allow]]")
    for text, block in (("wrong = 1\n", own + "allow = 1"), ("[[allow]]\nwrong = 1\n", allowed)):
        (tmp_path / "platlint.toml").write_text(text)
        known = run("--config", tmp_path / "platlint.toml", tmp_path).err.split("known are ")[1].strip().split(", ")
        assert set(re.findall(r"^([a-z-]+) = ", block, re.M)) == set(known)


def test_variables():
    files = [path for folder in ("include", "src/cli", "scripts", "tests/cases") for path in (ROOT / folder).rglob("*") if path.is_file()]
    sources = [path.read_text() for path in files if path.suffix in ("", ".py", ".cpp", ".hpp")]
    for page in ALL:
        for name in re.findall(r"\bPLATLINT_[A-Z_]+\b", read(page)):
            assert any(name in source for source in sources), (page, name)
    for name in re.findall(r'"(PLATLINT_[A-Z_]+)"', (ROOT / "src/cli/environment.cpp").read_text()):
        assert name in read("docs/configuration.md"), name


def test_platforms_of_the_table(tmp_path):
    (tmp_path / "a.py").write_text("")
    table = read("docs/platforms.md").split("## Spellings")[1].split("**Minimum")[0]
    rows = [row.split("|")[2] for row in table.splitlines() if row.startswith("| ")][1:]
    names = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    assert len(names) > 30
    for name in names:
        assert run(tmp_path, "--platform", name).status == 0, name


def keys_of(schema):
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from keys_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)


def test_keys_of_json():
    """The keys in the changelog's lines on JSON, and those that the page of reports lists."""
    known = set(keys_of(SCHEMA))
    named = re.findall(r"JSON: ((?:`[\w.]+`(?:, | and )?)+)", read("CHANGELOG.md").replace("\n  ", " "))
    names = {part for row in named for name in re.findall(r"`([\w.]+)`", row) for part in name.split(".")}
    assert len(names) >= 8 and names <= known, names - known


@pytest.mark.parametrize("page", ["README.md", "docs/gate.md"])
def test_inputs_of_the_action(page):
    blocks = [yaml.safe_load(block) for language, block in FENCE.findall(read(page)) if language == "yaml" and "OWNER/platlint" in block]
    assert blocks
    for (step,) in blocks:
        assert set(step["with"]) <= set(ACTION["inputs"])
    rows = re.findall(r"^\| (`.*?`) \|", read("docs/gate.md").split("| input | is |")[1].split("\n\n")[0], re.M)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(ACTION["inputs"])


CHECKS = {
    "yaml": yaml.safe_load,
    "json": json.loads,
    "sql": lambda text: None,  # test_spark.py runs them
    "python": ast.parse,
    "toml": lambda text: tomllib and tomllib.loads(text),
    "sh": lambda text: subprocess.run(["bash", "-n"], input=text, text=True, check=True, capture_output=True),
    "console": lambda text: re.match(r"\$ ", text) or pytest.fail("it begins with no command"),
    "text": str,
    "groovy": str,
    "": str,
}


@pytest.mark.parametrize("page", ALL)
def test_blocks_are_well_formed(page):
    for language, block in FENCE.findall(read(page)):
        CHECKS[language](block)


@pytest.mark.parametrize("page", [page for page in ("README.md", "CONTRIBUTING.md", *DOCS)])
def test_rules_that_are_named(page):
    """In brackets, as a report has them, after --select, --ignore or --explain."""
    rules = {line.split()[0] for line in run("--list-rules").out.splitlines()}
    named = re.findall(r" \[([a-z]+(?:-[a-z]+)+)\]$", read(page), re.M)
    named += re.findall(r"--(?:select|ignore|explain)[ =]([a-z]+(?:-[a-z]+)+)", read(page))
    assert set(named) <= rules
