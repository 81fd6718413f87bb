"""Help, and the alternatives to options."""

import json
import re
import shlex
import shutil

import pytest

from conftest import ROOT, run

BIN = ROOT / "testdata/artifacts/bin"
LINUX = "x86_64-manylinux2014"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "b").mkdir()
    shutil.copy(BIN / "elf-aarch64-glibc-2.17.so", tmp_path / "b" / "x.so")
    return tmp_path


def one_line(result):
    assert (result.status, result.out) == (2, "") and len(result.err.splitlines()) == 1
    return result.err


def test_help_is_in_groups_and_ends_in_examples():
    text = run("--help").out
    groups = re.findall(r"^(\S[^\n]*):$", text, re.M)
    assert groups[-6:] == ["What is judged, and where it runs", "The report", "What counts", "How it is read", "Lists", "Examples"]
    assert text.index("--platform") < text.index("--format") < text.index("--fail-on") < text.index("--jobs")
    assert "platlint --from template.yaml" in text.split("Examples:")[1]


@pytest.mark.parametrize(
    "typed, meant", [("--platfrm", "--platform"), ("--fail-onn=error", "--fail-on"), ("--basline", "--baseline"), ("--skp", "--skip")]
)
def test_an_option_that_is_none(typed, meant):
    assert f", did you mean {meant}" in one_line(run("b", typed))


@pytest.mark.parametrize("option, typed, meant", [
    ("--format", "jsn", "json"), ("--format", "markdow", "markdown"), ("--installer", "poetri", "poetry"),
    ("--fail-on", "warnings", "warning"), ("--color", "nevr", "never"),
])  # fmt: skip
def test_a_value_that_is_none(option, typed, meant):
    assert re.search(rf", did you mean ([a-z]+(, | or ))*{meant}\b", one_line(run("b", option, typed)))


def test_a_part_of_a_platform_s_name():
    all_of_them = run("--list-platforms").out
    some = run("--list-platforms", "Python3.12").out
    assert "aws-lambda:python3.12 " in some and "win_amd64" not in some and len(some) < len(all_of_them) / 4
    assert "debian:RELEASE" in run("--list-platforms", "Debian").out
    assert "'vax' is part of no platform's name" in one_line(run("--list-platforms", "vax"))


def test_nothing_alone_says_how_to_begin(tmp_path):
    result = run(cwd=tmp_path)
    lines = result.err.splitlines()
    assert result.status == 2 and not result.out
    assert lines[0] == "platlint: nothing to audit: name a directory, an archive or a binary"
    assert len(lines) < 15 and all(len(line) < 100 for line in lines)
    commands = [shlex.split(line.split("   ")[0].strip()) for line in lines[2:]]
    assert all(command[0] == "platlint" for command in commands)
    known = set(re.findall(r"--[a-z-]+", run("--help").out))
    assert {word for command in commands for word in command if word.startswith("--")} <= known
    only = one_line(run("--platform", LINUX, cwd=tmp_path))
    assert "nothing to audit: name a directory, an archive or a binary" in only


def test_nothing_alone_audits_what_the_configuration_names(project):
    (project / "platlint.toml").write_text(f'platform = "{LINUX}"\ntarget = "b"\n')
    assert run(cwd=project).status == 1


def test_the_lists_for_programs():
    platforms = json.loads(run("--list-platforms", "--format", "json").out)["platforms"]
    assert [row["name"] for row in platforms] == [line.split()[0] for line in run("--list-platforms").out.splitlines() if line[0] != " "]
    some = json.loads(run("--list-platforms", "lambda:python3.12", "--format", "json").out)["platforms"]
    assert [row["name"] for row in some] == ["aws-lambda:python3.12"] and some[0]["description"]
    assert any(row["aliases"] for row in platforms)
    rules = json.loads(run("--list-rules", "--format", "json").out)["rules"]
    assert [(row["name"], row["severity"]) for row in rules] == [tuple(line.split()[:2]) for line in run("--list-rules").out.splitlines()]
    assert all(row["summary"] and row["why"] and row["reference"] for row in rules)
    assert "a list is printed as text or json, not as sarif" in one_line(run("--list-rules", "--format", "sarif"))


@pytest.mark.parametrize("name", ["text", "json", "ndjson", "markdown", "sarif", "github", "junit", "gitlab", "html", "fix", "prune"])
def test_each_format_without_a_platform_answers_or_asks_for_one(name, project):
    result = run("b", "--format", name, cwd=project)
    if name in ("text", "json", "ndjson", "markdown", "html"):
        assert result.status == 0 and "Linux aarch64" in result.out and not result.err
    else:
        assert one_line(result) == f"platlint: --format {name} needs a platform to judge for: name it with --platform\n"


def test_a_table_of_what_bundles_need(project):
    shutil.copytree(project / "b", project / "c")
    shutil.copy(BIN / "elf-x86_64-glibc-2.17.so", project / "c" / "x`|y.so")
    (project / "empty").mkdir()
    (project / "empty" / "a.txt").write_text("")
    result = run("b", "c", "empty", "absent", "--format", "markdown", cwd=project)
    rows = [re.split(r"(?<!\\)\|", line) for line in result.out.splitlines() if line.startswith("| `")]
    assert [row[1].strip() for row in rows] == ["`b`", "`c`", "`empty`", "`absent`"] and {len(row) for row in rows} == {6}
    assert "mixed: also" in rows[1][2] and "no native files" in rows[2][2] and "not read: `" in rows[3][2]
    assert result.status == 2


def test_the_environment_stands_for_options(project):
    known = {"PLATLINT_PLATFORM": LINUX}
    assert run("b", env=known, cwd=project).status == 1
    assert run("b", "--platform", "linux-arm64", env=known, cwd=project).status == 0
    assert run("b", "--no-config", env=known, cwd=project).status == 1
    assert run("b", env={**known, "PLATLINT_FORMAT": "json"}, cwd=project).out.startswith("{")
    (project / "platlint.toml").write_text('platform = "linux-arm64"\n')
    assert run("b", cwd=project).status == 0 and run("b", env=known, cwd=project).status == 1
    (project / "other.toml").write_text('platform = "win_amd64"\n')
    assert "win_amd64" in run("b", env={"PLATLINT_CONFIG": "other.toml"}, cwd=project).out
    shutil.copy(BIN / "elf-x86_64-glibc-2.17.so", project / "b" / "x.so")
    (project / "template.yaml").write_text(
        "Resources:\n  F: {Type: 'AWS::Lambda::Function', Properties: {Runtime: python3.12, Code: b}}\n")  # fmt: skip
    assert "aws-lambda:python3.12" in run("--from", "template.yaml", env={"PLATLINT_PLATFORM": "linux-arm64"}, cwd=project).out


@pytest.mark.parametrize("variable, value, wanted", [
    ("PLATLINT_PLATFORM", "linux-x46", "PLATLINT_PLATFORM: unknown platform 'linux-x46', did you mean linux-x64"),
    ("PLATLINT_PYTHON", "three", "PLATLINT_PYTHON: "),
    ("PLATLINT_FORMAT", "jsn", "PLATLINT_FORMAT is 'jsn', did you mean json"),
    ("PLATLINT_FAIL_ON", "never", "PLATLINT_FAIL_ON is 'never', expected one of error, warning"),
    ("PLATLINT_INSTALLER", "qqqqqq", "PLATLINT_INSTALLER is 'qqqqqq', expected one of uv, "),
    ("PLATLINT_CONFIG", "missing.toml", "missing.toml"),
])  # fmt: skip
def test_a_variable_that_is_none(project, variable, value, wanted):
    assert wanted in one_line(run("b", env={variable: value}, cwd=project))


def test_quiet_does_not_silence_an_allowance_that_has_expired(project):
    (project / "platlint.toml").write_text(
        '[[allow]]\npath = "x.so"\nrule = "wrong-architecture"\nreason = "soon"\nexpires = 2020-01-01\n')  # fmt: skip
    result = run("b", "--platform", LINUX, "-q", cwd=project)
    assert result.status == 1 and "expired on 2020-01-01: 1 finding counts again" in result.err
