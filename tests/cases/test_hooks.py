"""pre-commit itself, with the hooks of a clone of this repository, over a wrong file, a right one and a wheel."""

import shutil
import subprocess

import pytest

from builds import FAST, call, environment
from conftest import ROOT, wheel

pytestmark = pytest.mark.packaging

CONFIG = """
repos:
- repo: {clone}
  rev: {revision}
  hooks:
  - id: platlint
    args: [--platform, x86_64-manylinux2014]
  - id: platlint-directory
    args: [build, --platform, x86_64-manylinux2014]
    stages: [manual]
"""
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
RIGHT = "numpy/_core/_simd.cpython-312-x86_64-linux-gnu.so"
WRONG = "numpy/_core/_simd.cpython-312-darwin.so"


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """What is in the working tree, committed: the hook that is tried is the one in front of us."""
    folder = tmp_path_factory.mktemp("clone")
    files = call("git", "ls-files", "-co", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    for name in files:
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "hooks"]):
        call(*GIT, *step, cwd=folder)
    return folder, call("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.fixture(scope="module")
def repository(clone, tmp_path_factory, unpacked):
    folder = tmp_path_factory.mktemp("repository")
    call(*GIT, "init", "-q", cwd=folder)
    (folder / ".pre-commit-config.yaml").write_text(CONFIG.format(clone=clone[0], revision=clone[1]))
    (folder / "readme.txt").write_text("no binary\n")
    right = wheel("numpy==2.2.6", "manylinux2014_x86_64")
    shutil.copy(unpacked(wheel("numpy==2.2.6", "macosx_11_0_arm64")) / WRONG, folder / "wrong.so")
    shutil.copy(unpacked(right) / RIGHT, folder / "right.so")
    shutil.copy(right, folder)
    (folder / "build").mkdir()
    return folder, tmp_path_factory.mktemp("pre-commit")


def commit(repository, *files):
    """Stages these files alone, and runs the hooks on them as `git commit` does."""
    folder, home = repository
    call(*GIT, "rm", "-rq", "--cached", "--ignore-unmatch", ".", cwd=folder)
    call(*GIT, "add", ".pre-commit-config.yaml", *files, cwd=folder)
    return pre_commit(folder, home)


def pre_commit(folder, home, *arguments):
    env = environment(PRE_COMMIT_HOME=home, PIP_CONFIG_SETTINGS=FAST)
    done = subprocess.run(
        ["pre-commit", "run", "--verbose", *arguments], cwd=folder, env=env, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode, done.stdout


def test_a_wrong_file_is_refused(repository):
    status, out = commit(repository, "wrong.so", "right.so", "readme.txt")
    assert status == 1 and "wrong.so" in out and "wrong-format" in out
    assert "right.so: error" not in out


def test_right_files_and_a_wheel_pass(repository):
    status, out = commit(repository, "right.so", *[path.name for path in repository[0].glob("*.whl")], "readme.txt")
    assert status == 0 and "Passed" in out


def test_a_commit_without_binaries_asks_nothing(repository):
    status, out = commit(repository, "readme.txt")
    assert status == 0 and "no files to check" in out


def test_the_directory_hook_reads_what_is_not_staged(repository):
    folder, home = repository
    commit(repository, "readme.txt")
    manual = ["platlint-directory", "--hook-stage", "manual"]
    status, out = pre_commit(folder, home, *manual)
    assert status == 1 and "nothing to audit" in out
    shutil.copy(folder / "right.so", folder / "build")
    assert pre_commit(folder, home, *manual)[0] == 0
    shutil.copy(folder / "wrong.so", folder / "build")
    status, out = pre_commit(folder, home, *manual)
    shutil.rmtree(folder / "build")
    assert status == 1 and "wrong.so" in out
