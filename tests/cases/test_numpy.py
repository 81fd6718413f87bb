"""NumPy's C interface: modules compiled for the case. Real ones: test_pairs.py."""

import sys

import pytest
from conftest import audit, run
from test_one_file import compiled, needs_linux, only

PYTHON = f"3.{sys.version_info[1]}"
SUFFIX = f".cpython-3{sys.version_info[1]}-x86_64-linux-gnu.so"
NUMPY_1 = "numpy.core._multiarray_umath"
NUMPY_2 = "numpy._core._multiarray_umath"
CHECK = "module was compiled against NumPy C-API version 0x%x (NumPy {}) but the running NumPy has C-API version 0x%x"
CODE = """
extern void *PyCapsule_GetPointer(void *, const char *), *PyImport_ImportModule(const char *), *PyErr_Format(const char *, int, int);
static const char *const texts[] = {{ {} }};
void *PyInit__x(void) {{
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; ++i) PyImport_ImportModule(texts[i]);
  return PyCapsule_GetPointer(PyImport_ImportModule("x"), 0);
}}
"""


def bundle(tmp_path, numpy, *texts, flags=(), version="", name="_x"):
    """A module with these texts, which tell which NumPy it needs."""
    core = {1: "core", 2: "_core"}[numpy]
    compiled(tmp_path / "numpy" / core / f"_multiarray_umath{SUFFIX}", "-shared", "-fPIC")
    if version:
        metadata = tmp_path / f"numpy-{version}.dist-info"
        metadata.mkdir(exist_ok=True)
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: numpy\nVersion: {version}\n")
        (metadata / "RECORD").write_text(f"numpy/{core}/_multiarray_umath{SUFFIX},,\nnumpy-{version}.dist-info/METADATA,,\n")
    code = CODE.format(", ".join(f'"{text}"' for text in texts) or "0").replace("PyInit__x", f"PyInit_{name}")
    compiled(tmp_path / "pkg" / f"{name}{SUFFIX}", "-shared", "-fPIC", "-Wl,--unresolved-symbols=ignore-all", *flags, code=code)
    return tmp_path


def judged(folder):
    return audit(folder, "--platform", "debian:12", "--python", PYTHON)


@needs_linux
@pytest.mark.parametrize("text", [NUMPY_1, "numpy.core.multiarray failed to import"])
def test_each_text_tells(tmp_path, text):
    assert only(judged(bundle(tmp_path, 2, text)), "wrong-numpy-abi")


@needs_linux
@pytest.mark.parametrize("flags", [[], ["-Wl,-z,noseparate-code"], ["-Wl,-z,separate-code"], ["-O2"]], ids=" ".join)
def test_for_numpy_1_beside_numpy_2(tmp_path, flags):
    finding = only(judged(bundle(tmp_path, 2, NUMPY_1, flags=flags)), "wrong-numpy-abi")
    assert finding["message"] == "built for NumPy 1, the bundle has NumPy 2"
    assert finding["path"] == f"pkg/_x{SUFFIX}"
    assert "ask for 'numpy<2' beside pkg" in finding["fix"]["summary"]


@needs_linux
def test_the_message_names_the_release(tmp_path):
    finding = only(judged(bundle(tmp_path, 2, NUMPY_1, version="2.1.3")), "wrong-numpy-abi")
    assert finding["message"] == "built for NumPy 1, the bundle has NumPy 2.1.3"
    text = run(tmp_path, "--platform", "debian:12", "--python", PYTHON).out
    assert "built for NumPy 1, the bundle has NumPy 2.1.3 [wrong-numpy-abi]" in text


@needs_linux
@pytest.mark.parametrize(
    "version, oldest, fits", [("1.24.4", "1.25", False), ("1.26.4", "1.25", True), ("2.0.1", "2.1", False), ("2.3.0", "2.1", True)]
)
def test_for_a_newer_numpy(tmp_path, version, oldest, fits):
    result = judged(bundle(tmp_path, int(version[0]), NUMPY_2, NUMPY_1, CHECK.format(oldest), version=version))
    if fits:
        assert result.report["findings"] == []
    else:
        assert only(result, "wrong-numpy-abi")["message"] == f"built for NumPy {oldest} or newer, the bundle has NumPy {version}"


@needs_linux
@pytest.mark.parametrize(
    "numpy, texts", [(1, [NUMPY_1]), (2, [NUMPY_2, NUMPY_1]), (2, []), (2, [NUMPY_1 + " failed to import"]), (2, ["numpy.core.multiarray"])]
)
def test_what_fits_and_what_does_not_tell(tmp_path, numpy, texts):
    assert judged(bundle(tmp_path, numpy, *texts)).report["findings"] == []


@needs_linux
def test_a_library_that_is_no_module_may_go_on_without(tmp_path):
    folder = bundle(tmp_path, 2, NUMPY_1)
    (folder / "pkg" / f"_x{SUFFIX}").rename(folder / "pkg" / "libx_python.so")
    assert only(judged(folder), "wrong-numpy-abi")["severity"] == "warning"
