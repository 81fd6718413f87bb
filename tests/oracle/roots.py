"""Roots of Debian, minimal and with the release's own Python. Commands run inside them with the tree that is asked about,
without a network, in namespaces of their own."""

import os
import pathlib
import re
import shutil
import subprocess

from targets import CACHE, HERE

ENTER = """set -e
root=$1 tree=$2; shift 2
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mkdir -p "$root/oracle/tree"
mount --bind "$tree" "$root/oracle/tree"
mount -o remount,bind,ro "$root/oracle/tree"
exec env -i HOME=/tmp LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin chroot "$root" "$@"
"""
PYTHON = "python3"
UNSHARE = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]


class Unavailable(Exception):
    """The parts that this machine lacks for a target."""


def require(target):
    if os.geteuid() != 0:
        raise Unavailable("a root takes the superuser")
    for program in ("mmdebstrap", "unshare", *([target.emulator] if target.emulator else [])):
        if not shutil.which(program):
            raise Unavailable(f"no {program} here")
    if subprocess.run([*UNSHARE, "true"], capture_output=True).returncode:
        raise Unavailable("no namespaces here")


def recipe(target, packages):
    """mmdebstrap's arguments. Nothing runs in a foreign root while it is made: packages are only unpacked."""
    if packages == PYTHON and not target.emulator:
        return ["--variant=minbase", "--include=" + packages]
    unpacked = ["--mode=root", "--variant=extract", "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr"]
    wanted = ["--include=?essential", "--include=apt"] if packages == PYTHON else []  # as minbase has
    return [*unpacked, f"--architectures={target.architecture}", *wanted, "--include=" + packages]


def archive(target, packages=PYTHON):
    """Made once. This machine's own apt configuration says how to reach the archive."""
    word = "" if target.architecture == "amd64" else f"-{target.architecture}"
    path = CACHE.parent / f"root-{target.suite}{word}-{packages.replace(',', '-')}.tar"
    if path.exists():
        return path
    settings = path.with_suffix(".conf")
    known = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout.splitlines()
    settings.write_text("".join(f"{line}\n" for line in known if re.match("Acquire::(?!IndexTargets)", line)))
    new = path.with_suffix(".new")
    command = ["mmdebstrap", "--quiet", f"--aptopt={settings}", "--format=tar", *recipe(target, packages), target.suite, str(new)]
    done = subprocess.run(command, capture_output=True)
    settings.unlink()
    if done.returncode:
        raise Unavailable("mmdebstrap failed: " + done.stderr.decode(errors="replace").strip()[-300:])
    new.rename(path)
    return path


def unpack(target, folder):
    """A root that only this run uses."""
    root = pathlib.Path(folder) / "root"
    root.mkdir()
    subprocess.run(["tar", "-xf", archive(target), "-C", root, "--exclude=./dev/*"], check=True)
    (root / "oracle").mkdir()
    shutil.copy(HERE / "inside.py", root / "oracle/inside.py")
    if target.emulator:
        shutil.copy(shutil.which(target.emulator), root / "oracle/emulator")
    return root


def libraries(root):
    """Names in the directories that the loader searches by itself (ld.so(8); Debian's are the multiarch ones)."""
    places = [place for top in ("lib", "usr/lib") for place in root.glob(f"{top}/*-linux-gnu*")]
    return {path.name for place in places for path in place.glob("*.so*")}


def run(root, tree, command, text):
    done = subprocess.run([*UNSHARE, "sh", "-c", ENTER, "oracle", str(root), str(tree), *command], input=text.encode(), capture_output=True)
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
