"""The lists of packages with native code, and how their trees are made: npm_natives.txt, maven_natives.txt.

Five platforms' trees of one group of packages lie in one archive, in which a file that several of them have stands once."""

import filecmp
import os
import pathlib
import shutil
import subprocess
import tarfile

from conftest import CACHE, clean_environment, kept
from test_variants import npm_install

HERE = pathlib.Path(__file__).parent
PLATFORMS = {
    "linux-x64": ("--os=linux", "--cpu=x64", "--libc=glibc"),
    "linux-arm64": ("--os=linux", "--cpu=arm64", "--libc=glibc"),
    "linux-x64-musl": ("--os=linux", "--cpu=x64", "--libc=musl"),
    "darwin-arm64": ("--os=darwin", "--cpu=arm64"),
    "win32-x64": ("--os=win32", "--cpu=x64"),
}


class Row:
    """A line: the package, words about it, and the errors that are right: PLATFORM=RULE, or all=RULE."""

    def __init__(self, line):
        self.name, *words = line.split()
        self.words = {word for word in words if "=" not in word}
        self.errors = {}
        for platform, rule in (word.split("=") for word in words if "=" in word):
            for each in PLATFORMS if platform == "all" else [platform]:
                self.errors.setdefault(each, set()).add(rule)


def rows(file):
    lines = (HERE / file).read_text().splitlines()
    return [Row(line) for line in lines if line and not line.startswith("#")]


def share(new, olds):
    """A file that an older tree has at the same place becomes a link to it: tar writes it once."""
    for path in (path for path in new.rglob("*") if path.is_file() and not path.is_symlink()):
        for old in olds:
            other = old / path.relative_to(new)
            if other.is_file() and not other.is_symlink() and filecmp.cmp(path, other, shallow=False):
                path.unlink()
                os.link(other, path)
                break


def install(tree, flags, packages, cache):
    tree.mkdir(parents=True)
    (tree / "package.json").write_text('{"name": "app", "private": true}')
    # --force: a package that is only for macOS (fsevents) is otherwise in no tree.
    npm_install(tree, "--ignore-scripts", "--force", "--legacy-peer-deps", f"--cache={cache}", *flags, *packages)


def npm_group(name, packages, make=install):
    """The archive of a group: one tree per platform."""

    def fill(new):
        done = []
        for platform, flags in PLATFORMS.items():
            make(new / platform, flags, packages, new / ".cache")
            share(new / platform, done)
            done.append(new / platform)
        with tarfile.open(new / "trees.tar.gz", "w:gz", compresslevel=5) as archive:
            for tree in done:
                archive.add(tree, tree.name)
        for rest in [*done, new / ".cache"]:
            shutil.rmtree(rest)

    return kept(CACHE / "natives" / name, fill) / "trees.tar.gz"


def unpacked_group(archive, into):
    with tarfile.open(archive) as opened:
        opened.extractall(into, filter="fully_trusted")  # npm's own trees
    return into


DEPENDENCY = """<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>{}
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>a</groupId>
<artifactId>a</artifactId><version>1</version><packaging>pom</packaging><dependencies>{}</dependencies></project>"""


def jar_name(coordinates):
    _, artifact, version, *classifier = coordinates.split(":")
    return "-".join([artifact, version, *classifier]) + ".jar"


def jars(name, coordinates):
    """A directory with these artifacts: GROUP:ARTIFACT:VERSION[:CLASSIFIER]."""

    def fill(new):
        maven = shutil.which("mvn")
        assert maven, "mvn is missing: nothing else shows what Maven really fetches"
        parts = []
        for group, artifact, version, *classifier in (one.split(":") for one in coordinates):
            more = f"<classifier>{classifier[0]}</classifier>" if classifier else ""
            parts.append(DEPENDENCY.format(group, artifact, version, more))
        (new / "pom.xml").write_text(POM.format("".join(parts)))
        command = [maven, "-B", "-q", "dependency:copy-dependencies", f"-DoutputDirectory={new / 'jars'}"]
        subprocess.run(command, cwd=new, check=True, timeout=600, capture_output=True, env=clean_environment())

    return kept(CACHE / "natives" / name, fill) / "jars"
