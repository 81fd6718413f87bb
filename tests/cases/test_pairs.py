"""Real packages side by side that were not built for each other, and pairs that were: platlint's answer agrees with
this machine's Python."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import audit, pip_download, wheel
from test_one_file import needs_linux

PYTHON = f"3.{sys.version_info[1]}"
SUFFIX = f".cpython-3{sys.version_info[1]}-x86_64-linux-gnu.so"
TAGS = ["manylinux_2_28_x86_64", "manylinux2014_x86_64"]
pytestmark = [
    needs_linux,
    pytest.mark.skipif(sys.version_info[:2] not in ((3, 11), (3, 12)), reason="the wheels are for these"),
]


def judged(folder):
    return audit(folder, "--platform", "debian:12", "--python", PYTHON)


def tree(tmp_path, *requirements):
    """Unpacked as an installer does, without their dependencies except NumPy."""
    for requirement in requirements:
        path = wheel(requirement, "manylinux-x86_64", PYTHON, tags=TAGS)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path)
    return tmp_path


def error_of_import(folder, module):
    """The error of this machine's Python for a module, without its package's own code; empty if it is imported."""
    code = (
        "import importlib.util as u, sys; spec = u.spec_from_file_location(sys.argv[2], sys.argv[1]);"
        "spec.loader.exec_module(u.module_from_spec(spec))"
    )
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONNOUSERSITE": "1"}
    command = [sys.executable, "-S", "-c", code, folder / f"{module}{SUFFIX}", module.replace("/", ".")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    return done.stderr if done.returncode else ""


# A pair, a module of it, and whether that is imported.
NUMPY = [
    ("pandas==2.1.4", "numpy==2.2.6", "pandas/_libs/hashing", False),
    ("scipy==1.11.4", "numpy==2.2.6", "scipy/linalg/_fblas", False),
    ("PyWavelets==1.5.0", "numpy==2.2.6", "pywt/_extensions/_dwt", False),
    ("blis==0.7.11", "numpy==2.2.6", "blis/py", False),
    ("scipy==1.11.4", "numpy==1.26.4", "scipy/linalg/_fblas", True),
    ("h5py==3.15.1", "numpy==1.26.4", "h5py/defs", True),  # and a module for NumPy 2, which it imports beside it only
]


@pytest.mark.parametrize("package, numpy, module, fits", NUMPY)
def test_numpy(tmp_path, package, numpy, module, fits):
    folder = tree(tmp_path, package, numpy)
    found = [f for f in judged(folder).report["findings"] if f["rule"] == "wrong-numpy-abi" and f["severity"] != "note"]
    assert {f["package"]["name"] for f in found} == (set() if fits else {package.split("==")[0]})
    error = error_of_import(folder, module)
    assert error == "" if fits else "numpy" in error, error


# Mismatched pairs of public reports (pytorch/vision, pytorch/audio, pytorch/text, PySide6 and PyQt6: "undefined symbol"),
# and pairs that belong together. torch for arm64 has no CUDA and is a tenth of the other.
TORCH = "torch==2.5.1"
BESIDE_TORCH = [
    ("torchvision==0.16.2", True),
    ("torchvision==0.18.1", True),
    ("torchvision==0.20.1", False),
    ("torchvision==0.21.0", True),
    ("torchvision==0.22.1", True),
    ("torchaudio==2.2.2", True),
    ("torchaudio==2.5.1", False),
    ("torchaudio==2.6.0", True),
    ("torchaudio==2.7.1", True),
    ("torchtext==0.15.2", True),
]
SMALL = [
    ("PySide6-Essentials==6.5.3", "shiboken6==6.5.0", True),
    ("PySide6-Essentials==6.5.3", "shiboken6==6.5.3", False),
    ("PyQt6==6.9.1", "PyQt6-Qt6==6.6.3", True),
    ("PyQt6==6.9.1", "PyQt6-Qt6==6.9.1", False),
]


def undefined(folder, platform):
    report = audit(folder, "--platform", platform, "--python", "3.11").report
    return [f for f in report["findings"] if f["rule"] == "undefined-symbol"]


@pytest.fixture(scope="module")
def torch(tmp_path_factory):
    """Its libraries, which are deleted afterwards."""
    folder = tmp_path_factory.mktemp("torch")
    done = pip_download(TORCH, ["manylinux2014_aarch64"], "3.11", folder)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "tree", [name for name in archive.namelist() if ".so" in name or ".dist-info/" in name])
    path.unlink()
    yield folder / "tree"
    shutil.rmtree(folder)


@pytest.mark.survey
@pytest.mark.parametrize("package, reported", BESIDE_TORCH)
def test_beside_torch(tmp_path, torch, package, reported):
    path = wheel(package, "manylinux-aarch64", "3.11", tags=["manylinux_2_28_aarch64", "manylinux2014_aarch64"])
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    for name in os.listdir(torch):
        shutil.copytree(torch / name, tmp_path / name, copy_function=os.link)
    found = undefined(tmp_path, "debian:12:arm64")
    assert {f["package"]["name"] for f in found} == ({package.split("==")[0]} if reported else set())
    assert {f["severity"] for f in found} == ({"error"} if reported else set())


@pytest.mark.parametrize("package, partner, reported", SMALL)
def test_beside_a_partner(tmp_path, package, partner, reported):
    found = undefined(tree(tmp_path, package, partner), "debian:12")
    assert bool(found) == reported
    assert {f["severity"] for f in found} == ({"error"} if reported else set())
