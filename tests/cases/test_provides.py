"""Libraries that a Dockerfile adds to the target: --provides and `provides`."""

import pytest
from conftest import audit, run
from test_one_file import compiled, needs_linux

pytestmark = needs_linux
MODULE = "_x.cpython-312-x86_64-linux-gnu.so"
PLATFORM = ("--platform", "debian:12", "--python", "3.12")


@pytest.fixture
def bundle(tmp_path):
    """A module that needs libgomp.so.1 and libodbc.so.2, neither of which is in it or in debian:12."""
    needs = [
        compiled(tmp_path / "sdk" / name, "-shared", "-fPIC", f"-Wl,-soname,{name}", code=f"int {symbol}(void) {{ return 0; }}\n")
        for name, symbol in (("libgomp.so.1", "omp_mine"), ("libodbc.so.2", "odbc_mine"))
    ]
    code = "int omp_mine(void), odbc_mine(void); int PyInit__x(void) { return omp_mine() + odbc_mine(); }\n"
    compiled(tmp_path / "bundle" / MODULE, "-shared", "-fPIC", *needs, code=code)
    return tmp_path / "bundle"


def missing(*arguments):
    result = audit(*arguments, *PLATFORM)
    assert result.rules <= {"missing-library"}
    return {finding["expected"] for finding in result.report["findings"]}, result


def test_each_name_is_one_library(bundle):
    assert missing(bundle)[0] == {"libgomp.so.1", "libodbc.so.2"}
    assert missing(bundle, "--provides", "libgomp.so.1")[0] == {"libodbc.so.2"}
    found, result = missing(bundle, "--provides", "libgomp.so.1", "--provides", "/usr/lib/libodbc.so.2")
    assert found == set() and result.status == 0
    assert result.report["target"]["provided"] == ["libgomp.so.1", "/usr/lib/libodbc.so.2"]
    assert missing(bundle, "--provides", "libgomp.so.2")[0] == {"libgomp.so.1", "libodbc.so.2"}


def test_a_file_lists_some(bundle, tmp_path):
    libraries = tmp_path / "added.txt"
    libraries.write_text("# apt-get install libgomp1 unixodbc\nlibgomp.so.1\n\nlibodbc.so.2\n")
    assert missing(bundle, "--provides", libraries)[0] == set()


def test_without_it_the_report_says_nothing_of_it(bundle):
    assert "provided" not in missing(bundle)[1].report["target"]
    assert "provided" not in run(bundle, *PLATFORM).out
    assert "1 library said to be provided\n" in run(bundle, *PLATFORM, "--provides", "libgomp.so.1").out


def test_in_the_configuration(bundle, tmp_path, monkeypatch):
    project = tmp_path / "project"
    (project / "below").mkdir(parents=True)
    (project / "added.txt").write_text("libodbc.so.2\n")
    (project / "platlint.toml").write_text('platform = "debian:12"\nprovides = ["libgomp.so.1", "added.txt"]\n')
    monkeypatch.chdir(project / "below")
    assert audit(bundle, "--python", "3.12").report["findings"] == []
    replaced = audit(bundle, "--python", "3.12", "--provides", "libgomp.so.1").report["findings"]
    assert [finding["expected"] for finding in replaced] == ["libodbc.so.2"], "an option replaces its key"
    assert run(bundle).status == 0


@pytest.mark.parametrize(
    "word, message",
    [
        ("", "--provides: names no library; say one, such as libgomp.so.1"),
        (
            "libgomp1",
            "--provides: libgomp1 is no name of a library, such as libgomp.so.1, and no list of them: cannot read libgomp1: no such file",
        ),
        ("empty.txt", "--provides: empty.txt names no library: expected one a line, such as libgomp.so.1"),
        ("bad.txt", "--provides: bad.txt:2: libgomp1 is no name of a library, such as libgomp.so.1"),
        (".", "--provides: . is no name of a library, such as libgomp.so.1, and no list of them: cannot read ."),
    ],
)
def test_bad_usage(bundle, tmp_path, monkeypatch, word, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text("# none\n")
    (tmp_path / "bad.txt").write_text("libgomp.so.1\nlibgomp1\n")
    result = run(bundle, *PLATFORM, "--provides", word)
    assert result.status == 2 and result.out == ""
    assert result.err.lower().startswith("platlint: " + message.lower()) and result.err.count("\n") == 1


def test_bad_configuration_names_the_line(bundle, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "platlint.toml").write_text('platform = "debian:12"\nprovides = ["libgomp1"]\n')
    result = run(bundle)
    assert result.status == 2 and result.err.startswith("platlint: platlint.toml:2: libgomp1 is no name of a library")


def test_without_a_platform(bundle):
    result = run(bundle, "--provides", "libgomp.so.1")
    assert (result.status, result.err) == (2, "platlint: --provides needs a platform: say --platform too\n")
