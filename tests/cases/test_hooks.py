"""The steps of docs/gate.md: pre-commit itself with a wrong file, a right one and a wheel, and the commands for other
CI. No compiler is on the path."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

import pytest
import yaml

from builds import GIT, TOOLS, VERSION, call, commit, environment, released
from conftest import COMMAND, ROOT, wheel

pytestmark = pytest.mark.packaging

GATE = (ROOT / "docs" / "gate.md").read_text()
RIGHT = "numpy/_core/_simd.cpython-312-x86_64-linux-gnu.so"
WRONG = "numpy/_core/_simd.cpython-312-darwin.so"
# Everything that pre-commit and git need from a machine.
NEEDED = ["git", "sh", "sed", "uname", "basename", pathlib.Path(sys.executable).name]


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hooks")
    with tarfile.open(released().dist / f"platlint-pre-commit-{VERSION}.tar.gz") as opened:
        opened.extractall(folder)
    commit(folder / "platlint-pre-commit")
    return folder / "platlint-pre-commit"


@pytest.fixture(scope="module")
def ways(hook_repository):
    """The three configurations of docs/gate.md, with local repositories if they exist here."""
    found = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(repos:\n.*?)^```", GATE, re.M | re.S)]
    places = {"platlint-pre-commit": hook_repository, "platlint": released().checkout}
    named = {}
    for way in found:
        (row,) = way["repos"]
        name = pathlib.Path(row["repo"]).name
        row["repo"] = str(places.get(name, name))
        named[name] = way
    assert set(named) == {"platlint-pre-commit", "platlint", "local"}
    return named


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Without a compiler, and without platlint."""
    folder = tmp_path_factory.mktemp("path")
    for name in NEEDED:
        (folder / name).symlink_to(shutil.which(name, path=environment()["PATH"]))
    for name in ("cc", "c++", "gcc", "clang", "meson", "ninja", "cmake", "platlint"):
        assert not shutil.which(name, path=folder), name
    return folder


@pytest.fixture(scope="module")
def binaries(tmp_path_factory, unpacked):
    folder = tmp_path_factory.mktemp("repository")
    call(*GIT, "init", "-q", cwd=folder)
    (folder / "readme.txt").write_text("no binary\n")
    right = wheel("numpy==2.2.6", "manylinux2014_x86_64")
    shutil.copy(unpacked(wheel("numpy==2.2.6", "macosx_11_0_arm64")) / WRONG, folder / "wrong.so")
    shutil.copy(unpacked(right) / RIGHT, folder / "right.so")
    shutil.copy(right, folder)
    (folder / "build").mkdir()
    return folder


@pytest.fixture
def pre_commit(binaries, home, path):
    """Stages these files alone, and runs the hooks on them as `git commit` does."""

    def run(way, files, *arguments, PATH=path, **extra):
        (binaries / ".pre-commit-config.yaml").write_text(json.dumps(way))
        call(*GIT, "rm", "-rqf", "--cached", "--ignore-unmatch", ".", cwd=binaries)
        call(*GIT, "add", ".pre-commit-config.yaml", *files, cwd=binaries)
        env = environment(PRE_COMMIT_HOME=home, **extra) | {"PATH": str(PATH)}
        command = [TOOLS / "pre-commit", "run", "--verbose", *arguments]
        done = subprocess.run(command, cwd=binaries, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return run


def wheels(folder):
    return [found.name for found in folder.glob("*.whl")]


def test_the_hooks_are_the_same_however_they_are_installed(hook_repository, ways):
    ours = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    installed = yaml.safe_load((hook_repository / ".pre-commit-hooks.yaml").read_text())
    binary, place, version = "--only-binary=platlint", f"--find-links={released().dist}", f"platlint=={VERSION}"
    assert [hook["id"] for hook in ours] == ["platlint", "platlint-directory"]
    assert {hook["language"] for hook in ours} == {"system"}
    how = {"language": "python", "additional_dependencies": [binary, place, version]}
    assert installed == [{**hook, **how} for hook in ours]
    (local,) = ways["local"]["repos"][0]["hooks"]
    assert {"description": ours[0]["description"], **local} == {
        **ours[0],
        "language": "python",
        "additional_dependencies": [binary, version],
        "args": local["args"],
    }


def test_every_page_names_this_release():
    for page in (GATE, (ROOT / "README.md").read_text(), (ROOT / "packaging" / "pre-commit" / "README.md").read_text()):
        assert set(re.findall(r"(?:\brev: v|\bplatlint==|platlint@v?)(\d[\d.]*\d)", page)) == {VERSION}


def test_the_hook_repository(ways, pre_commit, binaries):
    way = ways["platlint-pre-commit"]
    status, out = pre_commit(way, ["wrong.so", "right.so", "readme.txt"])
    assert status == 1 and "wrong.so" in out and "wrong-format" in out, out
    assert "right.so: error" not in out
    status, out = pre_commit(way, ["right.so", *wheels(binaries), "readme.txt"])
    assert status == 0 and "Passed" in out
    status, out = pre_commit(way, ["readme.txt"])
    assert status == 0 and "no files to check" in out


def test_the_directory_hook_reads_what_is_not_staged(ways, pre_commit, binaries):
    def directory():
        return pre_commit(ways["platlint-pre-commit"], ["readme.txt"], "platlint-directory", "--hook-stage", "manual")

    status, out = directory()
    assert status == 1 and "nothing to audit" in out
    shutil.copy(binaries / "right.so", binaries / "build")
    assert directory()[0] == 0
    shutil.copy(binaries / "wrong.so", binaries / "build")
    status, out = directory()
    assert status == 1 and "wrong.so" in out


def test_without_a_hook_repository(ways, pre_commit, binaries):
    place = {"PIP_FIND_LINKS": released().dist}
    status, out = pre_commit(ways["local"], ["wrong.so", "right.so"], **place)
    assert status == 1 and "wrong.so" in out and "wrong-format" in out, out
    assert pre_commit(ways["local"], ["right.so", *wheels(binaries)], **place)[0] == 0


def test_with_the_command_that_is_installed(ways, pre_commit, binaries, path):
    way = ways["platlint"]
    status, out = pre_commit(way, ["right.so"])
    assert status == 1 and "Executable `platlint` not found" in out, out
    here = f"{path}:{pathlib.Path(COMMAND).parent}"
    status, out = pre_commit(way, ["wrong.so", "right.so"], PATH=here)
    assert status == 1 and "wrong.so" in out and "wrong-format" in out, out
    assert pre_commit(way, ["right.so", *wheels(binaries)], PATH=here)[0] == 0


def test_where_no_wheel_is_nothing_is_compiled(ways, hook_repository, pre_commit, tmp_path):
    """A release that no index has: its files are the sources, and a wheel for another system."""
    version = f"{VERSION}+elsewhere"
    shutil.copy(released().dist / f"platlint-{VERSION}.tar.gz", tmp_path / f"platlint-{version}.tar.gz")
    (tmp_path / f"platlint-{version}-py3-none-win_amd64.whl").touch()
    hook = yaml.safe_load((hook_repository / ".pre-commit-hooks.yaml").read_text())[0]
    given = {f"--find-links={released().dist}": f"--find-links={tmp_path}", f"platlint=={VERSION}": f"platlint=={version}"}
    hook = {"id": "platlint", "additional_dependencies": [given.get(word, word) for word in hook["additional_dependencies"]]}
    way = {"repos": [{**ways["platlint-pre-commit"]["repos"][0], "hooks": [hook]}]}
    status, out = pre_commit(way, ["right.so"])
    assert status == 3 and out.count(f"No matching distribution found for platlint=={version}\n") == 1, out
    assert "meson" not in out


def gitlab(text):
    found = yaml.safe_load(re.search(r"^```yaml\n(platlint:\n.*?)^```", text, re.M | re.S).group(1))["platlint"]
    return "\n".join(found["script"]), found["artifacts"]["reports"]["junit"]


def jenkins(text):
    return re.search(r"sh '(.*?)'", text).group(1), re.search(r"junit '(.*?)'", text).group(1)


@pytest.mark.parametrize("system", [gitlab, jenkins])
def test_other_ci(system, path, tmp_path, unpacked):
    script, report = system(GATE)
    call("python3", "-m", "venv", tmp_path / "v")
    (tmp_path / "packages").symlink_to(unpacked(wheel("numpy==2.2.6", "macosx_11_0_arm64")))
    (tmp_path / "v" / "bin" / "uvx").symlink_to(TOOLS / "uvx")
    (tmp_path / "v" / "bin" / "uv").symlink_to(TOOLS / "uv")
    env = environment(PIP_FIND_LINKS=released().dist, UV_FIND_LINKS=released().dist, UV_CACHE_DIR=tmp_path / "cache")
    call("/bin/sh", "-ec", script, cwd=tmp_path, env=env | {"PATH": f"{tmp_path}/v/bin:{path}"}, status=1)
    assert "wrong-format" in (tmp_path / report).read_text()
