"""Common parts of the packaging tests: slow things are built once per session, and the checkout's build folder is kept."""

import atexit
import functools
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import types

from conftest import COMMAND, ROOT

TOOLS = pathlib.Path(sys.executable).parent
VERSION = re.search(r"^  version: '(.+)',$", (ROOT / "meson.build").read_text(), re.M).group(1)
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]


def environment(**extra):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIPX_", "UV_TOOL"))}
    return {**kept, "PATH": f"{TOOLS}:{kept['PATH']}", **{name: str(value) for name, value in extra.items()}}


def call(*command, cwd=None, env=None, status=0):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env or environment(), capture_output=True, text=True, timeout=3600)
    assert done.returncode == status, f"{command}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done


def on_a_terminal(*command, **how):
    """Returns the text that a user reads there."""
    return call("script", "-qec", shlex.join(map(str, command)), "/dev/null", **how).stdout


def temporary(name):
    """A folder that exists until the session ends."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"platlint-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def checkout_setting():
    """A build from this checkout: the objects are kept for the next one."""
    return f"build-dir={ROOT / 'build-package'}"


def commit(folder):
    """Everything in the folder becomes a repository, with the tag of a release."""
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"], ["tag", f"v{VERSION}"]):
        call(*GIT, *step, cwd=folder)


@functools.cache
def released():
    """The working tree as a checkout of a release, whose wheels are in the folder that it names: `checkout`, `dist`.
    The program is the plain build's."""
    made = types.SimpleNamespace(checkout=temporary("checkout"), dist=temporary("released"))
    for name in call("git", "ls-files", "-co", "--exclude-standard", cwd=ROOT).stdout.splitlines():
        if (ROOT / name).exists():
            (made.checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, made.checkout / name, follow_symlinks=False)
    with (made.checkout / "packaging" / "wheel.txt").open("a") as place:
        place.write(f"--find-links={made.dist}\n")
    commit(made.checkout)
    program = temporary("program") / "platlint"
    call("strip", "-o", program, COMMAND)
    pack = made.checkout / "scripts" / "pack"
    call(pack, made.dist, "linux-x86_64", program)
    call(pack, made.dist)
    return made
