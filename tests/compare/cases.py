"""Bundles with a fault: twelve that will not load, and four whose fault platlint does not look for.

Each is a tree, as an installer leaves it, and the wheel that it comes from, if there is one. They are made of wheels of the
Python index, of npm's sharp, and of the small binaries of testdata/artifacts.
"""

import dataclasses
import io
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cases"))
from conftest import CACHE, ROOT, kept, unpack, wheel  # noqa: E402

BIN = ROOT / "testdata" / "artifacts" / "bin"

PYTHON = "3.11"  # also in the environments that pip and uv check: pip judges tags for the Python that is installed there
DEBIAN, LAMBDA = "debian:12", f"aws-lambda:python{PYTHON}"
UV = "x86_64-manylinux_2_36"


@dataclasses.dataclass
class Case:
    """`evidence`: the text in a line of a tool's output if that line reports the fault."""

    name: str
    fault: str
    evidence: str
    files: tuple  # the files that `file` is asked about, below the tree
    platform: str = DEBIAN
    python: str = PYTHON
    uv: str = UV
    make: object = None
    wheels: tuple = ()  # requirement, tag, Python
    ours: bool = True  # a fault that platlint looks for

    def lay_out(self, folder):
        """The tree, and the wheel or nothing."""
        tree = folder / "bundle"
        tree.mkdir(parents=True)
        found = [wheel(*one) for one in self.wheels]
        for one in found:
            unpack(one, tree)
        made = self.make(folder, tree) if self.make else None
        return tree, made or (found[0] if found else None)


def fixture(name, *changes):
    data = (BIN / name).read_bytes()
    for old, new in changes:
        assert old in data and len(new) <= len(old)
        data = data.replace(old, new.ljust(len(old), b"\0"))
    return data


def pack(folder, tree, tag, files, requires=()):
    """A wheel of these files, and its tree."""
    metadata = "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n" + "".join(f"Requires-Dist: {name}\n" for name in requires)
    info = {
        "METADATA": metadata.encode(),
        "WHEEL": f"Wheel-Version: 1.0\nGenerator: compare\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
    }
    members = {**files, **{f"demo-1.0.dist-info/{name}": content for name, content in info.items()}}
    members["demo-1.0.dist-info/RECORD"] = "".join(f"{name},,\n" for name in [*members, "demo-1.0.dist-info/RECORD"]).encode()
    path = folder / f"demo-1.0-{tag}.whl"
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    unpack(path, tree)
    return path


def sharp(_, tree):
    """The package alone, as `npm ci --omit=optional` leaves it."""

    def fetch(new):
        subprocess.run(["npm", "pack", "--silent", "sharp@0.34.5", "--pack-destination", new], check=True, capture_output=True)

    (archive,) = kept(CACHE / "natives" / "sharp-0.34.5", fetch).glob("*.tgz")
    with tarfile.open(archive) as opened:
        opened.extractall(tree / "node_modules", filter="data")
    (tree / "node_modules" / "package").rename(tree / "node_modules" / "sharp")


def changed_signature(folder, tree):
    data = bytearray(fixture("macho-arm64.bundle"))
    data[4095] ^= 0xFF  # a byte of the header's page, whose hash is in the signature
    return pack(folder, tree, "cp311-cp311-macosx_11_0_arm64", {"demo.cpython-311-darwin.so": bytes(data)})


def build_path(folder, tree):
    data = fixture("elf-x86_64-rpath.so", (b"/opt/demo/lib", b"/home/ci/lib"), (b"libc.so.6", b"libdemo.1"))
    return pack(folder, tree, "cp311-cp311-manylinux_2_17_x86_64", {"demo.cpython-311-x86_64-linux-gnu.so": data})


def in_tar(_, tree):
    data = fixture("elf-aarch64-glibc-2.17.so")
    with tarfile.open(tree / "native.tar.gz", "w:gz") as opened:
        entry = tarfile.TarInfo("lib/libdemo.so")
        entry.size = len(data)
        opened.addfile(entry, io.BytesIO(data))


def nix(_, tree):
    data = fixture("elf-x86_64-glibc-exec", (b"/lib64/ld-linux-x86-64.so.2", b"/nix/store/demo/ld-linux.so"))
    (tree / "demo").write_bytes(data)
    (tree / "demo").chmod(0o755)


def untidy(folder, tree):
    files = {
        "demo/__init__.py": b"",
        "demo/__init__.pyc": b"\0",
        "tests/test_demo.py": b"",
        "demo/_x.abi3.so": fixture("elf-x86_64-glibc-2.17.so"),
    }
    return pack(folder, tree, "cp39-abi3-manylinux_2_17_x86_64", files)


ABI3 = """
extern const char *PyUnicode_AsUTF8(void *);
void *PyInit_demo(void) { return (void *)PyUnicode_AsUTF8((void *)0); }
"""


def beyond_abi3(folder, tree):
    """Tagged for CPython 3.9 and all later ones. The function is part of the limited API from 3.13 on."""
    compiler = shutil.which("cc")
    command = [compiler, "-shared", "-fPIC", "-nostdlib", "-s", "-x", "c", "-", "-o", folder / "demo.so"]
    subprocess.run(command, input=ABI3, text=True, check=True)
    return pack(folder, tree, "cp39-abi3-manylinux_2_17_x86_64", {"demo.abi3.so": (folder / "demo.so").read_bytes()})


def unhardened(_, tree):
    (tree / "demo").write_bytes(fixture("elf-x86_64-glibc-exec"))
    (tree / "demo").chmod(0o755)


MODULE = "markupsafe/_speedups.cpython-311-"
CASES = [
    Case(
        "wrong processor",
        "wheels for arm64, installed with `--target` for x86-64",
        r"aarch64|different (platform|architecture)|not supported|other-architecture",
        (f"{MODULE}aarch64-linux-gnu.so",),
        wheels=(("markupsafe==3.0.2", "manylinux2014_aarch64", PYTHON),),
    ),
    Case(
        "newer glibc",
        "a wheel for glibc 2.34, in AWS Lambda's Python 3.11, which has 2.26",
        r"manylinux_2_34|GLIBC_2\.3[0-4]|glibc 2\.3|different platform|not supported",
        ("cryptography/hazmat/bindings/_rust.abi3.so",),
        platform=LAMBDA,
        uv="x86_64-manylinux2014",
        wheels=(("cryptography==46.0.3", "manylinux_2_34_x86_64", PYTHON),),
    ),
    Case(
        "musl",
        "a wheel for Alpine, in a Debian image",
        r"musl|different platform|not supported",
        (f"{MODULE}x86_64-linux-musl.so",),
        wheels=(("markupsafe==3.0.2", "musllinux_1_2_x86_64", PYTHON),),
    ),
    Case(
        "a library of the system",
        "LightGBM needs `libgomp.so.1`, which Debian's slim images do not have",
        r"libgomp|lib_lightgbm.*depend",
        ("lightgbm/lib/lib_lightgbm.so",),
        wheels=(("lightgbm==4.6.0", "manylinux_2_28_x86_64", PYTHON),),
    ),
    Case(
        "wrong Python",
        "a wheel for CPython 3.12, for CPython 3.11",
        r"cp312|CPython 3\.12|built for Python|different (platform|Python)|not supported|python3\.12",
        ("markupsafe/_speedups.cpython-312-x86_64-linux-gnu.so",),
        wheels=(("markupsafe==3.0.2", "manylinux2014_x86_64", "3.12"),),
    ),
    Case(
        "a Mac's wheel",
        "a wheel for macOS, in a bundle for AWS Lambda",
        r"Mach-O|macho|macosx|different platform|not supported|no ELF",
        (f"{MODULE}darwin.so",),
        platform=LAMBDA,
        uv="x86_64-manylinux2014",
        wheels=(("markupsafe==3.0.2", "macosx_11_0_arm64", PYTHON),),
    ),
    Case(
        "Node's sharp",
        "the optional package that has its binary was left out by npm",
        r"@img|linux-x64|optional",
        (),
        platform="linux-x64",
        make=sharp,
    ),
    Case(
        "a broken signature",
        "a Mac's module, changed after it was signed: macOS kills the process",
        r"signature|signed",
        ("demo.cpython-311-darwin.so",),
        platform="macosx_14_0_arm64",
        uv="aarch64-apple-darwin",
        make=changed_signature,
    ),
    Case(
        "a path of the build machine",
        "the library lies in `/home/ci/lib` of the machine that built the module",
        r"libdemo|/home/ci|rpath",
        ("demo.cpython-311-x86_64-linux-gnu.so",),
        make=build_path,
    ),
    Case(
        "NumPy 1 beside NumPy 2",
        "a module that was compiled for NumPy 1, beside NumPy 2.2",
        r"NumPy 1|numpy[^ ]*<2",
        ("pywt/_extensions/_pywt.cpython-311-x86_64-linux-gnu.so",),
        wheels=(("PyWavelets==1.5.0", "manylinux2014_x86_64", PYTHON), ("numpy==2.2.6", "manylinux2014_x86_64", "3.11")),
    ),
    Case(
        "inside an archive",
        "a library for arm64 in a tar archive, in a bundle for x86-64",
        r"aarch64|other-architecture",
        ("native.tar.gz",),
        make=in_tar,
    ),
    Case("Nix's interpreter", "a program that asks for the loader of Nix", r"/nix/store|interpreter", ("demo",), make=nix),
    Case(
        "an untidy wheel",
        "compiled Python and tests in the wheel",
        r"W001|W005|W00[0-9]|W1|W2|pyc|package-installs-python-bytecode",
        ("demo/_x.abi3.so",),
        make=untidy,
        ours=False,
    ),
    Case(
        "beyond the limited API",
        "tagged abi3 for CPython 3.9, and it calls a function that the limited API has from 3.13 on",
        r"PyUnicode_AsUTF8|abi3 violation|non-ABI3|ABI version mismatch",
        ("demo.abi3.so",),
        make=beyond_abi3,
        ours=False,
    ),
    Case(
        "a requirement is missing",
        "the package cffi, without pycparser",
        r"pycparser",
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so",),
        wheels=(("cffi==1.17.1", "manylinux2014_x86_64", PYTHON),),
        ours=False,
    ),
    Case(
        "a program against Debian's policy",
        "not stripped, not hardened, without a manual page",
        r"not stripped|unstripped|symbolTableStripped: false|hardening|no-manual-page",
        ("demo",),
        make=unhardened,
        ours=False,
    ),
]
