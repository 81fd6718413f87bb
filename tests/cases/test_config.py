"""Configuration: where it is found, its keys, and that no key hides anything without a word."""

import json
import os
import re
import shutil
import subprocess

import pytest
from conftest import COMMAND, ROOT, VALIDATOR, check_invariants, clean_environment, run

BIN = ROOT / "testdata/artifacts/bin"
GOOD = BIN / "elf-x86_64-glibc-2.17.so"
OTHER = BIN / "elf-aarch64-glibc-2.17.so"
LINUX = "x86_64-manylinux2014"


@pytest.fixture
def project(tmp_path):
    """A project with a bundle in it: a file that fits, and one that is for another processor."""
    (tmp_path / "packages" / "foo").mkdir(parents=True)
    shutil.copy(GOOD, tmp_path / "packages" / "foo" / "good.so")
    shutil.copy(OTHER, tmp_path / "packages" / "foo" / "bad.so")
    return tmp_path


def add_package(project, tag="cp312-cp312-manylinux_2_17_x86_64"):
    """Gives the files of the bundle an owner."""
    info = project / "packages" / "Foo_Bar-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\n")
    (info / "WHEEL").write_text(f"Wheel-Version: 1.0\nTag: {tag}\n")
    (info / "RECORD").write_text("foo/bad.so,,\nfoo/good.so,,\nFoo_Bar-1.0.dist-info/METADATA,,\nFoo_Bar-1.0.dist-info/RECORD,,\n")


def write(project, text, name="platlint.toml"):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def audit(project, *arguments, cwd=None, env=None):
    result = run(*arguments, "--format", "json", cwd=cwd or project, env=env)
    assert result.out, result.err
    result.report = json.loads(result.out)
    VALIDATOR.validate(result.report)
    check_invariants(result)
    return result


def refused(project, *arguments, cwd=None):
    result = run(*(arguments or ("packages",)), cwd=cwd or project)
    assert result.status == 2
    assert result.out == ""
    assert re.fullmatch(r"platlint: [^\n]+\n", result.err), result.err
    return result.err.removeprefix("platlint: ").rstrip("\n")


def lines(result):
    return result.err.splitlines()


# --- where it is found


def test_found_upward(project):
    write(project, f'platform = "{LINUX}"\n')
    below = project / "a" / "b"
    below.mkdir(parents=True)
    assert audit(project, "../../packages", cwd=below).report["target"]["name"] == LINUX


def test_nearest_wins_and_a_project_without_the_table_is_passed_over(project):
    write(project, f'[tool.platlint]\nplatform = "{LINUX}"\n', "pyproject.toml")
    write(project, '[project]\nname = "x"\n[tool.other]\nplatform = 3\n', "a/pyproject.toml")
    assert audit(project, "../packages", cwd=project / "a").report["target"]["name"] == LINUX
    write(project, '[tool.platlint]\nplatform = "musllinux_1_2_x86_64"\n', "a/pyproject.toml")
    assert audit(project, "../packages", cwd=project / "a").report["target"]["libc"]["name"] == "musl"


def test_platlint_toml_wins_over_pyproject(project):
    write(project, '[tool.platlint]\nplatform = "linux/arm64"\n', "pyproject.toml")
    write(project, f'platform = "{LINUX}"\n')
    assert audit(project, "packages").report["target"]["name"] == LINUX


def test_config_names_a_file_and_nothing_else_is_read(project):
    write(project, f'platform = "{LINUX}"\nselect = ["os-too-new"]\n')
    other = write(project, 'platform = "linux/arm64"\n', "elsewhere/ci.toml")
    assert audit(project, "packages", "--config", other).report["target"]["architecture"] == "aarch64"
    toml = write(project, f'[tool.platlint]\nplatform = "{LINUX}"\n', "elsewhere/pyproject.toml")
    assert audit(project, "packages", "--config", toml).report["target"]["name"] == LINUX
    toml.write_text("[project]\n")
    assert refused(project, "packages", "--config", toml) == f"{toml}: has no table [tool.platlint]"
    assert "cannot read nothing.toml: No such file" in refused(project, "packages", "--config", "nothing.toml")


def test_no_config(project):
    write(project, "this is no TOML")
    write(project, '[tool.uv.pip]\npython-platform = "linux"\n', "pyproject.toml")
    result = audit(project, "packages", "--no-config")
    assert result.report["target"] is None
    assert result.err == ""
    assert "--config" in refused(project, "packages", "--no-config", "--config", "x.toml")


def test_verbose_names_the_file(project):
    write(project, f'platform = "{LINUX}"\n')
    (project / "a").mkdir()
    assert lines(run("../packages", "-v", cwd=project / "a")) == ["platlint: configuration from ../platlint.toml"]


def test_what_is_no_file_is_passed_over(project):
    (project / "platlint.toml").mkdir()
    write(project, f'[tool.platlint]\nplatform = "{LINUX}"\n', "pyproject.toml")
    assert audit(project, "packages").report["target"]["name"] == LINUX


# --- what uv takes for granted


def test_defaults_of_uv_are_said(project):
    write(project, '[tool.uv.pip]\npython-platform = "x86_64-manylinux2014"\npython-version = "3.12.4"\n', "pyproject.toml")
    result = audit(project, "packages")
    assert result.report["target"]["name"] == LINUX
    assert result.report["target"]["python"] == "3.12"
    assert lines(result) == [
        "platlint: platform x86_64-manylinux2014 from pyproject.toml [tool.uv.pip]",
        "platlint: python 3.12.4 from pyproject.toml [tool.uv.pip]",
    ]
    assert audit(project, "packages", "--quiet").err == ""


def test_flag_over_config_over_uv(project):
    write(project, '[tool.uv.pip]\npython-platform = "windows"\npython-version = "3.9"\n', "pyproject.toml")
    write(project, 'platform = "linux/arm64"\npython = "3.10"\n')
    result = audit(project, "packages")
    assert result.report["target"]["architecture"] == "aarch64"
    assert result.report["target"]["python"] == "3.10"
    assert result.err == ""
    result = audit(project, "packages", "--platform", LINUX, "--python", "3.11")
    assert (result.report["target"]["name"], result.report["target"]["python"]) == (LINUX, "3.11")


def test_environment_over_config(project):
    write(project, 'platform = "macos"\n')
    version = audit(project, "packages", env={"MACOSX_DEPLOYMENT_TARGET": "11.5"}).report["target"]["os"]["version"]
    assert version == "11.5"


def test_a_weaker_python_does_not_contradict_the_platform(project):
    write(project, '[tool.uv.pip]\npython-version = "3.9"\n', "pyproject.toml")
    result = audit(project, "packages", "--platform", "aws-lambda:python3.12")
    assert result.report["target"]["python"] == "3.12"
    assert result.err == ""
    write(project, 'platform = "aws-lambda:python3.12"\npython = "3.11"\n')
    assert audit(project, "packages").report["target"]["python"] == "3.11"


def test_uv_toml_wins_over_its_pyproject(project):
    write(project, '[tool.uv.pip]\npython-platform = "windows"\n', "pyproject.toml")
    write(project, f'[pip]\npython-platform = "{LINUX}"\n', "uv.toml")
    result = audit(project, "packages")
    assert result.report["target"]["name"] == LINUX
    assert lines(result) == [f"platlint: platform {LINUX} from uv.toml [pip]"]


def test_a_platform_of_uv_that_is_not_known(project):
    write(project, '[tool.uv.pip]\npython-platform = "x86_64-manylinx2014"\n', "pyproject.toml")
    assert refused(project).startswith("pyproject.toml [tool.uv.pip]: unknown platform 'x86_64-manylinx2014'")


# --- the keys


def test_paths_are_relative_to_the_file(project):
    write(project, f'platform = "{LINUX}"\ntarget = ["packages"]\nbaseline = "known.json"\n')
    row = {
        "bundle": "packages",
        "platform": LINUX,
        "path": "foo/bad.so",
        "rule": "wrong-architecture",
        "package": "foo",
        "actual": "ELF aarch64 (glibc)",
    }
    known = {"platlint_baseline": "2.0", "findings": [row]}
    write(project, json.dumps(known), "known.json")
    (project / "a").mkdir()
    result = audit(project, cwd=project / "a")
    assert result.report["roots"] == ["../packages"]
    assert result.status == 0
    assert result.report["summary"]["baseline"] == 1


def test_fail_on_and_format(project):
    (project / "packages" / "foo" / "bad.so").unlink()
    add_package(project, tag="cp312-cp312-manylinux_2_17_aarch64")
    write(project, f'platform = "{LINUX}"\nformat = "json"\nfail-on = "warning"\n')
    result = run("packages", cwd=project)
    assert result.status == 1
    assert json.loads(result.out)["summary"]["warnings"] == 1
    result = run("packages", "--format", "text", "--fail-on", "error", cwd=project)
    assert result.status == 0 and "warning" in result.out


def test_installer(project):
    add_package(project)
    write(project, f'platform = "{LINUX}"\ninstaller = "pip"\n')
    findings = audit(project, "packages").report["findings"]
    assert [f["fix"]["installer"] for f in findings if f["rule"] == "wrong-architecture"] == ["pip"]


def test_a_flag_replaces_the_key(project):
    write(project, f'platform = "{LINUX}"\nignore = ["wrong-architecture"]\nexclude = "foo"\n')
    assert audit(project, "packages").report["summary"]["excluded"] == 2
    result = audit(project, "packages", "--ignore", "wrong-libc", "--exclude", "*.txt")
    assert result.rules == {"wrong-architecture"}
    assert result.report["summary"]["excluded"] == 0


MISTAKES = [
    ('x = 1\nplatfrom = "y"', ":2: unknown key 'platfrom'; did you mean 'platform'?", "x = 1\n"),
    ('python-platform = "linux"', ":1: unknown key 'python-platform'; did you mean 'platform'?", ""),
    ('python-version = "3.12"', ":1: unknown key 'python-version'; did you mean 'python'?", ""),
    ("zzzzzzzz = 1", ":1: unknown key 'zzzzzzzz'; known are platform, python, target,", ""),
    ("\nplatform = 3", ":2: 'platform' must be a string, is an integer", ""),
    ("platform = ''", ":1: 'platform' is empty", ""),
    ('platform = "x86_64-manylinx2014"', ":1: unknown platform 'x86_64-manylinx2014', did you mean", ""),
    ('python = "3.x"', ":1: unknown Python version '3.x'", ""),
    ("python = 3.12", ":1: 'python' must be a string, is a float", ""),
    ('fail-on = "note"', ":1: 'fail-on' must be one of error, warning, is 'note'", ""),
    ('format = "xml"', ":1: 'format' must be one of text, json,", ""),
    ('installer = "apt"', ":1: 'installer' must be one of uv, uv-sync, pip,", ""),
    ('select = ["wrong-fromat"]', ":1: unknown rule 'wrong-fromat', did you mean wrong-format", ""),
    ('ignore = "wrong-fromat"', ":1: unknown rule 'wrong-fromat', did you mean wrong-format", ""),
    ("ignore = [\n 1]", ":2: 'ignore' must be an array of strings, one of its values is an integer", ""),
    ("exclude = true", ":1: 'exclude' must be a string or an array of strings, is a boolean", ""),
    ('exclude = ["[a"]', ":1: glob '[a' has a '['", ""),
    ("allow = 1", ":1: 'allow' must be an array of tables ([[allow]]), is an integer", ""),
    ("allow = [1]", ":1: 'allow' must be an array of tables, one of its values is an integer", ""),
    ('[[allow]]\nreson = "x"', ":2: unknown key 'reson' in [[allow]]; did you mean 'reason'?", ""),
    ('[[allow]]\nrule = "wrong-libc"\npath = "a"', ":1: no 'reason' in [[allow]]", ""),
    ('[[allow]]\nrule = "wrong-libc"\nreason = "a"', ":1: no 'package' and no 'path' in [[allow]]", ""),
    ('[[allow]]\npath = "a"\nreason = "a"', ":1: no 'rule' in [[allow]]", ""),
    ('[[allow]]\nrule = "x"\npath = "a"\nreason = "a"', ":2: unknown rule 'x'", ""),
    ('[[allow]]\nexpires = "2027-01-31"', ":2: 'expires' must be a date (2027-01-31, without quotes), is a string", ""),
    ("platform =", ":1: not TOML: ", ""),
    ("a = 1\na = 2", ":2: not TOML: ", ""),
]


@pytest.mark.parametrize("text, message, drop", MISTAKES, ids=[message for _, message, _ in MISTAKES])
def test_mistakes_name_file_and_line(project, text, message, drop):
    write(project, text.replace(drop, "\n") if drop else text)
    assert refused(project).startswith("platlint.toml" + message)


def test_a_mistake_in_pyproject_names_the_table(project):
    text = '[project]\nname = "x"\n\n[tool.platlint]\nplatfrom = "linux"\n'
    write(project, text, "pyproject.toml")
    assert refused(project) == "pyproject.toml:5: unknown key 'platfrom' in [tool.platlint]; did you mean 'platform'?"
    write(project, "[[tool.platlint.allow]]\nx = 1\n", "pyproject.toml")
    assert "in [[tool.platlint.allow]]" in refused(project)
    write(project, "[tool]\nplatlint = 1\n", "pyproject.toml")
    assert refused(project) == "pyproject.toml:2: 'tool.platlint' must be a table, is an integer"


HOSTILE = {
    "bytes": bytes(range(256)),
    "nul": b"\0" * 100,
    "terminal": b"x\x1b]0;title\x07 = 1",
    "key": b'"a\\u001b[31m\\nb" = 1',
    "size": b"# " + b"x" * (1 << 20),
    "arrays": b"x = " + b"[" * 100_000,
    "tables": b"x = " + b"{a=" * 100_000,
    "header": b"[" + b".".join([b"a"] * 200_000) + b"]\n",
    "dotted": b".".join([b"a"] * 200_000) + b" = 1\n",
    "quoted": b".".join([b'"a"'] * 200_000) + b" = 1\n",
    "inline": b"x = " + (b"{" + b".".join([b"a"] * 30) + b"=") * 250 + b"1" + b"}" * 250,
    "open": b'x = """' + b'"\\' * 1000,
    "cut header": b"[\nfoo = 1\n",
    "cut header of DOS": b"[\r\nfoo = 1\r\n",
    "cut array of tables": b"[[\nfoo = 1\n",
    "header and comment": b"[ # foo\n",
    "cut path": b"[a.\n",
    "cut key": b"a.\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_line(project, name):
    write(project, HOSTILE[name])
    line = refused(project)
    assert line.startswith("platlint.toml")
    assert len(line) < 1000
    assert "\x1b" not in line


def test_a_file_that_is_cut_anywhere_is_one_line_or_right(project):
    text = b'[[allow]]\nrule = "wrong-libc"\npath = \'a\'\nreason = """a\\tb"""\n[a."b".c]\nx = [1, {y = 2027-01-31}]\n'
    for size in range(0, len(text), 2):
        write(project, text[:size])
        result = run("packages", "--platform", LINUX, cwd=project)
        assert result.status in (1, 2), (text[:size], result)
        assert result.status == 1 or result.err.startswith("platlint: platlint.toml"), result


# --- what may report


def test_select_and_ignore(project):
    base = ("packages", "--platform", LINUX)
    assert audit(project, *base).rules == {"wrong-architecture"}
    for policy in (
        ("--ignore", "wrong-architecture"),
        ("--select", "wrong-libc,wrong-format"),
        ("--ignore", "wrong-libc,wrong-architecture"),
        ("--select", "wrong-architecture", "--ignore", "wrong-architecture"),
        ("--ignore", "wrong-libc", "--ignore", "wrong-architecture"),
    ):
        result = audit(project, *base, *policy)
        assert result.status == 0, policy
        assert result.report["summary"]["ignored"] == 1
    assert audit(project, "--select", "wrong-architecture", *base).rules == {"wrong-architecture"}
    assert "\n1 finding ignored\n" in "\n" + run(*base, "--ignore", "wrong-architecture", cwd=project).out


@pytest.mark.parametrize("flag", ["--select", "--ignore", "--explain"])
def test_unknown_rules_are_refused_with_the_nearest(project, flag):
    line = refused(project, "packages", "--platform", LINUX, flag, "wrong-fromat")
    assert line.startswith("unknown rule 'wrong-fromat', did you mean wrong-format")
    assert refused(project, "packages", flag, "zzz") == "unknown rule 'zzz' (see platlint --list-rules)"


@pytest.mark.parametrize("policy", ["ignore", "select", "allow", "baseline"])
def test_what_cannot_be_read_never_fits(project, policy):
    (project / "packages" / "foo" / "bad.so").unlink()
    (project / "packages" / "foo" / "cut.so").write_bytes(GOOD.read_bytes()[:100])
    config = write(project, f'platform = "{LINUX}"\n')
    assert audit(project, "packages").rules == {"truncated-artifact"}
    arguments = []
    if policy == "ignore":
        arguments = ["--ignore", "truncated-artifact"]
    elif policy == "select":
        arguments = ["--select", "wrong-format"]
    elif policy == "allow":
        config.write_text(config.read_text() + '[[allow]]\nrule = "truncated-artifact"\npath = "**"\nreason = "x"\n')
    else:
        run("packages", "--write-baseline", "known.json", cwd=project)
        arguments = ["--baseline", "known.json"]
    result = audit(project, "packages", *arguments)
    assert result.status == 2
    assert result.report["summary"]["verdict"] == "incomplete"
    assert result.report["findings"] == []


def test_excluded_entries_are_counted_and_not_judged(project):
    (project / "packages" / "foo" / "cut.so").write_bytes(GOOD.read_bytes()[:100])
    base = ("packages", "--platform", LINUX)
    result = audit(project, *base, "--exclude", "**/bad.so", "--exclude", "foo/c*")
    assert result.status == 0
    summary = result.report["summary"]
    assert (summary["excluded"], summary["judged"], summary["entries"]) == (2, 1, 3)
    assert [artifact["path"] for artifact in result.report["artifacts"]] == ["foo/good.so"]
    text = run(*base, "--exclude", "foo/[bc]*", cwd=project).out.splitlines()
    assert text == ["2 entries excluded", f"packages fits {LINUX}: 1 native file judged, 3 entries"]
    survey = audit(project, "packages", "--exclude", "**/bad.so", "--exclude", "foo/cut.so")
    assert survey.status == 0 and survey.report["summary"]["excluded"] == 2
    assert "2 entries excluded" in run("packages", "--exclude", "foo/[bc]*", cwd=project).out
    assert "glob '[' has a '['" in refused(project, *base, "--exclude", "[")


def test_excluded_members_of_archives(project):
    shutil.make_archive(str(project / "layer"), "zip", project / "packages")
    (project / "out").mkdir()
    shutil.move(project / "layer.zip", project / "out" / "layer.zip")
    base = ("out", "--platform", LINUX)
    assert audit(project, *base).rules == {"wrong-architecture"}
    assert audit(project, *base, "--exclude", "layer.zip!/foo/bad.so").status == 0
    assert audit(project, *base, "--exclude", "*.zip").report["summary"]["native"] == 0


# --- allowances

ALLOW = f"""platform = "{LINUX}"
[[allow]]
path = "foo/bad.so"
rule = ["wrong-architecture", "wrong-libc"]
reason = "loaded by qemu \u001b only"
"""


def test_an_allowed_finding_stays_visible(project):
    write(project, ALLOW.replace("\x1b", "\\u001b"))
    result = audit(project, "packages")
    assert result.status == 0
    assert result.report["summary"]["errors"] == 0 and result.report["summary"]["allowed"] == 1
    (waived,) = result.report["waived"]
    assert (waived["path"], waived["rule"], waived["severity"]) == ("foo/bad.so", "wrong-architecture", "error")
    assert waived["allowed"] == {"reason": "loaded by qemu \x1b only"}
    assert waived["baseline"] is False
    assert lines(result) == ["platlint: configuration platlint.toml: 1 finding allowed in packages"]
    assert "1 finding allowed (-v lists them)\n" in run("packages", cwd=project).out
    listed = run("packages", "-v", cwd=project).out
    assert "    foo/bad.so: " in listed and "[wrong-architecture], allowed: loaded by qemu \\x1b only\n" in listed
    assert run("packages", "-q", cwd=project).out == ""
    assert run("packages", "--format", "fix", cwd=project).out == ""


def test_an_allowance_that_allows_nothing_is_reported(project):
    write(project, ALLOW.replace("\x1b", "").replace("foo/bad.so", "foo/gone.so"))
    result = audit(project, "packages")
    assert result.status == 1
    assert lines(result) == [
        "platlint: platlint.toml:2: the allowance of wrong-architecture, wrong-libc in path foo/gone.so allows nothing: remove it"
    ]
    assert audit(project, "packages", "-q").err == ""
    # Nothing is known of a root that could not be read.
    assert "allows nothing" not in audit(project, "packages", "nowhere").err


def test_an_allowance_that_expired_counts_again(project):
    text = ALLOW.replace("\x1b", "")
    write(project, text + "expires = 2999-12-31\n")
    assert audit(project, "packages").status == 0
    write(project, text + "expires = 2001-02-03\n")
    result = audit(project, "packages")
    assert result.status == 1
    assert result.report["summary"]["allowed"] == 0
    assert lines(result) == [
        "platlint: platlint.toml:2: the allowance of wrong-architecture, wrong-libc in path foo/bad.so expired on 2001-02-03: "
        "1 finding counts again; fix it, or set a later date"
    ]


def test_an_allowance_for_a_package(project):
    add_package(project)
    write(project, f'platform = "{LINUX}"\n[[allow]]\npackage = "foo.bar"\nrule = "wrong-architecture"\nreason = "x"\n')
    assert audit(project, "packages").report["summary"]["allowed"] == 1


# --- baselines


def test_a_baseline_is_written_and_then_known(project):
    base = ("packages", "--platform", LINUX)
    first = audit(project, *base, "--write-baseline", "known.json")
    assert first.status == 0
    assert lines(first) == ["platlint: wrote known.json: 1 finding"]
    text = (project / "known.json").read_text()
    assert text == (
        '{\n  "platlint_baseline": "2.0",\n  "findings": [\n'
        '    {"bundle":"packages","platform":"x86_64-manylinux2014","path":"foo/bad.so",'
        '"rule":"wrong-architecture","package":"foo","actual":"ELF aarch64 (glibc)"}\n  ]\n}\n'
    )
    result = audit(project, *base, "--baseline", "known.json")
    assert result.status == 0 and result.err == ""
    assert result.report["waived"][0]["allowed"] is None and result.report["waived"][0]["baseline"] is True
    assert "1 finding in the baseline (-v lists them)\n" in run(*base, "--baseline", "known.json", cwd=project).out
    run(*base, "--write-baseline", "again.json", cwd=project)
    assert (project / "again.json").read_text() == text


def test_a_new_finding_counts_and_a_gone_one_is_reported(project):
    base = ("packages", "--platform", LINUX)
    run(*base, "--write-baseline", "known.json", cwd=project)
    (project / "packages" / "foo" / "bad.so").rename(project / "packages" / "foo" / "worse.so")
    result = audit(project, *base, "--baseline", "known.json")
    assert result.status == 1
    assert [finding["path"] for finding in result.report["findings"]] == ["foo/worse.so"]
    assert lines(result) == [
        "platlint: known.json: 1 finding is gone: foo/bad.so [wrong-architecture]; write it again with --write-baseline known.json"
    ]


def test_a_baseline_is_for_its_bundle_wherever_that_lies(project):
    known = ("--platform", LINUX, "--baseline", "known.json")
    shutil.make_archive(str(project / "one" / "b"), "zip", project / "packages")
    run("one/b.zip", "--platform", LINUX, "--write-baseline", "known.json", cwd=project)
    shutil.copytree(project / "one", project / "two")
    assert audit(project, "two/b.zip", *known).status == 0
    assert audit(project, "one/b.zip", "two/b.zip", *known).status == 0
    shutil.copy(project / "one" / "b.zip", project / "other.zip")
    result = audit(project, "other.zip", *known)
    assert result.status == 1 and result.report["summary"]["baseline"] == 0
    assert lines(result) == [
        f"platlint: known.json is about b.zip on {LINUX}, and not about this bundle; write a new one with --write-baseline"
    ]
    other = ("--platform", "x86_64-manylinux_2_28", "--baseline", "known.json")
    assert audit(project, "one/b.zip", *other).status == 1


def test_a_baseline_says_the_same_in_every_format(project):
    """Judged together or one after the other, a second bundle is not excused by the first one's rows."""
    for name in ("b", "new"):
        shutil.make_archive(str(project / name), "zip", project / "packages")
    run("b.zip", "--platform", LINUX, "--write-baseline", "one.json", cwd=project)
    bundles = ("new.zip", "b.zip", "--platform", LINUX, "--baseline", "one.json")
    assert audit(project, *bundles).status == 1
    text = run(*bundles, cwd=project)
    assert text.status == 1 and "1 error" in text.out and "1 finding in the baseline" in text.out
    each = run(*bundles, "--format", "ndjson", cwd=project)
    assert each.status == 1
    assert [json.loads(line)["summary"]["errors"] for line in each.out.splitlines()] == [1, 0, 1]  # the last is of all


def test_a_baseline_that_names_no_bundle_is_refused(project):
    old = {"platlint_baseline": "1.0", "findings": [{"path": "foo/bad.so", "rule": "wrong-architecture"}]}
    write(project, json.dumps(old), "known.json")
    line = refused(project, "packages", "--platform", LINUX, "--baseline", "known.json")
    assert line == (
        "known.json: not a baseline: it is of an older platlint and does not say which bundle it is about; "
        "write it again with --write-baseline"
    )


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff", b"[" * 100_000, b'{"platlint_baseline": "9"}', b'{"a":' * 100_000],
    ids=["empty", "bytes", "arrays", "version", "objects"],
)
def test_what_is_no_baseline(project, text):
    (project / "known.json").write_bytes(text)
    line = refused(project, "packages", "--platform", LINUX, "--baseline", "known.json")
    assert line.startswith("known.json: not a baseline: ") and line.endswith("write it again with --write-baseline")


def test_baselines_that_cannot_be(project):
    base = ("packages", "--platform", LINUX)
    assert "cannot read nothing.json: No such file" in refused(project, *base, "--baseline", "nothing.json")
    assert "--write-baseline needs a platform" in refused(project, "packages", "--write-baseline", "x.json")
    result = run(*base, "nowhere", "--write-baseline", "x.json", cwd=project)
    assert result.status == 2 and "x.json is not written: nowhere cannot be read" in result.err
    assert not (project / "x.json").exists()
    result = run(*base, "--write-baseline", "no/x.json", cwd=project)
    assert result.status == 2 and "cannot write no/x.json" in result.err


def test_a_directory_that_is_gone(project):
    """Nobody can look upward from it; that is no reason to fail."""
    gone = project / "gone"
    gone.mkdir()
    script = f'rmdir "{gone}"; exec "{COMMAND}" "{project}/packages" --platform {LINUX}'
    done = subprocess.run(["sh", "-c", script], cwd=gone, capture_output=True, env=clean_environment(), timeout=60)
    assert done.returncode == 1, done.stderr


# --- whose word it is


def hostile(folder):
    write(folder, 'exclude = ["**"]\n')


def test_a_configuration_in_the_bundle_is_passed_over(project):
    hostile(project / "packages")
    bundle = project / "packages"
    result = audit(project, ".", "--platform", LINUX, cwd=bundle)
    assert result.status == 1 and result.report["summary"]["excluded"] == 0
    assert lines(result) == ["platlint: platlint.toml is not read: it lies in ., which is audited; say --config platlint.toml to use it"]
    assert run(".", "--platform", LINUX, "--quiet", cwd=bundle).err == result.err
    for root in (str(bundle), "../packages", "foo/.."):
        assert audit(project, root, "--platform", LINUX, cwd=bundle).status == 1
    named = audit(project, ".", "--platform", LINUX, "--config", "platlint.toml", cwd=bundle)
    assert named.status == 0 and named.report["configuration"] == "platlint.toml"
    assert lines(named) == ["platlint: configuration platlint.toml: 3 paths excluded in ."]
    assert audit(project, ".", "--platform", LINUX, "--no-config", cwd=bundle).err == ""


@pytest.mark.parametrize(
    "name, text",
    [
        ("platlint.toml", 'ignore = ["wrong-architecture"]\n'),
        ("pyproject.toml", '[tool.platlint]\nselect = ["wrong-libc"]\n'),
        ("pyproject.toml", '[[tool.platlint.allow]]\npath = "**"\nrule = "wrong-architecture"\nreason = "x"\n'),
        ("platlint.toml", 'baseline = "known.json"\n'),
    ],
)
def test_nothing_in_the_bundle_hides_anything(project, name, text):
    write(project / "packages", text, name)
    for format in ("json", "ndjson", "text"):
        result = run(".", "--platform", LINUX, "--format", format, cwd=project / "packages")
        assert result.status == 1 and f"{name} is not read" in result.err, format


def test_the_next_configuration_upward_is_read_instead(project):
    write(project, f'platform = "{LINUX}"\n')
    hostile(project / "packages")
    result = audit(project, ".", cwd=project / "packages")
    assert result.status == 1 and result.report["configuration"] == "../platlint.toml"


@pytest.mark.parametrize("key, value", [("platform", LINUX), ("python", "3.12"), ("fail-on", "warning")])
def test_a_stricter_word_is_not_passed_over_in_silence(project, key, value):
    write(project / "packages", f'{key} = "{value}"\n')
    others = [] if key == "platform" else ["--platform", LINUX]
    line = refused(project, ".", *others, cwd=project / "packages")
    assert line == (
        f"platlint.toml is not read: it lies in ., which is audited; it says '{key}': say --{key}, or --config platlint.toml to use it"
    )
    assert run(".", *others, f"--{key}", value, cwd=project / "packages").status == 1


def test_names_from_a_list_are_audited_too(project):
    hostile(project / "packages")
    write(project, "../packages\n", "names")
    result = run("--files-from", "../names", "--platform", LINUX, cwd=project / "packages")
    assert result.status == 1 and "is not read" in result.err


def test_a_file_that_is_audited_is_no_directory_around_a_configuration(project):
    hostile(project / "packages" / "foo")
    shutil.make_archive(str(project / "packages" / "foo" / "b"), "zip", project / "packages")
    result = run("b.zip", "--platform", LINUX, cwd=project / "packages" / "foo")
    assert result.status == 0 and result.err.startswith("platlint: configuration platlint.toml: ")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_a_configuration_of_another_user(project):
    work = project / "mine"
    work.mkdir()
    shutil.move(project / "packages", work / "packages")
    path = write(project, 'exclude = ["**"]\n')
    arguments = ("packages", "--platform", LINUX)
    assert run(*arguments, cwd=work).status == 0  # one's own
    os.chown(path, 65534, 65534)
    result = audit(project, *arguments, cwd=work)
    assert result.status == 1
    assert lines(result) == ["platlint: ../platlint.toml is not read: it belongs to another user; say --config ../platlint.toml to use it"]
    os.chown(work, 65534, 65534)  # a container on a user's files
    assert run(*arguments, cwd=work).status == 0
    os.chown(work, 0, 0)
    write(work, f'platform = "{LINUX}"\n', "platlint.toml")
    assert audit(project, "packages", cwd=work).report["configuration"] == "platlint.toml"


@pytest.mark.parametrize("policy", ["exclude", "ignore", "select", "allow", "baseline"])
def test_a_configuration_that_hides_something_is_named(project, policy):
    text = {
        "exclude": 'exclude = ["foo/bad.so"]',
        "ignore": 'ignore = ["wrong-architecture"]',
        "select": 'select = ["wrong-libc"]',
        "allow": '[[allow]]\npath = "foo/bad.so"\nrule = "wrong-architecture"\nreason = "x"',
        "baseline": 'baseline = "known.json"',
    }[policy]
    if policy == "baseline":
        run("packages", "--platform", LINUX, "--write-baseline", "known.json", cwd=project)
    write(project, text + "\n")
    said = {"exclude": "1 path excluded", "allow": "1 finding allowed", "baseline": "1 finding in its baseline"}
    line = f"platlint: configuration platlint.toml: {said.get(policy, '1 finding ignored')} in packages"
    for format in ("text", "json", "ndjson", "sarif", "github", "junit", "markdown"):
        result = run("packages", "--platform", LINUX, "--format", format, cwd=project)
        assert (result.status, lines(result)) == (0, [line]), format
        assert format == "text" or "platlint.toml" in result.out, format  # standard error is beside it
    assert run("packages", "--platform", LINUX, "--quiet", cwd=project).err == ""
    flag = ("--exclude", "foo/bad.so", "--ignore", "wrong-architecture", "--select", "wrong-libc")
    if policy in ("exclude", "ignore", "select"):  # because the user said so
        assert run("packages", "--platform", LINUX, *flag, cwd=project).err == ""
