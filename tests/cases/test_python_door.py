"""python/platlint: the module of the wheel, which reads the command's JSON."""

import os
import re
import subprocess
import sys

import pytest

from conftest import COMMAND, ROOT

sys.path.insert(0, str(ROOT / "python"))
import platlint  # noqa: E402

BIN = ROOT / "testdata" / "artifacts" / "bin"
RIGHT, WRONG = "x86_64-manylinux2014", "aarch64-manylinux2014"


@pytest.fixture(autouse=True)
def program(tmp_path, monkeypatch):
    """This build's, as if it were installed: on PATH, and nowhere else."""
    (tmp_path / "on-path").mkdir()
    (tmp_path / "on-path" / platlint.NAME).symlink_to(COMMAND)
    monkeypatch.setenv("PATH", str(tmp_path / "on-path"), prepend=os.pathsep)
    monkeypatch.setattr(platlint.sysconfig, "get_path", lambda *_, **__: str(tmp_path))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path / "on-path" / platlint.NAME


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "x.so").write_bytes((BIN / "elf-x86_64-glibc-2.17.so").read_bytes())
    return folder


def test_a_bundle_that_fits(bundle):
    report = platlint.audit(bundle, platform=RIGHT)
    assert report.fits and report.complete and report.exit_status == 0 and not report.errors and report.text() == ""
    assert report.raw["summary"]["judged"] == 1


def test_a_bundle_that_does_not(bundle):
    report = platlint.audit(bundle, platform=WRONG)
    (finding,) = report.errors
    assert not report.fits and report.complete and (finding.rule, finding.path, finding.package) == ("wrong-architecture", "x.so", None)
    assert finding.fix and finding.expected != finding.actual
    assert report.text() == str(finding) and finding.fix in report.text()
    with pytest.raises(AttributeError):
        finding.rule = "x"


def test_a_package_is_named(bundle):
    (bundle / "x-1.dist-info").mkdir()
    (bundle / "x-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: x\nVersion: 1\n")
    (bundle / "x-1.dist-info" / "RECORD").write_text("x.so,,\n")
    (finding,) = platlint.audit(str(bundle), platform=WRONG).errors
    assert finding.package == "x"


def test_the_pages_example_runs(bundle, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/library.md").read_text(), re.DOTALL)
    monkeypatch.chdir(bundle.parent)
    bundle.rename(bundle.parent / "packages")
    exec(code, {})
    (bundle.parent / "packages" / "x.so").write_bytes((BIN / "elf-aarch64-glibc-2.17.so").read_bytes())
    with pytest.raises(AssertionError, match="wrong-architecture"):
        exec(code, {})


def test_what_was_not_read_is_told(bundle):
    (bundle / "y.so").symlink_to("nowhere.so")
    report = platlint.audit(bundle, platform=RIGHT)
    assert not report.fits and not report.complete and "y.so" in report.text()


def test_options_reach_the_command(bundle):
    report = platlint.audit(bundle, platform=WRONG, python="3.12", options=["--ignore", "wrong-architecture"])
    assert report.fits and report.raw["target"]["python"] == "3.12"


@pytest.mark.parametrize(
    "arguments, text",
    [
        ({"platform": "debain:12"}, "debian:12"),
        ({"options": ["--no-such"]}, "--no-such"),
        ({"options": ["--platform", RIGHT], "platform": WRONG}, "one platform"),
    ],
)
def test_bad_usage_is_the_commands_own_line(bundle, arguments, text):
    with pytest.raises(platlint.PlatlintError, match=text):
        platlint.audit(bundle, **arguments)


def test_no_program(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(platlint.PlatlintError, match="not installed"):
        platlint.find_program()


def test_a_name_that_begins_with_a_dash(bundle):
    odd = bundle.rename(bundle.parent / "-q")
    assert platlint.audit(odd, platform=RIGHT).fits
    os.chdir(bundle.parent)
    assert platlint.audit("-q", platform=RIGHT).fits


def test_the_module_is_the_command(bundle, program):
    env = {"PATH": str(program.parent), "PYTHONPATH": str(ROOT / "python")}
    command = [sys.executable, "-m", "platlint", str(bundle), "--platform"]
    assert [subprocess.run([*command, name], env=env, capture_output=True).returncode for name in (RIGHT, WRONG)] == [0, 1]
    env["PATH"] = str(bundle)
    missing = subprocess.run([*command, RIGHT], env=env, capture_output=True, text=True)
    assert missing.returncode == 2 and missing.stderr.startswith("platlint: the program") and len(missing.stderr.splitlines()) == 1
