"""Symbols that must be found when a file is loaded. Compiled for the case, and compared with this machine's loader,
which is called as Python calls it (RTLD_NOW)."""

import struct
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, audit
from test_one_file import compiled, needs_linux, only

pytestmark = needs_linux
BIN = ROOT / "testdata/artifacts/bin"
MODULE = "_x.cpython-312-x86_64-linux-gnu.so"
CALL = "int {0}(void); int PyInit__x(void) {{ return {0}(); }}\n"


def imports(path):
    code = "import ctypes, os, sys; ctypes.CDLL(sys.argv[1], os.RTLD_NOW)"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def judged(bundle, *arguments, python="3.12"):
    return audit(bundle, "--platform", "debian:12", "--python", python, *arguments)


def library(path, *names):
    return compiled(path, "-shared", "-fPIC", f"-Wl,-soname,{path.name}", code="".join(f"int {n}(void) {{ return 0; }}\n" for n in names))


@pytest.mark.parametrize("flags", [[], ["-Wl,-z,now"], ["-Wl,--hash-style=sysv"], ["-Wl,--hash-style=both"]], ids=" ".join)
def test_nobody_has_it(tmp_path, flags):
    module = compiled(tmp_path / MODULE, "-shared", "-fPIC", *flags, code=CALL.format("mine_answer"))
    assert "undefined symbol: mine_answer" in imports(module)
    finding = only(judged(tmp_path), "undefined-symbol")
    assert finding["message"] == "needs the symbol mine_answer, which none of its libraries has"


@pytest.mark.parametrize("style", ["gnu", "sysv"])
def test_the_bundles_library_lacks_it(tmp_path, style):
    sdk = library(tmp_path / "sdk" / "libmine.so.1", "mine_answer")
    bundle = tmp_path / "bundle"
    module = compiled(
        bundle / MODULE, "-shared", "-fPIC", sdk, "-Wl,-rpath,$ORIGIN", f"-Wl,--hash-style={style}", code=CALL.format("mine_answer")
    )
    library(bundle / "libmine.so.1", "mine_question")
    assert "undefined symbol: mine_answer" in imports(module)
    finding = only(judged(bundle), "undefined-symbol")
    assert finding["message"] == "needs the symbol mine_answer, which libmine.so.1 of the bundle does not have"
    library(bundle / "libmine.so.1", "mine_question", "mine_answer")
    assert imports(module) == ""
    assert judged(bundle).report["findings"] == []


def test_a_library_that_only_answers_when_it_was_loaded_before(tmp_path):
    """torch loads its libraries itself, with RTLD_GLOBAL."""
    compiled(tmp_path / MODULE, "-shared", "-fPIC", code=CALL.format("mine_answer"))
    library(tmp_path / "lib" / "libmine.so.1", "mine_answer")
    assert judged(tmp_path).report["findings"] == []


def test_weak_symbols_and_those_of_the_system(tmp_path):
    code = (
        "__attribute__((weak)) int mine(void); double pow(double, double); int PyInit__x(void) { return mine ? (int)pow(2, mine()) : 0; }\n"
    )
    module = compiled(tmp_path / MODULE, "-shared", "-fPIC", "-fno-builtin", "-nostdlib", code=code)
    symbols = subprocess.run(["nm", "-D", "--undefined-only", module], capture_output=True, text=True, check=True).stdout
    assert "U pow\n" in symbols, "linked without libm, so it asks for no version"
    assert judged(tmp_path).report["findings"] == []


def test_a_closure_with_an_unknown_member_is_not_judged(tmp_path):
    sdk = library(tmp_path / "sdk" / "libGL.so.1", "mine_answer")
    compiled(tmp_path / "bundle" / MODULE, "-shared", "-fPIC", sdk, code=CALL.format("mine_answer"))
    rules = {finding["rule"] for finding in judged(tmp_path / "bundle").report["findings"]}
    assert "undefined-symbol" not in rules


@pytest.mark.parametrize("name", ["x.node", "lib/x.jar"])
def test_who_binds_late_is_not_asked(tmp_path, name):
    if name.endswith(".node"):
        compiled(tmp_path / "bundle" / name, "-shared", "-fPIC", code=CALL.format("mine_answer"))
    else:
        compiled(tmp_path / "libx.so", "-shared", "-fPIC", code=CALL.format("mine_answer"))
        (tmp_path / "bundle" / "lib").mkdir(parents=True)
        with zipfile.ZipFile(tmp_path / "bundle" / name, "w") as jar:
            jar.write(tmp_path / "libx.so", "libx.so")
    assert judged(tmp_path / "bundle").report["findings"] == []


@pytest.mark.parametrize("name, fits", [
    ("_Py_IsFinalizing", {"3.12": True, "3.13": False}), ("PyDict_GetItemStringRef", {"3.12": False, "3.13": True}),
    ("PyUnicode_AsUnicode", {"3.11": True, "3.12": False}), ("PyLong_AsLong", {"3.9": True, "3.14": True}),
])  # fmt: skip
def test_names_of_pythons_api(tmp_path, name, fits):
    compiled(tmp_path / "_x.so", "-shared", "-fPIC", code=CALL.format(name))
    for python, does in fits.items():
        result = judged(tmp_path, python=python)
        if does:
            assert result.report["findings"] == []
        else:
            assert only(result, "wrong-python-abi")["message"] == f"needs {name}, which CPython {python} does not have"


def test_names_of_cxx_are_shown_as_people_write_them(tmp_path):
    compiled(tmp_path / MODULE, "-shared", "-fPIC", code=CALL.format("_ZN3c106detail14torchCheckFailEv"))
    finding = only(judged(tmp_path), "undefined-symbol")
    assert finding["message"] == ("needs the symbol c10::detail::torchCheckFail() (_ZN3c106detail14torchCheckFailEv), "
                                  "which none of its libraries has")  # fmt: skip


def test_a_hostile_symbol_table_judges_nothing(tmp_path):
    """Counts that lie, offsets outside the file: the symbols are not read, or the file is damaged."""
    good = compiled(tmp_path / "good.so", "-shared", "-fPIC", code=CALL.format("mine_answer")).read_bytes()
    sections = subprocess.run(["readelf", "-SW", tmp_path / "good.so"], capture_output=True, text=True, check=True).stdout
    at = int(next(line.split()[3] for line in sections.replace("[ ", "[").splitlines() if ".gnu.hash" in line), 16)
    for header in ((0xFFFFFFFF, 1, 1, 0), (1, 0xFFFFFFFF, 1, 0), (1, 1, 0xFFFFFFFF, 0), (0, 0, 0, 0)):
        bundle = tmp_path / "bundle"
        bundle.mkdir(exist_ok=True)
        (bundle / MODULE).write_bytes(good[:at] + struct.pack("<4I", *header) + good[at + 16 :])
        said = {finding["rule"] for finding in judged(bundle).report["findings"]}
        assert said <= {"undefined-symbol", "truncated-artifact", "unreadable-artifact"}


def test_a_version_of_the_bundles_library_is_nobody_elses(tmp_path):
    """libcusparse.so.12 beside an older libnvJitLink.so.12: "undefined symbol: __nvJitLinkAddData_12_4, version
    libnvJitLink.so.12". glibc has names that begin like this one, but none with that version."""
    versions = tmp_path / "versions"
    versions.write_text("libmine.so.1 { global: *; };\n")
    script = f"-Wl,--version-script={versions}"
    names = ("__mineAddData_12_1", "__mineAddData_12_4")

    def made(path, *symbols):
        code = "".join(f"int {symbol}(void) {{ return 0; }}\n" for symbol in symbols)
        return compiled(path, "-shared", "-fPIC", script, "-Wl,-soname,libmine.so.1", code=code)

    sdk = made(tmp_path / "sdk" / "libmine.so.1", *names)
    bundle = tmp_path / "bundle"
    module = compiled(bundle / MODULE, "-shared", "-fPIC", sdk, "-Wl,-rpath,$ORIGIN", code=CALL.format(names[1]))
    made(bundle / "libmine.so.1", names[0])
    assert f"undefined symbol: {names[1]}, version libmine.so.1" in imports(module)
    finding = only(judged(bundle), "undefined-symbol")
    assert finding["message"] == f"needs the symbol {names[1]}, which libmine.so.1 of the bundle does not have"
    made(bundle / "libmine.so.1", *names)
    assert imports(module) == "" and judged(bundle).report["findings"] == []


def test_half_of_a_package_is_no_optional_part(tmp_path):
    """torchvision 0.22 beside torch 2.5: two of four modules load."""
    metadata = tmp_path / "x-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: x\nVersion: 1\n")
    files = [f"x/_{name}.cpython-312-x86_64-linux-gnu.so" for name in "abc"]
    (metadata / "RECORD").write_text("".join(f"{name},,\n" for name in (*files, "x-1.dist-info/METADATA")))
    compiled(tmp_path / files[0], "-shared", "-fPIC", code=CALL.format("mine_answer"))
    for name in files[1:]:
        compiled(tmp_path / name, "-shared", "-fPIC")
    finding = only(judged(tmp_path), "undefined-symbol")
    assert (finding["severity"], finding["path"]) == ("error", files[0])


# --- Windows and macOS: an import names the library that must have it


def patched(name, *changes):
    data = (BIN / name).read_bytes()
    for old, new in changes:
        assert old in data and len(new) <= len(old)
        data = data.replace(old, new.ljust(len(old), b"\0"))
    return data


@pytest.mark.parametrize("symbol, has_it", [(b"demo_ticks", True), (b"demo_tocks", False)])
def test_a_dll_of_the_bundle(tmp_path, symbol, has_it):
    taken = (b"python312.dll", b"foo.dll"), (b"PyModule_Create2", symbol)
    (tmp_path / "x").mkdir()
    (tmp_path / "x/m.dll").write_bytes(patched("pe-amd64.pyd", *taken))
    (tmp_path / "x/Foo.dll").write_bytes((BIN / "pe-amd64.pyd").read_bytes())
    result = audit(tmp_path, "--platform", "win_amd64")
    if has_it:
        assert result.report["findings"] == []
    else:
        finding = only(result, "undefined-symbol")
        assert finding["path"] == "x/m.dll"
        assert finding["message"] == "needs the symbol demo_tocks, which foo.dll of the bundle does not have"


def test_a_dylib_of_the_bundle(tmp_path):
    library = b"/usr/lib/libSystem.B.dylib"
    (tmp_path / "m.so").write_bytes(patched("macho-x86_64.bundle", (library, b"@loader_path/libfoo.dylib")))
    (tmp_path / "libfoo.dylib").write_bytes((BIN / "macho-x86_64.dylib").read_bytes())
    finding = only(audit(tmp_path, "--platform", "macosx_14_0_x86_64"), "undefined-symbol")
    assert finding["path"] == "m.so" and "which @loader_path/libfoo.dylib of the bundle does not have" in finding["message"]
    (tmp_path / "libfoo.dylib").unlink()
    assert "undefined-symbol" not in audit(tmp_path, "--platform", "macosx_14_0_x86_64").rules
