"""The checks of a loader on one file, no more and no less: files compiled for the case, each compared with the loader
of this machine if it has one, and real wheels."""

import functools
import os
import pathlib
import shlex
import shutil
import struct
import subprocess
import sys

import pytest
from conftest import ROOT, audit, wheel

BIN = ROOT / "testdata" / "artifacts" / "bin"
MODULE = "_x.cpython-311-x86_64-linux-gnu.so"
CODE = "int answer(void) { return 42; }\n"
needs_linux = pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="compiles for x86-64 Linux")


def compiled(path, *flags, code=CODE):
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cc", "-o", path, "-x", "c", "-", "-x", "none", *flags], input=code, text=True, check=True)
    return path


def loads(path):
    """The answer of dlopen, in a process of its own."""
    code = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
    return subprocess.run([sys.executable, "-c", code, path], capture_output=True).returncode == 0


def only(result, rule):
    """The only error or warning, which ends with its fix."""
    (finding,) = [f for f in result.report["findings"] if f["severity"] != "note"]
    assert finding["rule"] == rule
    assert finding["fix"]["summary"]
    return finding


# --- no stricter


@pytest.mark.parametrize(
    "requirement, platform, python",
    [
        ("cffi==1.14.3", "manylinux1_x86_64", "3.8"),  # old patchelf left notes behind that are not notes
        ("apsw==3.54.1.0", "manylinux_2_28_x86_64", "3.12"),  # one of several notes is aligned to 32
    ],
)
def test_wheels_that_load_are_read(requirement, platform, python):
    result = audit(wheel(requirement, platform, python), "--platform", platform, "--python", python)
    assert (result.status, result.report["summary"]["unreadable"]) == (0, 0)


@needs_linux
def test_nobody_reads_the_interpreter_of_a_library(tmp_path):
    code = 'const char interp[] __attribute__((section(".interp"))) = "";' + CODE
    library = compiled(tmp_path / "libfoo.so.1", "-shared", "-Wl,-soname,libfoo.so.1", code=code)
    compiled(tmp_path / "libbar.so", "-shared", library, "-Wl,-rpath,$ORIGIN", "-Wl,--no-as-needed")
    assert loads(tmp_path / "libbar.so")
    result = audit(tmp_path, "--platform", "debian:12")
    assert result.status == 0 and result.report["findings"] == []
    assert {a["kind"] for a in result.report["artifacts"]} == {"library"}
    assert all(a["interpreter"] is None for a in result.report["artifacts"])


@needs_linux
def test_what_could_not_be_read_is_there_for_those_that_need_it(tmp_path):
    library = compiled(tmp_path / "libfoo.so.1", "-shared", "-Wl,-soname,libfoo.so.1")
    compiled(tmp_path / "libbar.so", "-shared", library, "-Wl,-rpath,$ORIGIN", "-Wl,--no-as-needed")
    data = bytearray(library.read_bytes())
    data[4] = 9  # EI_CLASS
    library.write_bytes(data)
    result = audit(tmp_path, "--platform", "debian:12")
    assert [f["rule"] for f in result.report["findings"]] == ["unreadable-artifact"]


# --- no laxer


@pytest.mark.parametrize(
    "platform, severity",
    [
        ("alpine:3.17", "error"),
        ("alpine:3.18", None),
        ("alpine:3.20", None),
        ("musllinux_1_2_x86_64", "note"),
        ("musllinux_1_1_x86_64", "error"),
    ],
)
def test_packed_relocations_on_musl(platform, severity):
    path = wheel("cryptography==50.0.2", "musllinux_1_2_x86_64", "3.12")
    result = audit(path, "--platform", platform, "--python", "3.12")
    found = [f for f in result.report["findings"] if f["rule"] == "relocations-too-new"]
    assert [f["severity"] for f in found] == ([severity] if severity else [])
    assert result.status == (1 if severity == "error" else 0)
    assert all(f["fix"] for f in found if severity == "error")


@needs_linux
@pytest.mark.parametrize("prefix", ["/nix/store/0abc-glibc-2.39/lib", "/gnu/store/0abc-glibc-2.35/lib", "/home/linuxbrew/.linuxbrew/lib"])
@pytest.mark.parametrize("platform", ["debian:12", "aws-lambda:provided.al2023", "linux/amd64"])
def test_an_interpreter_of_another_prefix(tmp_path, prefix, platform):
    interpreter = f"{prefix}/ld-linux-x86-64.so.2"
    program = compiled(tmp_path / "bin" / "tool", f"-Wl,--dynamic-linker={interpreter}", code="int main(void) { return 0; }")
    with pytest.raises(FileNotFoundError):
        subprocess.run([program])
    result = audit(tmp_path, "--platform", platform)
    finding = only(result, "foreign-interpreter")
    assert result.status == 1
    assert finding["actual"] == interpreter
    assert finding["fix"]["summary"] == "patchelf --set-interpreter /lib64/ld-linux-x86-64.so.2 bin/tool"


@needs_linux
def test_an_interpreter_in_the_bundle(tmp_path):
    path = "/opt/tool/lib/ld-linux-x86-64.so.2"
    compiled(tmp_path / "bin" / "tool", f"-Wl,--dynamic-linker={path}", code="int main(void) { return 0; }")
    compiled(tmp_path / "lib" / "ld-linux-x86-64.so.2", "-shared")
    assert audit(tmp_path, "--platform", "debian:12").status == 0


def objects(folder):
    compiled(folder / "x.o", "-c", "-fPIC")
    compiled(folder / "x.so", "-shared", "-g", "-Wl,-soname,x.so")
    subprocess.run(["ar", "rc", folder / "x.a", folder / "x.o"], check=True)
    subprocess.run(["objcopy", "--only-keep-debug", folder / "x.so", folder / "x.debug"], check=True)
    compiled(folder / "pie", "-pie", "-fPIE", code="int main(void) { return 0; }")
    compiled(folder / "static", "-static", "-no-pie", code="int main(void) { return 0; }")
    shutil.copy(BIN / "elf-bpf-object.o", folder / "bpf")
    shutil.copy(BIN / "coff-amd64.obj", folder / "coff")
    return folder


@functools.cache
def made(folder):
    return objects(pathlib.Path(folder))


@needs_linux
@pytest.mark.parametrize("name", [MODULE, "_x.abi3.so", "x.node"])
@pytest.mark.parametrize("kind", ["x.o", "x.a", "x.debug", "pie", "static", "bpf", "coff"])
def test_what_is_no_library_under_the_name_of_a_module(tmp_path, tmp_path_factory, kind, name):
    source = made(str(tmp_path_factory.getbasetemp() / "objects")) / kind
    shutil.copy(source, tmp_path / name)
    assert not loads(tmp_path / name)
    result = audit(tmp_path, "--platform", "debian:12", "--python", "3.11")
    only(result, "wrong-kind")
    assert result.status == 1


@needs_linux
def test_companions_and_objects_under_their_own_names_concern_nobody(tmp_path, tmp_path_factory):
    source = made(str(tmp_path_factory.getbasetemp() / "objects"))
    places = {"x.o": "x.o", "x.a": "libx.a", "x.debug": f".debug/{MODULE}", "bpf": "probe.bpf.o"}
    for kind, name in places.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(source / kind, tmp_path / name)
    result = audit(tmp_path, "--platform", "debian:12")
    assert (result.status, result.report["findings"]) == (0, [])


def without_signature(name):
    """LC_CODE_SIGNATURE becomes LC_NOTE, which no loader reads."""
    data = bytearray((BIN / name).read_bytes())
    place = 32
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        kind, size = struct.unpack_from("<II", data, place)
        if kind == 0x1D:
            struct.pack_into("<I", data, place, 0x31)
        place += size
    return bytes(data)


@pytest.mark.parametrize("name", ["macho-arm64.dylib", "macho-arm64.bundle", "macho-arm64"])
def test_arm64_code_without_a_signature(tmp_path, name):
    (tmp_path / "a b.bin").write_bytes((BIN / name).read_bytes())
    assert audit(tmp_path, "--platform", "macosx_14_0_arm64").status == 0
    (tmp_path / "a b.bin").write_bytes(without_signature(name))
    result = audit(tmp_path, "--platform", "macosx_14_0_arm64")
    finding = only(result, "missing-code-signature")
    assert result.status == 1
    first, rest = finding["fix"]["summary"].split(" (")
    assert shlex.split(first) == ["codesign", "--force", "--sign", "-", "a b.bin"]
    assert rest.startswith("elsewhere than on macOS: rcodesign sign")
    assert result.report["artifacts"][0]["code_signature"] is False


def changed_after_signing(name, place=4095):
    """As install_name_tool and strip do: they change the header's page, or the page of the symbols."""
    data = bytearray((BIN / name).read_bytes())
    data[place] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize("name", ["macho-arm64.dylib", "macho-arm64.bundle", "macho-arm64"])
def test_arm64_code_that_was_changed_after_it_was_signed(tmp_path, name):
    data = (BIN / name).read_bytes()
    file = tmp_path / "a b.bin"
    file.write_bytes(data)
    result = audit(tmp_path, "--platform", "macosx_14_0_arm64", "--thorough")
    assert result.status == 0 and result.report["artifacts"][0]["changed_since_signed"] is None
    page, symbols = 16384, data.find(b"\xfa\xde\x0c\xc0") - 1
    for place, flags in ((page - 1, ()), (symbols, ()), (page, ("--thorough",))):
        file.write_bytes(changed_after_signing(name, place))
        result = audit(tmp_path, "--platform", "macosx_14_0_arm64", *flags)
        finding = only(result, "invalid-code-signature")
        assert result.status == 1 and finding["fix"]["summary"].startswith("codesign --force --sign - 'a b.bin'")
        assert result.report["artifacts"][0]["changed_since_signed"] == place // page * page


def test_intel_code_needs_no_signature(tmp_path):
    (tmp_path / "x.dylib").write_bytes((BIN / "macho-x86_64.dylib").read_bytes())
    assert audit(tmp_path, "--platform", "macosx_14_0_x86_64").status == 0


@needs_linux
@pytest.mark.parametrize("flags", [["-Wl,-soname,libfoo.so.1"], ["-g"], ["-s", "-Wl,--hash-style=sysv"]])
def test_a_copy_whose_second_half_was_never_written(tmp_path, flags):
    library = compiled(tmp_path / "libfoo.so.1", "-shared", "-fPIC", *flags)
    assert audit(tmp_path, "--platform", "debian:12").status == 0
    data = library.read_bytes()
    library.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    assert not loads(library)
    assert audit(tmp_path, "--platform", "debian:12").status != 0
