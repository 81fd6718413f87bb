"""The examples run, and the action's steps do what they say."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml

from builds import call, checkout_setting, environment
from conftest import COMMAND, ROOT, run, unpack, wheel

EXAMPLES = ROOT / "examples"
PATH = f"{pathlib.Path(COMMAND).parent}:{environment()['PATH']}"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())


@pytest.mark.parametrize("kind, status", [("wrong", 1), ("right", 0)])
@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("lambda-*")))
def test_example(name, kind, status, tmp_path):
    folder = shutil.copytree(EXAMPLES / name, tmp_path / name)
    call(folder / "bundle", kind, env=environment(PATH=PATH))
    done = call(folder / "check", env=environment(PATH=PATH), status=status)
    if kind == "wrong":
        assert re.search(r"\[wrong-(architecture|format)\]", done.stdout), done.stdout
        assert "fix: " in done.stdout
    else:
        assert " 1 native file judged" in done.stdout


def test_the_examples_table_says_what_the_checks_do():
    table = (EXAMPLES / "README.md").read_text()
    for path in EXAMPLES.glob("lambda-*"):
        command = (path / "check").read_text().split("&& ")[1].strip()
        assert f"| `{path.name}` |" in table and f"| `{command}` |" in table


def steps():
    return {step["name"]: step for step in ACTION["runs"]["steps"]}


def step(name, folder, contexts, **extra):
    """Runs a step as a runner does: its expressions filled in the environment alone, the script as it stands."""
    found = steps()[name]
    env = {}
    for key, value in found["env"].items():
        env[key] = str(contexts[re.fullmatch(r"\$\{\{ ([\w.]+) \}\}", value).group(1)])
    (folder / "step.sh").write_text(found["run"])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", folder / "step.sh"],
        cwd=folder,
        env={**environment(PATH=PATH), **env, **{k: str(v) for k, v in extra.items()}},
        capture_output=True,
        text=True,
    )


def inputs(**given):
    assert set(given) <= set(ACTION["inputs"])
    return {f"inputs.{name}": given.get(name, row["default"]) for name, row in ACTION["inputs"].items()}


def test_the_action_is_well_formed():
    assert ACTION["runs"]["using"] == "composite"
    text = (ROOT / "action.yml").read_text()
    for name, row in ACTION["inputs"].items():
        assert row["description"] and f"${{{{ inputs.{name} }}}}" in text
    for row in ACTION["runs"]["steps"]:
        assert row["shell"] == "bash" and row["name"]
        assert "${{" not in row["run"], "an input would be read as shell text"
        for variable in row["env"]:
            assert f"${variable}" in row["run"]


def stub(folder):
    """A platlint that says how it was called."""
    path = folder / "bin" / "platlint"
    path.parent.mkdir()
    path.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    path.chmod(0o755)
    return f"{path.parent}:{PATH}"


def test_the_action_passes_every_input_as_it_is(tmp_path):
    contexts = inputs(
        target="a b\n$(touch pwned)\n`touch pwned`\n",
        platform="x; touch pwned",
        python="3.12",
        args="--quiet\n --color never *",
    )
    done = step("Audit", tmp_path, contexts, PATH=stub(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "--format",
        "github",
        "--platform=x; touch pwned",
        "--python=3.12",
        "--target=a b",
        "--target=$(touch pwned)",
        "--target=`touch pwned`",
        "--quiet",
        "--color",
        "never",
        "*",
    ]
    assert not (tmp_path / "pwned").exists()


def test_the_action_without_inputs(tmp_path):
    done = step("Audit", tmp_path, inputs(), PATH=stub(tmp_path))
    assert done.returncode == 0 and done.stdout.splitlines() == ["--format", "github"]


def test_the_action_annotates_what_is_wrong(tmp_path):
    unpack(wheel("numpy==2.2.6", "macosx_11_0_arm64"), tmp_path / "packages")
    done = step("Audit", tmp_path, inputs(target="packages", platform="x86_64-manylinux2014"))
    assert done.returncode == 1 and "::error " in done.stdout, done.stderr


@pytest.mark.packaging
def test_the_action_installs_its_own_revision(tmp_path):
    contexts = {**inputs(), "github.action_path": ROOT, "runner.temp": tmp_path}
    done = step(
        "Install platlint",
        tmp_path,
        contexts,
        GITHUB_PATH=tmp_path / "path",
        PIP_CONFIG_SETTINGS=checkout_setting(),
        PIPX_DEFAULT_BACKEND="pip",
    )
    assert done.returncode == 0, done.stderr
    folder = (tmp_path / "path").read_text().strip()
    assert "platlint " in call(os.path.join(folder, "platlint"), "--version").stdout


@pytest.mark.packaging
def test_the_action_installs_a_wheel_and_builds_nothing(tmp_path):
    call(ROOT / "scripts" / "pack", tmp_path / "dist", "linux-x86_64", COMMAND)
    (packed,) = (tmp_path / "dist").glob("*.whl")
    contexts = {**inputs(wheel=packed), "github.action_path": tmp_path / "nothing", "runner.temp": tmp_path}
    done = step("Install platlint", tmp_path, contexts, GITHUB_PATH=tmp_path / "path", PIPX_DEFAULT_BACKEND="pip")
    assert done.returncode == 0, done.stderr
    folder = (tmp_path / "path").read_text().strip()
    assert call(os.path.join(folder, "platlint"), "--version").stdout == run("--version").out
