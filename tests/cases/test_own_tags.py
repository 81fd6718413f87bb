"""--own-tags: wheels are judged for their own names, before they are published."""

import json
import zipfile

import pytest

from conftest import ROOT, VALIDATOR, run

BIN = ROOT / "testdata/artifacts/bin"
X86, ARM, MUSL, MAC = (BIN / name for name in (
    "elf-x86_64-glibc-2.17.so", "elf-aarch64-glibc-2.17.so", "elf-aarch64-musl.so", "macho-arm64.dylib"))  # fmt: skip


def make(folder, tags, binary=None, member="pkg/_x.so", name="pkg"):
    path = folder / f"{name}-1.0-{tags}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pkg/__init__.py", "")
        if binary:
            archive.writestr(member, binary.read_bytes())
        record = f"{name}-1.0.dist-info"
        archive.writestr(f"{record}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = "".join(f"Tag: {p}-{a}-{t}\n" for p in tags.split("-")[0].split(".") for a in tags.split("-")[1].split(".")
                        for t in tags.split("-")[2].split("."))  # fmt: skip
        archive.writestr(f"{record}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\n" + lines)
        archive.writestr(f"{record}/RECORD", "")
    return path.name


@pytest.mark.parametrize("tags, binary, member", [
    ("cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64", X86, "pkg/_x.cpython-312-x86_64-linux-gnu.so"),
    ("cp38-abi3-manylinux_2_17_aarch64", ARM, "pkg/_x.abi3.so"),
    ("py3-none-manylinux2014_x86_64", X86, "pkg/libx.so"),
    ("py2.py3-none-any", None, ""),
    ("py3-none-musllinux_1_2_aarch64", MUSL, "pkg/libx.so"),
    ("py3-none-macosx_11_0_arm64", MAC, "pkg/libx.dylib"),
    ("1-cp313-cp313t-manylinux_2_28_x86_64", X86, "pkg/_x.cpython-313t-x86_64-linux-gnu.so"),
])  # fmt: skip
def test_a_wheel_that_is_what_it_says(tmp_path, tags, binary, member):
    name = make(tmp_path, tags.removeprefix("1-"), binary, member)
    if tags.startswith("1-"):
        (tmp_path / name).rename(tmp_path / (name := f"pkg-1.0-{tags}.whl"))
    result = run("--own-tags", name, cwd=tmp_path)
    assert result.status == 0, result.out + result.err


@pytest.mark.parametrize("tags, binary, member, fix", [
    ("py3-none-manylinux2014_x86_64", ARM, "pkg/libx.so", "wheel tags --remove --platform-tag manylinux_2_17_aarch64 pkg-"),
    ("py3-none-manylinux2014_x86_64.macosx_11_0_arm64", X86, "pkg/libx.so", "--platform-tag manylinux_2_14_x86_64 pkg-"),
    ("py3-none-musllinux_1_2_x86_64", ARM, "pkg/libx.so", "wheel tags --remove --platform-tag manylinux_2_17_aarch64 pkg-"),
    ("py3-none-manylinux2014_x86_64", MUSL, "pkg/libx.so", "wheel tags --remove --platform-tag musllinux_1_2_aarch64 pkg-"),
    ("py3-none-win_arm64", BIN / "pe-amd64.dll", "pkg/x.dll", "wheel tags --remove --platform-tag win_amd64 pkg-"),
    ("py3-none-manylinux2014_x86_64", MAC, "pkg/libx.dylib", "wheel tags --remove --platform-tag macosx_11_0_arm64 pkg-"),
    ("cp312-cp312-manylinux2014_x86_64", X86, "pkg/_x.cpython-311-x86_64-linux-gnu.so",
     "or give it the right tag: wheel tags --remove --python-tag cp311 --abi-tag cp311 pkg-"),
    ("py3-none-any", X86, "pkg/_x.cpython-312-x86_64-linux-gnu.so", ""),
])  # fmt: skip
def test_a_wheel_that_is_not(tmp_path, tags, binary, member, fix):
    name = make(tmp_path, tags, binary, member)
    good = make(tmp_path, "py3-none-manylinux2014_x86_64", X86, "pkg/libx.so", name="good")
    for format in ("text", "json", "ndjson", "sarif", "junit", "github", "gitlab", "markdown", "html"):
        result = run("--own-tags", name, good, "--format", format, cwd=tmp_path)
        assert result.status == 1, (format, result.out)
    text = run("--own-tags", name, good, cwd=tmp_path).out
    assert fix in text and "uv pip" not in text and "pip install" not in text
    last = json.loads(run("--own-tags", name, good, "--format", "ndjson", cwd=tmp_path).out.splitlines()[-1])
    VALIDATOR.validate(last)
    assert {row["root"] for row in last["failing"]} == {name}


def test_what_needs_a_newer_glibc_is_repaired(tmp_path):
    new = BIN / "elf-x86_64-glibc-2.34.so"
    name = make(tmp_path, "py3-none-manylinux2014_x86_64", new, "pkg/libx.so")
    out = run("--own-tags", name, cwd=tmp_path).out
    assert "glibc-too-new" in out and f"needs glibc 2.34: auditwheel repair --plat manylinux_2_34_x86_64 {name}" in out


def test_what_asks_for_a_later_macos_gets_the_tag_that_says_so(tmp_path):
    name = make(tmp_path, "py3-none-macosx_10_13_x86_64", BIN / "macho-x86_64.dylib", "pkg/libx.dylib")  # minos 11.0
    out = run("--own-tags", name, cwd=tmp_path).out
    assert "os-too-new" in out and "MACOSX_DEPLOYMENT_TARGET=10.13" in out
    assert f"wheel tags --remove --platform-tag macosx_11_0_x86_64 {name}" in out


@pytest.mark.parametrize("name, wanted", [
    ("x.zip", "x.zip is not a wheel"), ("x-1.0.whl", "is not the name of a wheel"), ("x-1.0-py3-none-.whl", "is not the name of a wheel"),
    ("x-1.0-py3-none-vax.whl", "unknown platform 'vax'"), ("x-1.0-cpx-cp1-win_amd64.whl", "cpx"),
])  # fmt: skip
def test_a_name_that_is_no_wheel_s(tmp_path, name, wanted):
    (tmp_path / name).write_bytes(b"")
    result = run("--own-tags", name, cwd=tmp_path)
    assert result.status == 2 and result.out == "" and wanted in result.err and len(result.err.splitlines()) == 1


def test_own_tags_take_no_platform(tmp_path):
    name = make(tmp_path, "py3-none-any")
    for more in (("--platform", "linux"), ("--python", "3.12"), ("--from", "t.yaml")):
        result = run("--own-tags", name, *more, cwd=tmp_path)
        assert result.status == 2 and len(result.err.splitlines()) == 1
