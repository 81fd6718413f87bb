"""Each program that installs from a checkout, or from the source distribution."""

import pytest

from builds import call, checkout_setting, environment, on_a_terminal
from conftest import ROOT, wheel

pytestmark = pytest.mark.packaging
WRONG = ("numpy==2.2.6", "macosx_11_0_arm64")


def installed(*command, env):
    """Runs an installed platlint as its user does: a Mac's numpy, for Linux."""
    bundle = wheel(*WRONG)
    done = call(*command, bundle, "--python-platform", "x86_64-manylinux2014", env=env, status=1)
    assert "wrong-format" in done.stdout


def test_uvx_from_a_checkout(tmp_path):
    env = environment(UV_CACHE_DIR=tmp_path)
    installed("uvx", "--quiet", "--config-settings", checkout_setting(), "--from", ROOT, "platlint", env=env)


def test_pipx_from_the_source_distribution(tmp_path):
    call(ROOT / "scripts" / "pack", tmp_path, cwd=ROOT)
    (sources,) = tmp_path.glob("platlint-[0-9]*.tar.gz")
    env = environment(
        PIPX_HOME=tmp_path / "home",
        PIPX_BIN_DIR=tmp_path / "bin",
        PIPX_MAN_DIR=tmp_path / "man",
        PIPX_DEFAULT_BACKEND="pip",
    )
    call("pipx", "install", sources, env=env)
    installed(tmp_path / "bin" / "platlint", env=env)
    assert (tmp_path / "man" / "man1" / "platlint.1").exists()


def test_pip_from_a_checkout(tmp_path):
    call("python3", "-m", "venv", tmp_path / "v")
    pip = [tmp_path / "v" / "bin" / "pip", "install", "--config-settings", checkout_setting(), "."]
    shown = on_a_terminal(*pip, cwd=ROOT)
    assert "compiling platlint takes some minutes" in shown
    installed(tmp_path / "v/bin/platlint", env=environment())
    call(tmp_path / "v/bin/python", "-c", "import platlint; print(platlint.find_program())", env=environment())
