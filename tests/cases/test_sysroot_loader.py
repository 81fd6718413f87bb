"""--sysroot beside the loader of that system: what each says of the same native files, before the libraries that the fixes name
are installed, and after. tests/oracle has the roots, the trees and the questions."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, audit

sys.path.insert(0, str(ROOT / "tests/oracle"))
natives, roots, targets, trees, verdict = (pytest.importorskip(name) for name in ("natives", "roots", "targets", "trees", "verdict"))

pytestmark = [pytest.mark.network, pytest.mark.survey]
TARGET = targets.TARGETS[0]
# Wheels that leave libraries to the system, and some that do not.
PACKAGES = (
    *("opencv-python", "PyQt6", "PySide6-Essentials", "pyodbc", "lightgbm", "soundfile", "sounddevice", "shapely", "moderngl", "glfw"),
    *("pygame", "jpype1", "pymssql", "skia-python", "libsass", "psycopg2-binary", "av", "kaleido==0.2.1", "playwright", "gmsh"),
)
# Debian installs into the root itself, with the settings that mmdebstrap left there.
INSTALL = """set -e
root=$1; archives=$2; shift 2
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount --bind "$archives" "$root/var/cache/apt/archives"
exec chroot "$root" env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""


def inside(root, archives, *command):
    shell = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", INSTALL, "install", root, archives]
    done = subprocess.run([*shell, *command], capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stderr[-2000:])


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """The packages that apt fetched, for all roots."""
    folder = tmp_path_factory.mktemp("archives")
    (folder / "partial").mkdir()
    return folder


@pytest.fixture(scope="module")
def debian(tmp_path_factory, archives):
    try:
        roots.require(TARGET)
        root = roots.unpack(TARGET, tmp_path_factory.mktemp("debian"))
    except roots.Unavailable as reason:
        pytest.skip(str(reason))
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{name}", root / "etc" / name)
    inside(root, archives, "apt-get", "update")
    return root


def of_loader(tree, files, root):
    given = {"tree": "/oracle/tree", "files": files, "loader": TARGET.loader, "emulator": "", "node": ""}
    out, errors = roots.run(root, tree, ["/usr/bin/python3", "-B", "/oracle/inside.py"], json.dumps(given))
    answers = [json.loads(line) for line in out.splitlines()]
    assert len(answers) == len(files), errors[-500:]
    return answers


def compared(requirement, tree, root):
    """What both say of each file, the number of files that load, and the packages that the fixes name."""
    report = audit(tree, "--sysroot", root, "--python", TARGET.python, "--no-config").report
    answers = of_loader(tree, natives.natives(tree, set()), root)
    rows = list(verdict.join(requirement, answers, report, roots.libraries(root)))
    print(requirement, *verdict.summary(rows), sep="\n  ")
    assert not {verdict.FALSE_ERROR, verdict.SILENT} & {word for word, _, _ in rows}
    named = re.findall(r"apt-get install -y --no-install-recommends ([a-z0-9.+ -]+)", json.dumps([f["fix"] for f in report["findings"]]))
    return sum(answer["loads"] is True for answer in answers), sorted({package for words in named for package in words.split()})


@pytest.mark.parametrize("requirement", PACKAGES)
def test_they_agree(requirement, debian, archives, tmp_path):
    tree, why = trees.fill(TARGET, requirement)
    if not tree:
        pytest.skip(why)
    root = tmp_path / "root"
    subprocess.run(["cp", "-al", debian, root], check=True)
    loading, packages = compared(requirement, tree, root)
    if packages:
        inside(root, archives, "apt-get", "install", "-y", "--no-install-recommends", *packages)
        more, rest = compared(requirement, tree, root)
        assert more > loading and not rest
    shutil.rmtree(root)
