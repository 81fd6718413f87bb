"""The most used wheels with native code, each audited for its own tags: nothing may be found except real problems.

wheels.txt has them. A part always runs; PLATLINT_ALL_WHEELS=1 runs all, and fetches some gigabytes once.

"""

import os
import pathlib

import pytest
from conftest import audit, pip_download, wheel

EVERY = bool(os.environ.get("PLATLINT_ALL_WHEELS"))
MANYLINUX = ("manylinux2014", "manylinux_2_17", "manylinux_2_24", "manylinux_2_26", "manylinux_2_27", "manylinux_2_28")
PLATFORMS = {
    "manylinux-x86_64": [f"{tag}_x86_64" for tag in MANYLINUX],
    "manylinux-aarch64": [f"{tag}_aarch64" for tag in MANYLINUX],
    "musllinux-x86_64": ["musllinux_1_2_x86_64", "musllinux_1_1_x86_64"],
    "macos-arm64": ["macosx_14_0_arm64"],
    "macos-x86_64": ["macosx_14_0_x86_64"],
    "windows-x86_64": ["win_amd64"],
}


RUNTIME = "MSVCP140.dll"
UPB = "google/_upb/_message.abi3.so"
POOLS = "numba/np/ufunc/"
LINUX_NAME = ".cpython-312-{}-linux-gnu.so"
# Real wheels that break their own tag: (package, platform) -> the only finding: severity, rule, file and the library or
# version that the target lacks.
KNOWN = {
    # Tagged macosx_10_9_universal2; LC_BUILD_VERSION of both slices has minos 12.0 (llvm-objdump --macho --arch=all
    # --private-headers).
    ("protobuf", "macos-arm64"): {
        ("error", "os-too-new", UPB, "macOS 10.9"),
        ("error", "os-too-new", UPB, "macOS 11.0"),
    },
    # numba leaves its optional thread pools to the libraries that the user has installed (readelf -d: NEEDED): PEP 600
    # names neither library, and auditwheel show calls the x86_64 wheel linux_x86_64 for them. numba catches the failure
    # of the import.
    ("numba", "manylinux-x86_64"): {
        ("warning", "missing-library", POOLS + "omppool" + LINUX_NAME.format("x86_64"), "libgomp.so.1.0.0"),
        ("warning", "missing-library", POOLS + "tbbpool" + LINUX_NAME.format("x86_64"), "libtbb.so.12"),
    },
    ("numba", "manylinux-aarch64"): {
        ("warning", "missing-library", POOLS + "omppool" + LINUX_NAME.format("aarch64"), "libgomp.so.1.0.0"),
    },
    # The same (llvm-objdump --macho --dylibs-used).
    ("numba", "macos-arm64"): {
        ("warning", "missing-library", POOLS + "omppool.cpython-312-darwin.so", "@rpath/libomp.dylib"),
    },
    # The same, and the C++ half of the Visual C++ runtime (llvm-objdump -p: DLL Name), which neither Windows nor
    # python.org's Python brings: without the redistributable, "DLL load failed while importing _dispatcher". Of the
    # wheels here that need MSVCP140.dll, all but numba and debugpy bring it.
    ("numba", "windows-x86_64"): {
        *(
            ("warning", "missing-library", f"numba/{module}.cp312-win_amd64.pyd", RUNTIME)
            for module in (
                "_dispatcher",
                "core/typeconv/_typeconv",
                "np/ufunc/omppool",
                "np/ufunc/tbbpool",
                "np/ufunc/workqueue",
            )
        ),
        ("warning", "missing-library", POOLS + "omppool.cp312-win_amd64.pyd", "VCOMP140.DLL"),
        ("warning", "missing-library", POOLS + "tbbpool.cp312-win_amd64.pyd", "tbb12.dll"),
    },
}
KNOWN["protobuf", "macos-x86_64"] = KNOWN["protobuf", "macos-arm64"]
# debugpy attaches to running processes with a library that it has for some platforms, each for their latest release
# (readelf -V, llvm-objdump --macho --private-headers); it debugs without it. Its wheel is for any platform, so this is
# a warning. On Windows those libraries need MSVCP140.dll.
ATTACH = "debugpy/_vendored/pydevd/pydevd_attach_to_process/"
FIRST = "debugpy/_vendored/pydevd/_pydevd_bundle/pydevd_cython.cp39-win_amd64.pyd"
KNOWN |= {
    ("debugpy", "manylinux-x86_64"): {("warning", "glibc-too-new", ATTACH + "attach_linux_amd64.so", "glibc 2.17")},
    ("debugpy", "manylinux-aarch64"): {("warning", "no-variant-for-target", FIRST, "linux-aarch64 (glibc)")},
    ("debugpy", "musllinux-x86_64"): {("warning", "no-variant-for-target", FIRST, "linux-x86_64 (musl)")},
    ("debugpy", "macos-arm64"): {("warning", "os-too-new", ATTACH + "attach.dylib", "macOS 14.0")},
    ("debugpy", "macos-x86_64"): {("warning", "os-too-new", ATTACH + "attach.dylib", "macOS 14.0")},
    ("debugpy", "windows-x86_64"): {
        ("warning", "missing-library", ATTACH + "attach_amd64.dll", RUNTIME),
        ("warning", "missing-library", ATTACH + "run_code_on_dllmain_amd64.dll", RUNTIME),
    },
}


class Row:
    """A line of wheels.txt."""

    def __init__(self, line):
        self.requirement, self.run, gaps = line.split()
        words = [] if gaps == "-" else gaps.split(",")
        self.pure = {word.split(":")[1] for word in words if word.startswith("pure:")}
        self.absent = {word for word in words if not word.startswith("pure:")}
        self.package = self.requirement.split("==")[0]

    def fetch(self, platform):
        return wheel(self.requirement, platform, tags=PLATFORMS[platform])


def rows():
    lines = (pathlib.Path(__file__).parent / "wheels.txt").read_text().splitlines()
    return [Row(line) for line in lines if line and not line.startswith("#")]


def chosen(gaps=False):
    """The pairs of package and platform that run: those with a wheel, or those without one."""
    return [
        pytest.param(row, platform, id=f"{row.package}-{platform}")
        for row in rows()
        for platform in PLATFORMS
        if (EVERY or row.run == "core") and (platform in row.absent) == gaps
    ]


def own_platforms(path, asked):
    """The platform tags in a wheel's name. One that says "any" is judged for the platform that took it."""
    tags = path.stem.split("-")[-1].split(".")
    return [asked] if tags == ["any"] else tags


def complaints(result):
    findings = result.report["findings"]
    return {(f["severity"], f["rule"], f["path"], f["expected"]) for f in findings if f["severity"] != "note"}


@pytest.mark.parametrize("row, platform", chosen())
def test_its_own_tags(row, platform):
    path = row.fetch(platform)
    for tag in own_platforms(path, PLATFORMS[platform][0]):
        result = audit(path, "--python", "3.12", "--platform", tag)
        assert complaints(result) == KNOWN.get((row.package, platform), set()), tag
        assert result.report["summary"]["unreadable"] == 0
        assert (result.report["summary"]["judged"] == 0) == (platform in row.pure)


# Names of the same kinds of machine that promise less, or more, than a tag. A library that every such machine has is
# not missing.
DISTRIBUTIONS = ["debian:12", "ubuntu:24.04", "aws-lambda:python3.12"]
LINUX = [*DISTRIBUTIONS, "x86_64-unknown-linux-gnu", "linux/amd64", "linux-x64", "linux-64"]
OTHER_NAMES = {
    "manylinux-x86_64": LINUX,
    "manylinux-aarch64": ["aws-lambda:python3.12:arm64", "linux/arm64/v8", "linux-aarch64"],
    "musllinux-x86_64": ["alpine:3.20", "x86_64-unknown-linux-musl", "linux/amd64", "linux-x64-musl"],
    "macos-arm64": ["osx-arm64", "aarch64-apple-darwin"],
    "macos-x86_64": ["x86_64-apple-darwin"],
    "windows-x86_64": ["windows", "x86_64-pc-windows-msvc"],
}


@pytest.mark.parametrize("row, platform", chosen())
def test_no_library_is_missing_under_other_names(row, platform):
    path = row.fetch(platform)
    for name in OTHER_NAMES[platform]:
        found = complaints(audit(path, "--python", "3.12", "--platform", name))
        lacking = {(rule, *rest) for _, rule, *rest in found if rule == "missing-library"}
        own = KNOWN.get((row.package, platform), set())
        known = {(rule, *rest) for _, rule, *rest in own if rule == "missing-library"}
        assert lacking == known, name


@pytest.mark.skipif(not EVERY, reason="PLATLINT_ALL_WHEELS=1 asks the index for what it should not have")
@pytest.mark.parametrize("row, platform", chosen(gaps=True))
def test_no_such_wheel(row, platform, tmp_path):
    """A pair that is left out has no wheel."""
    said = pip_download(row.requirement, PLATFORMS[platform], "3.12", tmp_path)
    assert said.returncode != 0 and b"No matching distribution" in said.stderr
