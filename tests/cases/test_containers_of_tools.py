"""Containers that their own programs make (test_containers.py has those of Debian's archivers). The one native file in
each is found, for the right target and for a wrong one. `scripts/setup --artifacts` brings skopeo, umoci and ruby."""

import pathlib
import shutil
import subprocess

import pytest

from conftest import ROOT, audit
from test_containers import LIBRARY, command, tree  # noqa: F401  a fixture

pytestmark = [pytest.mark.network, pytest.mark.survey]
RIGHT, WRONG = ("--platform", "debian:12"), ("--platform", "debian:12:arm64")


@pytest.fixture(scope="module")
def python():
    made = subprocess.run([ROOT / "scripts/python", "tests/containers.txt"], check=True, capture_output=True, text=True).stdout
    return pathlib.Path(made.strip())


def found(root, name, *options):
    """The file by the end of its path, and its rules for the target."""
    result = audit(root, *options)
    assert [row["path"] for row in result.report["artifacts"] if row["path"].endswith(name)], result.report["summary"]
    assert not result.report.get("unread"), result.report["unread"]
    return {finding["rule"] for finding in result.report["findings"] if finding["path"].endswith(name)}


def is_judged(root, name):
    assert found(root, name, *RIGHT) == set()
    assert found(root, name, *WRONG) == {"wrong-architecture"}


@pytest.mark.parametrize("flag", ["--onefile", "--onedir"])
def test_pyinstaller(tree, tmp_path, python, flag):  # noqa: F811
    (tmp_path / "main.py").write_text("print(1)\n")
    work = ["--distpath", tmp_path / "dist", "--workpath", tmp_path / "work", "--specpath", tmp_path, "--name", "made"]
    command(python, "-m", "PyInstaller", flag, *work, f"--add-binary={tree / 'lib/libx.so'}:lib", tmp_path / "main.py")
    is_judged(tmp_path / "dist", "lib/libx.so")


def test_asar(tree, tmp_path):  # noqa: F811
    command("npm", "install", "--silent", "--prefix", tmp_path, "@electron/asar@3")
    asar = tmp_path / "node_modules/.bin/asar"
    command(asar, "pack", tree, tmp_path / "app.asar")
    is_judged(tmp_path / "app.asar", "lib/libx.so")
    (tmp_path / "app").mkdir()
    command(asar, "pack", tree, tmp_path / "app/app.asar", "--unpack", "*.so")
    is_judged(tmp_path / "app", "app.asar.unpacked/lib/libx.so")


@pytest.mark.parametrize("suffix", [".conda", ".tar.bz2"])
def test_conda(tree, tmp_path, python, suffix):  # noqa: F811
    (tree / "info").mkdir()
    (tree / "info/index.json").write_text('{"name": "x", "version": "1", "build": "0", "build_number": 0, "subdir": "linux-64"}')
    made = tmp_path / ("x-1-0" + suffix)
    command(python, "-m", "conda_package_handling.cli", "create", tree, made)
    is_judged(made, "lib/libx.so")


def test_gem(tree, tmp_path):  # noqa: F811
    spec = "Gem::Specification.new { |s| s.name = 'x'; s.version = '1'; s.summary = 'x'; s.authors = ['x']; s.files = ['lib/libx.so'] }\n"
    (tree / "x.gemspec").write_text(spec)
    command("gem", "build", "x.gemspec", "--output", tmp_path / "x-1.gem", cwd=tree)
    is_judged(tmp_path / "x-1.gem", "lib/libx.so")


def layered(layout, architecture, *steps):
    """An image with a layer for each step, which changes the root; umoci's `insert` does not pad its tar, so its
    `repack` is used."""
    command("umoci", "init", "--layout", layout)
    command("umoci", "new", "--image", f"{layout}:it")
    command("umoci", "config", "--image", f"{layout}:it", "--architecture", architecture, "--os", "linux")
    for number, step in enumerate(steps):
        bundle = layout.with_name(f"{layout.name}-{number}")
        command("umoci", "unpack", "--image", f"{layout}:it", bundle)
        step(bundle / "rootfs/usr/lib/x")
        command("umoci", "repack", "--image", f"{layout}:it", bundle)


def test_an_image(tree, tmp_path):  # noqa: F811
    """umoci writes the layout, its second layer a whiteout, and skopeo the archive of `docker save`."""

    def fill(folder):
        folder.mkdir(parents=True)
        shutil.copy(tree / "lib/libx.so", folder / "libx.so")
        shutil.copy(tree / "lib/libx.so", folder / "liby.so")

    layout = tmp_path / "layout"
    layered(layout, "amd64", fill, lambda folder: (folder / "liby.so").unlink())
    command("skopeo", "copy", "--quiet", f"oci:{layout}:it", f"docker-archive:{tmp_path / 'saved.tar'}:x:it")
    shutil.make_archive(str(layout), "tar", layout)
    for image in (layout, tmp_path / "layout.tar", tmp_path / "saved.tar"):
        assert found(image, "x/libx.so", *RIGHT) == set(), image
        assert audit(image, *RIGHT).report["summary"]["judged"] == 1
    other = tmp_path / "other"
    layered(other, "arm64", fill)
    assert found(other, "x/libx.so", *WRONG) == {"wrong-architecture"}, "its layer is for another processor than it says"
    assert found(other, "x/libx.so") == {"wrong-architecture"}


def test_nuitka(tree, tmp_path, python):  # noqa: F811
    (tmp_path / "main.py").write_text("print(1)\n")
    command(
        python,
        "-m",
        "nuitka",
        "--onefile",
        "--assume-yes-for-downloads",
        f"--include-data-files={tree / 'lib/libx.so'}=lib/libx.dat",
        f"--output-dir={tmp_path / 'out'}",
        "--output-filename=made",
        tmp_path / "main.py",
        cwd=tmp_path,
    )
    assert (tmp_path / "out/made").read_bytes().find(LIBRARY) == -1, "it is compressed"
    is_judged(tmp_path / "out/made", "lib/libx.dat")
