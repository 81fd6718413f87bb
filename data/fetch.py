"""Files of the registries, by their ordinary clients.

A source is written "npm:node-abi" and is pinned by "4.40.0 sha256:0a1b...". Without the digest, whatever has that version
is taken, and its digest is added. A Debian release has one version of a package, so its pin only says what was read.
"""

import hashlib
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import debian


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr.strip()}")
    return done.stdout


def npm(folder, name, version):
    run("npm", "pack", "--silent", f"{name}@{version}", cwd=folder)


def pypi(folder, name, version):
    """The wheel, for the same processor on every machine."""
    where = ("--dest", folder, "--only-binary", ":all:", "--platform", "manylinux2014_x86_64")
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *where, f"{name}=={version}")


def maven(folder, name, version):
    """Of GROUP/ARTIFACT/CLASSIFIER. A fourth part tells versions apart that one data file pins."""
    group, artifact, classifier = name.split("/")[:3]
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
    what = f"-Dartifact={group}:{artifact}:{version}:jar:{classifier}"
    run("mvn", "-q", "-B", plugin, what, f"-DoutputDirectory={folder}")


CLIENTS = {"npm": npm, "pypi": pypi, "maven": maven}


class Registries:
    """`pins` after the last fetch is what a data file should say."""

    def __init__(self, pins):
        self.pins = dict(pins)
        self.kept = tempfile.TemporaryDirectory(prefix="platlint-tables-")
        self.folder = pathlib.Path(self.kept.name)
        self.archives = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kept.cleanup()

    def file(self, source):
        """The pinned file of a source."""
        registry, _, name = source.partition(":")
        version, _, digest = self.pins[source].partition(" sha256:")
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        if registry == "debian":
            suite, package = name.split("/")
            current = self.archive(suite).download(package, folder)
            version, digest = current, digest if current == version else ""
        else:
            CLIENTS[registry](folder, name, version)
        (path,) = folder.iterdir()
        self.pin(source, version, digest, path.read_bytes())
        return path

    def files(self, suite):
        """The files of a Debian release, and their packages."""
        archive = self.archive(suite)
        index = archive.index()
        self.pin(f"debian:{suite}/Contents-amd64", archive.date(), "", index.encode())
        return debian.files(index)

    def archive(self, suite):
        if suite not in self.archives:
            self.archives[suite] = debian.Archive(self.folder / suite, suite)
        return self.archives[suite]

    def pin(self, source, version, digest, data):
        found = hashlib.sha256(data).hexdigest()
        if digest not in ("", found):
            sys.exit(f"{source} {version} is not the file that was pinned: its sha256 is {found}")
        self.pins[source] = f"{version} sha256:{found}"


def bytes_of(path, member):
    """A file of an archive."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as archive:
        return archive.extractfile(member).read()


def text_of(path, member):
    return bytes_of(path, member).decode()
