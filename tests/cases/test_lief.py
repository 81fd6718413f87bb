"""scripts/lief for pip and meson, which hide its output: a user who waits for minutes reads it on the terminal."""

import shutil
import subprocess

import pytest

from builds import environment, on_a_terminal
from conftest import ROOT

LIEF = ROOT / "scripts" / "lief"
FETCHING = "lief: fetching the source distribution of LIEF 0.12.3"
HIDDEN = f"{LIEF} --terminal >hidden 2>&1"


@pytest.fixture
def env(tmp_path):
    """An empty cache, and nowhere to fetch LIEF from."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in {"c++": "echo c++ 1.0", "python3": "echo nothing is fetched >&2; exit 3"}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return environment(PLATLINT_CACHE=tmp_path / "cache") | {"PATH": f"{folder}:{environment()['PATH']}"}


def test_what_is_hidden_is_said_on_the_terminal(env, tmp_path):
    shown = on_a_terminal("bash", "-c", HIDDEN, env=env, cwd=tmp_path, status=3)
    assert FETCHING in shown
    assert (tmp_path / "hidden").read_text() == f"{FETCHING}\nnothing is fetched\n"


def test_only_who_asks_for_it_writes_to_the_terminal(env, tmp_path):
    assert on_a_terminal("bash", "-c", HIDDEN.replace(" --terminal", ""), env=env, cwd=tmp_path, status=3) == ""


def test_without_a_terminal_nothing_is_different(env, tmp_path):
    done = subprocess.run([LIEF, "--terminal"], env=env, capture_output=True, text=True, start_new_session=True)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", f"{FETCHING}\nnothing is fetched\n")


def test_in_the_background_it_is_not_stopped(env, tmp_path):
    """A terminal that stops a background process which writes to it."""
    script = f"set -m; stty tostop; {HIDDEN} & wait $!"
    assert FETCHING in on_a_terminal("bash", "-c", script, env=env, cwd=tmp_path, status=3)


@pytest.mark.skipif(not shutil.which("meson"), reason="meson is not there")
def test_meson_lets_it_be_said(env, tmp_path):
    setup = f"meson setup build {ROOT} >hidden 2>&1"
    shown = on_a_terminal("bash", "-c", setup, env=env, cwd=tmp_path, status=1)
    assert FETCHING in shown
    assert "no LIEF" in (tmp_path / "hidden").read_text()
