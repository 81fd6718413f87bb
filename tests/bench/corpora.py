"""The inputs of the benchmark: made once, cached outside the checkout, and made again when the recipe changes."""

import dataclasses
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("PLATLINT_CACHE") or pathlib.Path.home() / ".cache" / "platlint") / "bench"
PLATLINT = os.environ.get("PLATLINT", str(ROOT / "build" / "platlint"))
SMALL = ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-glibc-2.17.so"
# The dependencies of the pins below are taken as they were on that day.
DAY = "2026-11-23T00:00:00Z"
LINUX = "x86_64-manylinux_2_28"
SCIENCE = [
    "numpy==2.5.5",
    "pandas==3.1.1",
    "pyarrow==26.0.1",
    "scipy==1.18.1",
    "scikit-learn==1.9.1",
    "matplotlib==3.11.2",
    "pillow==13.0.0",
]
LARGE = ["tensorflow-cpu==2.21.0", "opencv-python-headless==5.0.0.93", "polars==2.1.0"]
NODE = [
    "next@16.4.6",
    "react@19.3.1",
    "react-dom@19.3.1",
    "@angular/cli@22.2.7",
    "webpack@5.112.2",
    "typescript@7.0.2",
    "eslint@10.15.0",
    "rxjs@7.8.2",
    "lodash@4.18.1",
    "@mui/material@9.5.0",
    "@aws-sdk/client-s3@3.1169.0",
    "vite@8.3.8",
    "sharp@0.35.5",
    "esbuild@0.28.2",
    "@swc/core@1.16.22",
    "bcrypt@6.0.0",
    "bufferutil@4.1.0",
    "utf-8-validate@6.0.6",
    "leveldown@6.1.1",
]
NUMPY, TENSORFLOW, MARKUPSAFE = "numpy==2.2.6", "tensorflow-cpu==2.21.0", "markupsafe==3.0.2"
ABI3 = ["cryptography==46.0.3", "opencv-python-headless==5.0.0.93", "polars-runtime-32==2.1.0"]
MAGICS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


class Missing(Exception):
    """Something cannot be measured here, and why."""


@dataclasses.dataclass(frozen=True)
class Corpus:
    name: str
    tree: pathlib.Path
    target: tuple  # platlint's arguments

    @property
    def archive(self):
        path = CACHE / f"{self.name}.zip"
        if not path.exists():
            part = CACHE / f"{self.name}.part.zip"
            part.unlink(missing_ok=True)
            call("zip", "-qry", part, ".", cwd=self.tree)
            part.rename(path)
        return path

    @functools.cached_property
    def natives(self):
        """A file with the paths of all native files, each ended by NUL."""
        return listed(CACHE / f"{self.name}.natives", self.tree, MAGICS)

    @functools.cached_property
    def elf(self):
        """The same, with only the ELF files."""
        return listed(CACHE / f"{self.name}.elf", self.tree, MAGICS[:1])

    @functools.cached_property
    def bytes(self):
        return sum(path.stat().st_size for path in files(self.tree))


def call(*command, **options):
    words = [str(word) for word in command]
    if not shutil.which(words[0]):
        raise Missing(f"{words[0]} is not here")
    try:
        return subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE, **options).stdout
    except subprocess.CalledProcessError as error:
        raise Missing(f"{' '.join(words[:5])} ... ended with {error.returncode}") from error


@functools.cache
def python():
    """The Python of the tests: it has uv, pip and auditwheel."""
    return call(ROOT / "scripts" / "python").strip()


def files(tree):
    return [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]


def head(path):
    with open(path, "rb") as opened:
        start = opened.read(8)
    # Java classes begin like fat Mach-O files. A version follows in a class, and a small number of slices in a fat file.
    return b"" if start.startswith(MAGICS[-1]) and int.from_bytes(start[4:], "big") > 40 else start


def listed(path, tree, magics):
    path.write_text("".join(f"{each}\0" for each in files(tree) if head(each).startswith(magics)))
    return path


def made(name, fill, *recipe):
    """A directory that `fill(directory, *recipe)` filled. The recipe is noted last, so half of a corpus does not count."""
    folder, note = CACHE / name, CACHE / f"{name}.recipe"
    text = "\n".join(recipe)
    if not note.exists() or note.read_text() != text:
        print(f"bench: making {folder}", file=sys.stderr)
        note.unlink(missing_ok=True)
        (CACHE / f"{name}.zip").unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        fill(folder, *recipe)
        note.write_text(text)
    return folder


def uv(folder, platform, *requirements):
    options = ["--python", python(), "--python-version", "3.12", "--python-platform", platform]
    options += ["--only-binary", ":all:", "--exclude-newer", DAY]
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"}
    call(python(), "-m", "uv", "pip", "install", "-q", "--target", folder, *options, *requirements, env=environment)


def npm(folder, *packages):
    (folder / "package.json").write_text('{"name": "app", "private": true}')
    options = ["--silent", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"]
    options += ["--os=linux", "--cpu=x64", "--libc=glibc", f"--before={DAY}"]
    call("npm", "install", *options, *packages, cwd=folder)


def copies(folder, count):
    for i in range(int(count)):
        part = folder / f"{i // 100:03}"
        part.mkdir(exist_ok=True)
        shutil.copy(SMALL, part / f"{i}.so")


def zips(folder, count):
    """This number of bundles, each of one small native file and one of Python, and a list of them."""
    for i in range(int(count)):
        with zipfile.ZipFile(folder / f"{i:05}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(SMALL, "lib/x.so")
            archive.writestr("x.py", "x = 1\n")
    (folder / "list").write_text("".join(f"{folder}/{i:05}.zip\n" for i in range(int(count))))


def sparse(folder, size):
    """One file of this number of megabytes: the tables of a small one, and a hole."""
    shutil.copy(SMALL, folder / "x.so")
    os.truncate(folder / "x.so", int(size) << 20)


def wheels(folder, platform, *requirements):
    tags = [f"--platform={tag}_{platform}" for tag in ("manylinux2014", "manylinux_2_27", "manylinux_2_28")]
    options = ["-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--python-version", "3.12"]
    call(python(), "-m", "pip", "download", *options, *tags, "-d", folder, *requirements)


def archives(folder, *names):
    """The trees of other corpora as archives, and wheels."""
    for name in names:
        tree = corpus(name).tree
        for suffix, flag in (("tar", "--auto-compress"), ("tgz", "--gzip"), ("tar.zst", "--zstd")):
            call("tar", flag, "-cf", folder / f"{name}.{suffix}", "-C", tree, ".")
    wheels(folder, "x86_64", *SCIENCE)


def tools(folder, *requirements):
    call(sys.executable, "-m", "venv", folder)
    call(folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *requirements)


def floor(folder, source):
    call("c++", "-std=c++20", "-O2", "-x", "c++", "-o", folder / "walk", "-", input=source)


def target(platform, *more):
    return ("-p", platform, *more)


CPYTHON = ("--python", "3.12")
CORPORA = {  # how each is made, its parts, and the arguments of platlint
    "science-linux": (uv, [LINUX, *SCIENCE], target(LINUX, *CPYTHON)),
    "science-macos": (uv, ["aarch64-apple-darwin", *SCIENCE], target("macosx_14_0_arm64", *CPYTHON)),
    "science-windows": (uv, ["x86_64-pc-windows-msvc", *SCIENCE], target("win_amd64", *CPYTHON)),
    "large": (uv, [LINUX, *LARGE], target(LINUX, *CPYTHON)),
    "node": (npm, NODE, target("linux-x64")),
    "tiny": (copies, ["10000"], target(LINUX)),
}


@functools.cache
def corpus(name):
    fill, recipe, arguments = CORPORA[name]
    return Corpus(name, made(name, fill, *recipe), arguments)


def of_archives():
    return made("archives", archives, "science-linux", "node")


def tiny(count):
    return corpus("tiny").tree if count == 10_000 else made(f"tiny-{count}", copies, str(count))


def bundles(count):
    return made(f"bundles-{count}", zips, str(count))


def sized(megabytes):
    return made(f"sized-{megabytes}", sparse, str(megabytes))


def wheel(requirement):
    return next(made(f"wheel-{requirement.replace('==', '-')}", wheels, "x86_64", requirement).glob("*.whl"))


def program(path, name, fill, *recipe):
    """A program in a directory that `fill` makes. If it cannot be made, nothing is at its path."""
    try:
        return made(name, fill, *recipe) / path
    except Missing as reason:
        print(f"bench: {name}: {reason}", file=sys.stderr)
        return CACHE / name / path


def tool(name):
    """A program of the Python index that none of the project's tests needs."""
    return program(f"bin/{name}", "tools", tools, "lief==1.0.0", "abi3audit==0.0.26")


def walk():
    return program("walk", "floor", floor, (ROOT / "tests" / "bench" / "walk.cpp").read_text())
