"""Correct packages for several platforms, of kinds that were once refused, and the wrong files that must not hide among
them."""

import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, audit, clean_environment
from test_variants import cached_tree, copied, npm, of

BIN = ROOT / "testdata/artifacts/bin"
LINUX, ARM, MAC, WINDOWS = "linux-x64", "linux-arm64", "macosx_14_0_arm64", "win_amd64"
ELF_X64, ELF_ARM = BIN / "elf-x86_64-glibc-2.17.so", BIN / "elf-aarch64-glibc-2.17.so"
MACHO_ARM, PE_X64 = BIN / "macho-arm64.bundle", BIN / "pe-amd64.dll"
FREEBSD = BIN / "elf-x86_64-freebsd.so"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
APPLE_DOUBLE = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(4000)
MANIFEST = ("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n")


def tree(root, files):
    for path, content in dict(files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    return root


def jar(path, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in [MANIFEST, *files]:
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o644 << 16  # writestr alone makes 0600, which Lambda's user may not read
            archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())
    return path


def errors(result):
    return sorted((finding["rule"], finding["path"]) for finding in of(result, "error"))


# --- jars

JNA = [
    ("com/sun/jna/linux-x86-64/libj.so", ELF_X64),
    ("com/sun/jna/linux-aarch64/libj.so", ELF_ARM),
    ("com/sun/jna/darwin-aarch64/libj.jnilib", MACHO_ARM),
    ("com/sun/jna/win32-x86-64/j.dll", PE_X64),
    ("com/sun/jna/linux-armel/libj.so", BIN / "elf-armel-glibc-2.17.so"),
    ("com/sun/jna/linux-ppc/libj.so", BIN / "elf-ppc-glibc.so"),
    ("com/sun/jna/linux-mips64el/libj.so", BIN / "elf-mips64el-glibc-2.17.so"),
    ("com/sun/jna/sunos-sparcv9/libj.so", BIN / "elf-sparc64-glibc.so"),
    ("com/sun/jna/freebsd-x86-64/libj.so", FREEBSD),
    ("com/sun/jna/dragonflybsd-x86-64/libj.so", FREEBSD),
]


@pytest.mark.parametrize("platform", [LINUX, ARM, MAC, WINDOWS, "linux/arm64", "aws-lambda:java21"])
def test_a_jar_for_everywhere(platform, tmp_path):
    alone = audit(jar(tmp_path / "j.jar", JNA), "--platform", platform)
    assert (alone.status, of(alone, "warning")) == (0, [])
    inside = tmp_path / "app" / "j"  # the name that it has when it is unpacked
    inside.mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "j.jar") as archive:
        archive.extractall(inside)
    assert audit(inside, "--platform", platform).findings() == alone.findings()


@pytest.mark.parametrize(
    "place, content",
    [
        ("linux-x86-64/libj.so", ELF_ARM),
        ("linux-x86-64/libj.so", MACHO_ARM),
        ("linux-x86-64/libj.so", PE_X64),
        ("linux-x86-64/libj.so", FREEBSD),
        ("linux-x86-64/libj.so", POINTER),
        ("linux-x86-64/libj.so", b""),
        ("libk.so", MACHO_ARM),
    ],
)
def test_a_wrong_file_in_a_jar(place, content, tmp_path):
    files = dict(JNA)
    files["com/sun/jna/" + place] = content
    result = audit(jar(tmp_path / "j.jar", files.items()), "--platform", LINUX)
    assert [path for _, path in errors(result)] == ["com/sun/jna/" + place]


def test_a_jar_without_the_platform(tmp_path):
    """snappy-java on a processor that it has nothing for."""
    result = audit(jar(tmp_path / "j.jar", JNA), "--platform", "linux/s390x")
    assert [rule for rule, _ in errors(result)] == ["no-variant-for-target"]


def test_a_jar_a_platform(tmp_path):
    """netty-tcnative: one jar for each platform in BOOT-INF/lib, all open at once."""
    lib = tmp_path / "BOOT-INF/lib"
    for platform, name, content in [
        ("linux-x86_64", "libn_linux_x86_64.so", ELF_X64),
        ("linux-aarch_64", "libn_linux_aarch_64.so", ELF_ARM),
        ("osx-aarch_64", "libn_osx_aarch_64.jnilib", MACHO_ARM),
        ("windows-x86_64", "n_windows_x86_64.dll", PE_X64),
    ]:
        jar(lib / f"n-2.0.65.Final-{platform}.jar", [("META-INF/native/" + name, content)])
    for platform in (LINUX, ARM, MAC, WINDOWS):
        assert errors(audit(tmp_path, "--platform", platform)) == []
    (lib / "n-2.0.65.Final-linux-aarch_64.jar").unlink()
    assert [rule for rule, _ in errors(audit(tmp_path, "--platform", ARM))] == ["no-variant-for-target"]


# --- node_modules


@pytest.mark.parametrize("package", ["oracledb@6.10.0", "zeromq@6.8.0", "argon2@0.45.0", "couchbase@4.7.0"])
def test_node_packages(package):
    bundle = npm("--os=linux", "--cpu=x64", "--libc=glibc", package)
    result = audit(bundle, "--platform", LINUX)
    assert (result.status, errors(result), of(result, "warning")) == (0, [], [])
    assert result.report["summary"]["judged"] >= 2


def test_what_is_for_freebsd_is_asked_for_nothing(tmp_path):
    files = {
        "node_modules/a/package.json": b'{"name": "a", "version": "1.0.0"}',
        "node_modules/a/prebuilds/linux-x64/a.node": ELF_X64,
        "node_modules/a/prebuilds/freebsd-x64/a.node": FREEBSD,
    }
    for platform in (LINUX, "linux", "linux/amd64"):
        assert audit(tree(tmp_path, files), "--platform", platform).report["summary"]["warnings"] == 0


@pytest.mark.parametrize("content", [ELF_ARM, MACHO_ARM, PE_X64, POINTER])
def test_a_wrong_file_in_build_release(content, tmp_path):
    bundle = copied(npm("--os=linux", "--cpu=x64", "--libc=glibc", "oracledb@6.10.0"), tmp_path)
    at = "node_modules/oracledb/build/Release/"
    for name in ("oracledb-6.10.0-linux-x64.node", "built-here.node"):
        tree(bundle, {at + name: content})
    assert [path for _, path in errors(audit(bundle, "--platform", LINUX))] == [
        at + "built-here.node",
        at + "oracledb-6.10.0-linux-x64.node",
    ]


def test_packages_that_are_wrong_remain_so():
    for package in ("uiohook-napi@1.5.5", "tree-sitter-html@0.23.2"):
        [(rule, path)] = errors(audit(npm("--os=linux", "--cpu=arm64", "--libc=glibc", package), "--platform", ARM))
        assert rule == "wrong-architecture" and "/prebuilds/linux-arm64/" in path


# --- launchers


def pex(*arguments):
    """pex itself, and its output."""
    tools = cached_tree(
        ("pex==2.105.2",),
        lambda into: subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--target", into, "pex==2.105.2"], check=True, timeout=600
        ),
    )

    def fill(into):
        environment = {**clean_environment(), "PYTHONPATH": str(tools), "PEX_ROOT": str(into.parent / "root")}
        subprocess.run([sys.executable, "-m", "pex", *arguments, "-o", into / "app.pex"], check=True, timeout=600, env=environment)

    return cached_tree(("pex", *arguments), fill) / "app.pex"


@pytest.mark.parametrize("layout", ["zipapp", "packed", "loose"])
def test_a_pex(layout):
    """uv's launchers for Windows, beside a package that has no metadata."""
    for platform in ("aws-lambda:python3.12", "aws-lambda:python3.12:arm64", MAC, WINDOWS):
        result = audit(pex("cowsay==6.1", "--layout", layout), "--platform", platform)
        assert (result.status, errors(result), of(result, "warning")) == (0, [], [])
    assert result.report["summary"]["judged"] == 4


def test_a_program_beside_vendored_launchers(tmp_path):
    """For the machine that built it, and missed on the target."""
    files = {
        "vendor/tool/__init__.py": b"",
        "vendor/tool/t32.exe": BIN / "pe-x86.exe",
        "vendor/tool/t64.exe": BIN / "pe-amd64.exe",
        "vendor/tool/w64.exe": BIN / "pe-amd64.exe",
        "vendor/tool/helper": BIN / "macho-arm64",
    }
    assert errors(audit(tree(tmp_path, files), "--platform", LINUX)) == [("wrong-format", "vendor/tool/helper")]


# --- names


def test_a_zip_made_on_a_mac(tmp_path):
    bundle = tree(
        tmp_path / "b",
        {
            "pkg/x.so": ELF_X64,
            "__MACOSX/pkg/._x.so": APPLE_DOUBLE,
            "__MACOSX/._pkg": APPLE_DOUBLE,
            "pkg/._x.so": APPLE_DOUBLE,
            "pkg/._helper.dll": APPLE_DOUBLE,
        },
    )
    result = audit(bundle, "--platform", LINUX)
    assert (result.status, result.report["findings"], result.report["summary"]["native"]) == (0, [], 1)
    tree(bundle, {"__MACOSX/pkg/real.so": MACHO_ARM, "pkg/y.so": APPLE_DOUBLE})
    assert errors(audit(bundle, "--platform", LINUX)) == [("not-a-binary", "pkg/y.so"), ("wrong-format", "__MACOSX/pkg/real.so")]


@pytest.mark.parametrize(
    "name, platform",
    [
        ("tool.exe", WINDOWS),
        ("FOO.DLL", WINDOWS),
        ("_x.PYD", WINDOWS),
        ("foo.ocx", WINDOWS),
        ("libfoo.SO", LINUX),
        ("libcrypto.so.1.0.0k", LINUX),
        ("libfoo.jnilib", MAC),
    ],
)
def test_a_git_lfs_pointer_under_any_native_name(name, platform, tmp_path):
    assert errors(audit(tree(tmp_path, {name: POINTER}), "--platform", platform)) == [("not-a-binary", name)]


def test_names_that_promise_nothing(tmp_path):
    files = {
        "x.so.py": b"import x",
        "run.exe": b"#!/bin/sh\n",
        "config.sys": b"FILES=40\n",
        "a.node/index.js": b"1",
        "libc.so": b"/* GNU ld script */\nGROUP ( /lib/libc.so.6 )\n",
        "libn.so": b"INPUT(libncurses.so.6 -ltinfo)\n",
        "libg.so": b"/* a\n comment */\nGROUP(libgcc_s.so.1 -lgcc)\n",
        "x.so.gz": b"\x1f\x8b",
    }
    for platform in (LINUX, WINDOWS):
        result = audit(tree(tmp_path, files), "--platform", platform)
        assert (errors(result), of(result, "warning")) == ([], [])


# --- a module for nobody here


def universal_wheel(root, module):
    """A wheel for any platform, with libraries for two systems and a module built on a Mac."""
    info = {
        "METADATA": b"Metadata-Version: 2.1\nName: x\nVersion: 1.0\n",
        "INSTALLER": b"uv\n",
        "WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files = {f"x-1.0.dist-info/{name}": content for name, content in info.items()}
    files |= {"x/__init__.py": b"", f"x/{module}": MACHO_ARM, "x/linux/libx.so": ELF_X64, "x/darwin/libx.dylib": MACHO_ARM}
    return tree(root, files)


@pytest.mark.parametrize("module, warned", [("_x.cpython-312-darwin.so", True), ("_x.cpython-39-darwin.so", False)])
def test_a_module_of_a_universal_wheel(module, warned, tmp_path):
    result = audit(universal_wheel(tmp_path, module), "--platform", "x86_64-manylinux2014", "--python", "3.12")
    assert result.status == 0
    said = [(f["rule"], f["path"]) for f in of(result, "warning")]
    assert (("no-variant-for-target", f"x/{module}") in said) == warned


# --- helpers of packages that are code for Node


def test_a_helper_for_windows(tmp_path):
    """ssh2's agent: no error anywhere, and none on Windows itself, which runs x86 programs."""
    program = BIN / "pe-x86.exe"
    files = {
        "node_modules/ssh2/package.json": b'{"name": "ssh2", "version": "1.0.0", "main": "index.js"}',
        "node_modules/ssh2/index.js": b"",
        "node_modules/ssh2/util/pagent.exe": program,
    }
    bundle = tree(tmp_path / "right", files)
    for platform in (LINUX, ARM, MAC, WINDOWS, "linux-x64-musl"):
        assert errors(audit(bundle, "--platform", platform)) == [], platform
    # The file that a package is named after was fetched for another machine.
    named = {"node_modules/ssh2/package.json": b'{"name": "pagent-static", "version": "1.0.0", "main": "index.js"}'}
    assert errors(audit(tree(tmp_path / "wrong", {**files, **named}), "--platform", LINUX)) != []
