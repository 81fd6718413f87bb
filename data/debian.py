"""The archive of a Debian release, by apt-get with directories of its own. It is where this machine takes its Debian."""

import email.utils
import re
import subprocess

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


def address():
    """Of the machine's own archive of Debian. Security updates come from another one."""
    listed = run("apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages")
    return next(line.split()[1] for line in listed.splitlines() if line.startswith("Debian "))


class Archive:
    def __init__(self, folder, suite):
        self.folder = folder
        for name in ("lists/partial", "cache/archives/partial", "none"):
            (folder / name).mkdir(parents=True)
        (folder / "status").touch()
        (folder / "sources.list").write_text(f"deb [arch=amd64 signed-by={KEYS}] {address()} {suite} main\n")
        self.configure()
        self.apt("update")

    def configure(self, *more):
        at = self.folder
        lines = [
            f'Dir {{ State "{at}"; State::status "{at}/status"; Cache "{at}/cache"; }};',
            f'Dir::Etc {{ sourcelist "{at}/sources.list"; sourceparts "{at}/none"; preferencesparts "{at}/none"; }};',
            'APT { Architecture "amd64"; Architectures { "amd64"; }; Sandbox::User "root"; };',
        ]
        (at / "apt.conf").write_text("\n".join([*lines, *more, ""]))

    def apt(self, *words, **options):
        return run("env", f"APT_CONFIG={self.folder}/apt.conf", "LANG=C", "apt-get", "-q", *words, **options)

    def download(self, package, folder):
        """Its version."""
        self.apt("download", package, cwd=folder)
        (path,) = folder.iterdir()
        return run("dpkg-deb", "--field", str(path), "Version").strip()

    def index(self):
        """Of all files of main. It is what apt-file fetches."""
        self.configure('Acquire::IndexTargets::deb::Contents { MetaKey "main/Contents-amd64"; Description "files"; };')
        self.apt("update")
        (path,) = (self.folder / "lists").glob("*_Contents-amd64*")
        return run("/usr/lib/apt/apt-helper", "cat-file", str(path))

    def names(self):
        """Of all packages of main."""
        return set(run("env", f"APT_CONFIG={self.folder}/apt.conf", "apt-cache", "pkgnames").split())

    def date(self):
        """Of the release's present state."""
        (path,) = (self.folder / "lists").glob("*_InRelease")
        (text,) = re.findall(r"^Date: (.*)$", path.read_text(), re.MULTILINE)
        return email.utils.parsedate_to_datetime(text).date().isoformat()


def files(index):
    """Pairs of a path and its packages."""
    for line in index.splitlines():
        path, _, packages = line.rpartition(" ")
        yield path.strip(), [package.rpartition("/")[2] for package in packages.split(",")]


def unpack(package, folder):
    run("dpkg-deb", "--extract", str(package), str(folder))


def exported(library):
    """The names of the dynamic symbols that a library defines, without their versions. Type A is a version itself."""
    listed = run("nm", "--dynamic", "--defined-only", "--format=posix", str(library))
    rows = [line.split() for line in listed.splitlines()]
    return {row[0].partition("@")[0] for row in rows if row[1] != "A"}
