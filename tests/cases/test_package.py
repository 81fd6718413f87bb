"""The Python package: the wheel, the source distribution, and each program that installs from a checkout."""

import email
import re
import tarfile
import zipfile

import pytest

from builds import call, checkout_setting, distributions, environment, on_a_terminal
from conftest import ROOT, run, wheel

pytestmark = pytest.mark.packaging
WRONG = ("numpy==2.2.6", "macosx_11_0_arm64")


def made(pattern):
    (found,) = distributions().glob(pattern)
    return found


def test_the_wheel_is_a_program_for_one_platform():
    path = made("*.whl")
    assert re.fullmatch(r"platlint-[\d.]+-py3-none-manylinux_2_\d+_\w+(\.manylinux\w+)*\.whl", path.name)
    names = zipfile.ZipFile(path).namelist()
    assert any(name.endswith(".data/scripts/platlint") for name in names)
    assert any(name.endswith("share/man/man1/platlint.1") for name in names)
    assert any("bash-completion/completions/platlint" in name for name in names)
    assert not [name for name in names if name.endswith((".hpp", ".pc", ".a")) or "libplatlint" in name]


def test_the_metadata_is_complete():
    with zipfile.ZipFile(made("*.whl")) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = email.message_from_bytes(opened.read(name))
        assert [entry for entry in opened.namelist() if entry.endswith("licenses/LICENSE")]
    assert metadata["Name"] == "platlint"
    assert f"platlint {metadata['Version']} " in run("--version").out
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Summary"] and "Will every native file" in metadata.get_payload()


def test_the_wheel_did_the_main_job_from_a_clean_environment():
    log = (distributions() / "log").read_text()
    own, wrong, right = [
        line for line in log.splitlines() if re.search(r"(fits|does not fit) ", line) and "error:" not in line
    ]
    assert "platlint-" in own and " fits " in own and "manylinux_2_" in own.split(" fits ")[1]
    assert "does not fit x86_64-manylinux2014" in wrong and "[wrong-format]" in log and "--only-binary numpy" in log
    assert " fits x86_64-manylinux2014" in right


def test_the_source_distribution_is_the_repository():
    with tarfile.open(made("*.tar.gz")) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames() if "/" in name}
        executable = {m.name.split("/", 1)[1] for m in opened.getmembers() if m.mode & 0o100 and m.isfile()}
    assert {"pyproject.toml", "meson.build", "LICENSE", "README.md", "PKG-INFO", "tests/cases/test_package.py"} <= names
    assert "scripts/lief" in executable  # meson runs it


def installed(*command, env):
    """Runs an installed platlint as its user does: a Mac's numpy, for Linux."""
    bundle = wheel(*WRONG)
    done = call(*command, bundle, "--python-platform", "x86_64-manylinux2014", env=env, status=1)
    assert "wrong-format" in done.stdout


def test_uvx_from_a_checkout(tmp_path):
    env = environment(UV_CACHE_DIR=tmp_path)
    installed("uvx", "--quiet", "--config-settings", checkout_setting(), "--from", ROOT, "platlint", env=env)


def test_pipx_from_a_checkout(tmp_path):
    env = environment(
        PIPX_HOME=tmp_path / "home",
        PIPX_BIN_DIR=tmp_path / "bin",
        PIPX_MAN_DIR=tmp_path / "man",
        PIPX_DEFAULT_BACKEND="pip",
        PIP_CONFIG_SETTINGS=checkout_setting(),
    )
    call("pipx", "install", ROOT, env=env)
    installed(tmp_path / "bin" / "platlint", env=env)
    assert (tmp_path / "man" / "man1" / "platlint.1").exists()


def test_pip_from_a_checkout(tmp_path):
    call("python3", "-m", "venv", tmp_path / "v")
    pip = [tmp_path / "v" / "bin" / "pip", "install", "--config-settings", checkout_setting(), "."]
    shown = on_a_terminal(*pip, cwd=ROOT)
    assert "compiling platlint takes some minutes" in shown
    installed(tmp_path / "v/bin/platlint", env=environment())
