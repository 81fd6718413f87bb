"""Files that a header alone does not tell apart: versions of the bundle's own libraries, addons of another Node, and
glibc's checks of an identification. Compiled for the case, and compared with the loader of this machine if possible."""

import shutil
import subprocess
import zipfile

import pytest
from conftest import ROOT, audit, run
from test_one_file import CODE, MODULE, compiled, loads, needs_linux, only

BIN = ROOT / "testdata" / "artifacts" / "bin"
ANSWER = "int answer(void); int PyInit__x(void) { return answer(); }\n"


def library(path, version, *flags):
    path.parent.mkdir(parents=True, exist_ok=True)
    script = path.parent / "versions.map"
    script.write_text(f"{version} {{ global: answer; local: *; }};\n")
    compiled(path, "-shared", "-fPIC", f"-Wl,-soname,{path.name}", f"-Wl,--version-script={script}", *flags)
    script.unlink()
    return path


def module_for(tmp_path, built_with, name="libfoo.so.1"):
    """A module that was linked with one version of a library, and is shipped beside another."""
    bundle = tmp_path / "bundle"
    sdk = library(tmp_path / "sdk" / name, built_with)
    return compiled(bundle / MODULE, "-shared", "-fPIC", sdk, "-Wl,-rpath,$ORIGIN", code=ANSWER)


@needs_linux
@pytest.mark.parametrize("built_with, shipped", [("FOO_2", "FOO_1"), ("Qt_6.9", "Qt_6"), ("GLIBCXX_3.4.99", "GLIBCXX_3.4.19")])
def test_the_bundles_library_lacks_the_version(tmp_path, built_with, shipped):
    name = "libstdc++.so.6" if built_with.startswith("GLIBCXX") else "libfoo.so.1"
    module = module_for(tmp_path, built_with, name)
    library(module.parent / name, shipped)
    assert not loads(module)
    finding = only(audit(module.parent, "--platform", "debian:12"), "missing-version")
    assert finding["message"] == f"needs {built_with} of {name}, the bundle's has {shipped}"
    library(module.parent / name, built_with)
    assert loads(module)
    assert audit(module.parent, "--platform", "debian:12").report["findings"] == []


@needs_linux
def test_a_library_without_versions_satisfies_every_need(tmp_path):
    module = module_for(tmp_path, "FOO_2")
    code = 'int puts(const char *); int answer(void) { return puts(""); }\n'  # so it has a version table
    compiled(module.parent / "libfoo.so.1", "-shared", "-fPIC", "-Wl,-soname,libfoo.so.1", code=code)
    assert loads(module)
    assert audit(module.parent, "--platform", "debian:12").report["findings"] == []


@needs_linux
@pytest.mark.parametrize(
    "version, platform, fits",
    [
        ("ZLIB_1.2.9", "amazonlinux:2", False),
        ("ZLIB_1.2.9", "aws-lambda:nodejs18.x", False),
        ("ZLIB_1.2.9", "aws-lambda:nodejs22.x", True),
        ("ZLIB_1.2.9", "debian:12", True),
        ("ZLIB_1.2.5.2", "amazonlinux:2", True),
        ("ZLIB_1.2.7.1", "amazonlinux:2", False),
    ],
)
def test_zlib_of_the_target(tmp_path, version, platform, fits):
    module = module_for(tmp_path, version, "libz.so.1")
    result = audit(module.parent, "--platform", platform)
    rules = [f["rule"] for f in result.report["findings"]]
    assert rules == ([] if fits else ["missing-version"])


@needs_linux
@pytest.mark.parametrize(
    "code, lambdas",
    [
        ("void node_register_module_v127(void) {}", {"nodejs20.x": False, "nodejs22.x": True, "python3.12": True}),
        ("void node_register_module_v115(void) {}", {"nodejs20.x": True, "nodejs22.x": False}),
        ("void napi_register_module_v1(void) {}", {"nodejs20.x": True, "nodejs22.x": True}),
        ("void node_register_module_v127x(void) {}", {"nodejs20.x": True}),
    ],
)
def test_an_addon_is_for_one_node(tmp_path, code, lambdas):
    compiled(tmp_path / "bundle" / "node_modules" / "x" / "x.node", "-shared", "-fPIC", code=code)
    for runtime, fits in lambdas.items():
        result = audit(tmp_path / "bundle", "--platform", f"aws-lambda:{runtime}")
        assert [f["rule"] for f in result.report["findings"]] == ([] if fits else ["wrong-node-abi"])


def test_prebuilt_addons_of_other_nodes(tmp_path):
    """@datadog/pprof 4.1.0 ends with Node 21."""
    package = tmp_path / "node_modules" / "x"
    for abi in (93, 108, 115, 120):
        path = package / "prebuilds" / "linux-x64" / f"node-{abi}.node"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BIN / "elf-x86_64-glibc-2.17.so", path)
    (package / "package.json").write_text('{"name": "x", "version": "1.0.0"}')
    assert audit(tmp_path, "--platform", "aws-lambda:nodejs20.x").status == 0
    finding = only(audit(tmp_path, "--platform", "aws-lambda:nodejs22.x"), "wrong-node-abi")
    assert (
        "Node 16, Node 18, Node 20 and Node 21 (NODE_MODULE_VERSION 93, 108, 115 and 120), target has Node 22 (127)" in finding["message"]
    )
    assert "npm rebuild in the bundle under Node 22" in run(tmp_path, "--platform", "aws-lambda:nodejs22.x").out


@needs_linux
@pytest.mark.parametrize("offset, byte", [(7, 97), (7, 64), (8, 1), (9, 1), (15, 255)])
def test_an_identification_that_glibc_refuses(tmp_path, offset, byte):
    path = compiled(tmp_path / "bundle" / "libx.so.1", "-shared", "-fPIC", code=CODE)
    assert audit(path.parent, "--platform", "debian:12").status == 0
    data = bytearray(path.read_bytes())
    data[offset] = byte
    path.write_bytes(data)
    assert not loads(path)
    assert "ELF identification" in only(audit(path.parent, "--platform", "debian:12"), "wrong-kind")["message"]


@needs_linux
@pytest.mark.parametrize("needed", ["build/libfoo.so", "../lib/libfoo.so", "./libfoo.so"])
def test_a_needed_path_starts_in_the_working_directory(tmp_path, needed):
    work = tmp_path / "work" / "here"
    target = compiled(work / needed, "-shared", "-fPIC").resolve()
    (work / "build").mkdir(exist_ok=True)
    module = tmp_path / "bundle" / MODULE
    module.parent.mkdir()
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", module, "-x", "c", "-", "-x", "none", needed], cwd=work, input=ANSWER, text=True, check=True
    )
    (module.parent / "build").mkdir()
    shutil.copy(target, module.parent / "build" / "libfoo.so")
    assert not loads(module)
    finding = only(audit(module.parent, "--platform", "debian:12"), "missing-library")
    assert finding["severity"] == "error" and f"patchelf --replace-needed {needed} libfoo.so" in finding["fix"]["summary"]


@pytest.mark.parametrize(
    "platform, fits",
    [
        ("linux/arm/v6", False),
        ("linux_armv6l", False),
        ("arm-unknown-linux-gnueabihf", False),
        ("linux/arm/v7", True),
        ("linux_armv7l", True),
        ("armv7-unknown-linux-gnueabihf", True),
        ("linux-arm", True),
    ],
)
def test_arm_has_versions(tmp_path, platform, fits):
    shutil.copy(BIN / "elf-armv7l-glibc-2.17.so", tmp_path / "x.so")
    result = audit(tmp_path, "--platform", platform)
    assert [f["rule"] for f in result.report["findings"]] == ([] if fits else ["cpu-too-new"])


@pytest.mark.parametrize(
    "platform, fits",
    [("android_35_arm64_v8a", False), ("android_36_arm64_v8a", False), ("android_34_arm64_v8a", True), ("android_24_arm64_v8a", True)],
)
def test_android_has_large_pages(tmp_path, platform, fits):
    shutil.copy(BIN / "elf-aarch64-android-24.so", tmp_path / "libx.so")
    result = audit(tmp_path, "--platform", platform)
    assert [f["rule"] for f in result.report["findings"]] == ([] if fits else ["small-page-alignment"])


@pytest.mark.parametrize("tag, fits", [("cp312-cp312", True), ("cp313-cp313", False), ("cp312-abi3", False), ("py3-none", True)])
def test_a_wheel_that_breaks_its_own_tag(tmp_path, tag, fits):
    path = tmp_path / f"x-1-{tag}-manylinux2014_x86_64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(BIN / "elf-x86_64-glibc-2.17.so", "_x.cpython-312-x86_64-linux-gnu.so")
        archive.writestr("x-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: x\nVersion: 1\n")
        archive.writestr("x-1.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}-manylinux2014_x86_64\n")
        archive.writestr("x-1.dist-info/RECORD", "_x.cpython-312-x86_64-linux-gnu.so,,\nx-1.dist-info/RECORD,,\n")
    result = audit(path, "--platform", "manylinux2014_x86_64")
    assert result.status == (0 if fits else 1)
    if not fits:
        assert f"its wheel is tagged {tag}" in only(result, "wrong-python-abi")["message"]
        assert "take another release of x 1" in only(result, "wrong-python-abi")["fix"]["summary"]
