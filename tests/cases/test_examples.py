"""The examples run, and the action's steps do what they say."""

import functools
import hashlib
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

import pytest
import yaml

from builds import VERSION, call, checkout_setting, environment, released
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
    """Runs a step as a runner does: its expressions are filled in only in the environment, and the script is unchanged."""
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
    for row in [row for row in ACTION["runs"]["steps"] if "uses" not in row]:
        assert row["shell"] == "bash" and row["name"]
        assert "${{" not in row["run"], "an input would be read as shell text"
        for variable in row["env"]:
            assert f"${variable}" in row["run"]


def stub(folder):
    """A platlint that prints its arguments."""
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


def test_the_action_writes_the_job_s_summary(tmp_path):
    (tmp_path / "b").mkdir()
    shutil.copy(ROOT / "testdata/artifacts/bin/elf-aarch64-glibc-2.17.so", tmp_path / "b" / "x.so")
    summary = tmp_path / "summary.md"
    given = inputs(target="b", platform="x86_64-manylinux2014")
    done = step("Audit", tmp_path, given, GITHUB_STEP_SUMMARY=summary, PATH=PATH)
    assert done.returncode == 1 and "::error " in done.stdout
    assert summary.read_text().startswith("### platlint: does not fit `x86_64-manylinux2014`\n")


class Job:
    """A job whose runner has cached nothing yet."""

    def __init__(self, folder, action):
        self.folder, self.action, self.wheels = folder, action, folder / "platlint" / "wheel"

    def choose(self, **given):
        """Returns the key that the cache would get."""
        self.contexts = {**inputs(**given), "github.action_path": self.action, "runner.temp": self.folder}
        output = self.folder / "output"
        output.write_text("")
        done = step("Choose platlint", self.folder, self.contexts, GITHUB_OUTPUT=output)
        assert done.returncode == 0, done.stderr
        return output.read_text().strip().removeprefix("key=")

    def install(self, **extra):
        return step("Install platlint", self.folder, self.contexts, GITHUB_PATH=self.folder / "path", **extra)

    def version(self):
        folder = (self.folder / "path").read_text().strip()
        return call(os.path.join(folder, "platlint"), "--version").stdout


@pytest.fixture
def job(tmp_path):
    return Job(tmp_path, released().checkout)


@pytest.fixture
def packed():
    (found,) = released().dist.glob("*.whl")
    return found


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_cache_holds_what_was_chosen():
    cache = steps()["Cache the wheel"]
    assert steps()["Choose platlint"]["id"] == "choice" and cache["if"] == "steps.choice.outputs.key"
    assert cache["with"]["key"].endswith("-${{ steps.choice.outputs.key }}")
    assert cache["with"]["path"] == "${{ runner.temp }}/platlint/wheel"


@pytest.mark.packaging
def test_the_action_takes_the_wheel_of_its_release(job, packed):
    assert job.choose() == VERSION
    done = job.install()
    assert done.returncode == 0, done.stderr
    assert [path.name for path in job.wheels.iterdir()] == [packed.name]
    assert job.version() == run("--version").out


@pytest.mark.packaging
def test_the_action_takes_another_version(job):
    assert job.choose(version=f"{VERSION}+elsewhere") == f"{VERSION}+elsewhere"
    done = job.install()
    assert done.returncode == 1 and f"No matching distribution found for platlint=={VERSION}+elsewhere" in done.stderr
    assert done.stdout.startswith("::error ") and "build: true" in done.stdout
    assert not (job.folder / "path").exists()


@pytest.mark.packaging
@pytest.mark.parametrize("place", [str, pathlib.Path.as_uri])
def test_the_action_takes_a_wheel_and_its_hash(place, job, packed):
    assert job.choose(wheel=place(packed)) == "", "another one may lie there tomorrow"
    done = job.install()
    assert done.returncode == 0 and job.version() == run("--version").out, done.stderr
    pinned = f"sha256={sha256(packed)}"
    assert job.choose(wheel=f"{place(packed)}#{pinned}") == pinned
    (job.folder / "path").unlink()
    done = job.install()
    assert done.returncode == 0 and job.version() == run("--version").out, done.stderr


@pytest.mark.packaging
@pytest.mark.parametrize(
    "pin, why",
    [
        (f"sha256={'0' * 64}", "DO NOT MATCH THE HASHES"),
        ("sha256=", "DO NOT MATCH THE HASHES"),
        ("", "--hash"),
        ("egg=platlint", "--hash"),
    ],
)
def test_the_action_refuses_a_wheel_with_another_hash(pin, why, job, packed):
    job.choose(wheel=f"{packed.as_uri()}#{pin}")
    done = job.install()
    assert done.returncode == 1 and done.stdout.startswith("::error ") and why in done.stderr, done.stderr
    assert not (job.folder / "platlint" / "installed").exists() and not (job.folder / "path").exists()


@pytest.mark.packaging
def test_the_action_takes_a_cached_wheel_if_its_hash_is_right(job, packed):
    """If two wheels have one name, the wrong one is in the cache."""
    job.choose(wheel=f"{packed.as_uri()}#sha256={sha256(packed)}")
    job.wheels.mkdir()
    (job.wheels / packed.name).write_bytes(b"another file")
    done = job.install()
    assert done.returncode == 0 and job.version() == run("--version").out, done.stderr
    assert (job.wheels / packed.name).read_bytes() == packed.read_bytes()


@pytest.fixture
def served(packed):
    """The wheel's URL, and the paths that were requested."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, _, request, *rest):
            asked.append(request)

    handler = functools.partial(Handler, directory=packed.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/{packed.name}", asked
        server.shutdown()


@pytest.mark.packaging
def test_the_action_downloads_what_is_not_cached(served, job, packed):
    url, asked = served
    job.choose(wheel=f"{url}#sha256={sha256(packed)}")
    done = job.install(PIP_NO_CACHE_DIR=1)
    assert done.returncode == 0 and job.version() == run("--version").out, done.stderr
    assert len(asked) == 1
    assert job.install(PIP_NO_CACHE_DIR=1).returncode == 0 and len(asked) == 1


@pytest.mark.packaging
def test_the_action_works_with_uv_alone(job):
    for name in ("python3", "python"):
        (job.folder / name).write_text("#!/bin/sh\nexit 1\n")
        (job.folder / name).chmod(0o755)
    job.choose()
    done = job.install(PATH=f"{job.folder}:{PATH}", UV_PYTHON=sys.executable)
    assert done.returncode == 0 and job.version() == run("--version").out, done.stderr


@pytest.mark.packaging
def test_the_action_builds_its_own_revision_when_told(tmp_path):
    job = Job(tmp_path, ROOT)
    assert job.choose(build="true") == ""
    done = job.install(PIP_CONFIG_SETTINGS=checkout_setting())
    assert done.returncode == 0, done.stderr
    assert "platlint " in job.version()
