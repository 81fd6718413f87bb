"""What packaging tests share: the slow things are built once a session, and the checkout's build folder is kept."""

import atexit
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from conftest import ROOT

TOOLS = pathlib.Path(sys.executable).parent


def environment(**extra):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIPX_", "UV_TOOL"))}
    return {**kept, "PATH": f"{TOOLS}:{kept['PATH']}", **{name: str(value) for name, value in extra.items()}}


def call(*command, cwd=None, env=None, status=0):
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env or environment(), capture_output=True, text=True, timeout=3600
    )
    assert done.returncode == status, f"{command}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done


@functools.cache
def distributions():
    """The folder that scripts/wheel filled."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="platlint-dist-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = call(ROOT / "scripts" / "wheel", folder, cwd=ROOT)
    (folder / "log").write_text(done.stdout + done.stderr)
    return folder


def checkout_setting():
    """Of a build from this checkout: the objects stay for the next one."""
    return f"build-dir={ROOT / 'build-package'}"


# For a build of which it only matters that it comes about: it takes a third of the time. From the environment, pip takes
# one such setting only.
FAST = "setup-args=-Doptimization=0"
