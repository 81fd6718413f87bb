"""Every hint's arguments, given to the parser of the installer that it names. Nothing is installed.

conda is not included: the index only has releases that it warns of (yanked), so its flags are as documented.

"""

import fcntl
import hashlib
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import types

import pytest
from conftest import CACHE, ROOT, audit, clean_environment, run

pytestmark = pytest.mark.network
LINUX = "x86_64-manylinux2014"
NODE = ("pnpm@10.34.9", "bun@1.4.5", "@yarnpkg/cli-dist@4.18.1", "serverless-python-requirements@6.1.2")
BINARY = ROOT / "testdata" / "artifacts" / "bin" / "macho-arm64.bundle"
UV = [sys.executable, "-m", "uv"]
HERE, MAC = "cp312-cp312-linux_x86_64", "cp312-cp312-macosx_14_0_arm64"


def made_once(name, recipe, make):
    """A directory outside the checkout, made anew when its recipe changes."""
    directory = CACHE / f"{name}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"
    CACHE.mkdir(parents=True, exist_ok=True)
    # it cannot be made elsewhere and moved: a virtual environment contains its own path
    with open(f"{directory}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_where_missing(directory, make)
    return directory


def make_where_missing(directory, make):
    if not (directory / "complete").exists():
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        make(directory)
        (directory / "complete").touch()


def make_python(directory):
    subprocess.run([*UV, "venv", "--quiet", "--python", sys.executable, directory / "venv"], check=True, timeout=300)
    install = [*UV, "pip", "install", "--quiet", "--python", directory / "venv"]
    subprocess.run([*install, "-r", ROOT / "tests/installers.txt"], check=True, timeout=900)


def make_node(directory):
    (directory / "package.json").write_text('{"private": true}')
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *NODE],
        cwd=directory,
        check=True,
        capture_output=True,
        timeout=600,
    )


@pytest.fixture(scope="session")
def programs():
    recipe = sys.version + (ROOT / "tests/installers.txt").read_text()
    venv = made_once("installers", recipe, make_python) / "venv" / "bin"
    modules = made_once("node-installers", "\n".join(NODE), make_node) / "node_modules"
    bun = next(modules.glob("@oven/bun-linux-x64/bin/bun"))  # its own launcher is made by an install script
    return types.SimpleNamespace(venv=venv, modules=modules, bun=bun)


def call(directory, *command):
    environment = clean_environment(
        {
            "SAM_CLI_TELEMETRY": "0",
            "PIPENV_VENV_IN_PROJECT": "1",
            "POETRY_VIRTUALENVS_IN_PROJECT": "true",
            "NO_COLOR": "1",
            "VIRTUAL_ENV": "",
            "UV_PROJECT_ENVIRONMENT": str(directory / "environment"),
        }
    )
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=directory, capture_output=True, env=environment, timeout=300)
    done.text = (done.stdout + done.stderr).decode("utf-8", "replace")
    return done


USAGE = re.compile(
    r"unrecognized arguments|unexpected argument|no such option|unknown option|option \S+ does not exist|invalid choice|has no --|"
    r"invalid value|setting \S+ does not exist|unknown cli config|^usage:.*error:|is not a valid|command not found",
    re.I | re.M | re.S,
)


def accepted(directory, command, failure=None):
    """Did the parser accept it? `failure`: the message of a program that has nothing to do in an empty directory."""
    done = call(directory, *command)
    if USAGE.search(done.text):
        return False
    assert done.returncode == 0 or (failure and failure in done.text), done.text
    return True


# Each command with harmless words around the arguments, and its message if there is nothing to do.
def commands(programs, python=sys.executable):
    venv, modules = programs.venv, programs.modules
    pip = [python, "-m", "pip", "install", "--dry-run", "--no-index", "--target", "T", "-r", "empty.txt"]
    return {
        "uv": ([*UV, "pip", "install", "--dry-run", "--offline", "--target", "T", "-r", "empty.txt"], None),
        "uv-sync": ([*UV, "sync", "--dry-run", "--offline"], None),
        "pip": (pip, None),
        "poetry": ([venv / "poetry", "config", "--local"], None),
        "pipenv": ([venv / "pipenv", "sync"], "Pipfile.lock not found"),
        "pex": ([venv / "pex", "-r", "empty.txt", "--no-pypi", "-o", "out.pex"], None),
        "sam": ([venv / "sam", "build"], "Template file not found"),
        "npm": (["npm", "install", "--dry-run", "--offline", "--no-audit"], "ENOTCACHED"),
        "pnpm": ([modules / ".bin" / "pnpm", "install", "--offline"], None),
        "bun": ([programs.bun, "install", "--dry-run"], None),
    }


@pytest.fixture
def directory(tmp_path):
    """An empty project of every kind."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "package.json").write_text('{"name": "app", "private": true}')
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\n')
    return tmp_path


def distribution(tree, name, tag, installer):
    """The files of an installer for a package with native code for a Mac."""
    info = tree / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "WHEEL").write_text(f"Wheel-Version: 1.0\nTag: {tag}\n")
    (info / "RECORD").write_text(f"{name}/_native.so,,\n")
    (info / "INSTALLER").write_text(installer)
    (tree / name).mkdir()
    (tree / name / "_native.so").write_bytes(BINARY.read_bytes())
    return info


def python_tree(root, tag, installer):
    for name in ("numpy", "pandas"):
        distribution(root / "tree", name, tag, installer)
    return root / "tree"


def node_tree(root):
    part = root / "tree" / "node_modules" / "@img" / "sharp-darwin-arm64"
    part.mkdir(parents=True)
    (part / "package.json").write_text('{"name": "@img/sharp-darwin-arm64", "version": "1.0.0", "os": ["darwin"]}')
    (part / "sharp.node").write_bytes(BINARY.read_bytes())
    return root / "tree"


def fixes(tree, installer, platform=LINUX):
    """The hints of the findings, and the one for all of them; `--format fix` prints its arguments."""
    options = (tree, "--platform", platform, "--python", "3.12", "--installer", installer)
    report = audit(*options).report
    printed = run(*options, "--format", "fix").out.strip()
    combined = report["fixes"][0]["arguments"] if report["fixes"] else []
    assert shlex.split(printed) == combined
    assert printed == " ".join(combined), "must survive a command substitution unquoted"
    return [finding["fix"] for finding in report["findings"] if finding["fix"]] + report["fixes"][:1]


# The name for --installer, the name in the metadata, the wheel's tag (built here, or for a Mac), the target, and whose
# arguments these are.
CASES = [
    ("uv", "", HERE, LINUX, "uv"),
    ("uv", "", MAC, LINUX, "uv"),
    ("uv", "", MAC, "musllinux_1_1_x86_64", "pip"),
    ("uv-sync", "uv", HERE, LINUX, "uv-sync"),
    ("uv-sync", "uv", MAC, "aarch64-manylinux_2_34", "uv-sync"),
    ("uv-sync", "uv", MAC, "musllinux_1_1_x86_64", "pip"),
    ("pip", "", HERE, LINUX, "pip"),
    ("pip", "", MAC, "aws-lambda:python3.12:arm64", "pip"),
    ("poetry", "", HERE, LINUX, "poetry"),
    ("poetry", "", MAC, LINUX, "uv"),
    ("poetry", "", MAC, "manylinux2014_armv7l", "pip"),
    ("pdm", "uv", MAC, LINUX, "uv"),
    ("pipenv", "pip", HERE, LINUX, "pipenv"),
    ("pipenv", "pip", MAC, "win_amd64", "uv"),
    ("pex", "", HERE, LINUX, "pex"),
    ("pex", "", MAC, "aarch64-manylinux_2_34", "pex"),
    ("pex", "", MAC, "musllinux_1_2_x86_64", "pex"),
    ("pex", "", MAC, "win_amd64", "pex"),
    ("sam", "pip", MAC, "aws-lambda:python3.12:arm64", "sam"),
]


@pytest.mark.parametrize("installer, bears, tag, platform, whose", CASES)
def test_python_arguments(installer, bears, tag, platform, whose, programs, directory):
    found = fixes(python_tree(directory, tag, bears), installer, platform)
    assert len(found) == 3
    command, failure = commands(programs)[whose]
    for fix in found:
        assert fix["installer"] == whose and fix["arguments"], fix
        assert fix["summary"].endswith(" ".join(fix["arguments"]))
        assert accepted(directory, [*command, *fix["arguments"]], failure), fix


@pytest.mark.parametrize("installer", ["npm", "pnpm", "bun"])
def test_node_arguments(installer, programs, directory):
    command, failure = commands(programs)[installer]
    for fix in fixes(node_tree(directory), installer):
        assert fix["installer"] == installer and fix["arguments"]
        assert accepted(directory, [*command, *fix["arguments"]], failure), fix


WRONG = {
    "uv": ["--no-build-package", "numpy"],
    "uv-sync": ["--only-binary", "numpy"],
    "pip": ["--no-build-package", "numpy"],
    "poetry": ["installer.only-wheel", "numpy"],
    "pipenv": ["--only-binary=numpy"],
    "pex": ["--only-wheels", "numpy"],
    "sam": ["--in-container"],
    "npm": ["--platform=linux"],
    "pnpm": ["--platform=linux"],
    "bun": ["--platform=linux"],
}


@pytest.mark.parametrize("installer", WRONG)
def test_a_wrong_flag_is_seen(installer, programs, directory):
    command, failure = commands(programs)[installer]
    assert not accepted(directory, [*command, *WRONG[installer]], failure)


def test_what_pipenv_hands_to_pip(programs, directory):
    [_, _, fix] = fixes(python_tree(directory, HERE, "pip"), "pipenv")
    [argument] = fix["arguments"]
    command, _ = commands(programs)["pip"]
    assert accepted(directory, [*command, argument.removeprefix("--extra-pip-args=")])


# For a target that uv has no value for, `uv sync` has none either.
EXPORTS = [
    ("poetry", "", LINUX, "poetry export -o requirements.txt", None),
    ("pdm", "", LINUX, "pdm export --prod -o requirements.txt", "No lockfile found"),
    ("pipenv", "pip", LINUX, "pipenv requirements", None),
    ("uv-sync", "uv", "musllinux_1_1_x86_64", "uv export --no-emit-project -o requirements.txt", None),
]


@pytest.mark.parametrize("installer, bears, platform, command, failure", EXPORTS)
def test_what_exports(installer, bears, platform, command, failure, programs, directory):
    """The command that writes requirements.txt, if the installer has no flag for another platform."""
    for fix in fixes(python_tree(directory, MAC, bears), installer, platform):
        assert f"; {command}" in fix["summary"]
    program, *arguments = command.split()
    program = UV if program == "uv" else [programs.venv / program]
    assert accepted(directory, [*program, *arguments], failure)
    assert not accepted(directory, [*program, *arguments, "--for-linux"], failure)


def test_what_pdm_reads(programs, directory):
    """It has no flag: the key is put where the hint says, and PDM shows the value that it reads."""
    fix = fixes(python_tree(directory, HERE, ""), "pdm")[0]
    assert fix["arguments"] == []
    variable, key = re.search(r"set (\S+), or under \[tool.pdm.resolution\] (.*)", fix["summary"]).groups()
    script = directory / "ask.py"
    script.write_text(
        "from pdm.core import Core\n"
        "environment = Core().create_project('.').environment\n"
        "environment.session = None  # asks no index\n"
        "with environment.get_finder() as finder: print(sorted(finder.only_binary))\n"
    )

    def answer(assignment):
        return call(directory, "env", assignment, programs.venv / "python", script).stdout.decode().splitlines()[-1]

    assert answer(variable) == "['numpy']"
    assert answer(variable.replace("BINARY", "BYNARY")) == "[]"
    with (directory / "pyproject.toml").open("a") as project:
        project.write(f"[tool.pdm.resolution]\n{key}\n")
    assert answer("PDM_ONLY_BYNARY=numpy") == "['numpy']"


def test_what_yarn_reads(programs, directory):
    fix = fixes(node_tree(directory), "yarn")[0]
    setting = fix["summary"].partition("then run yarn install: ")[2]
    (directory / "yarn.lock").touch()
    yarn = ["node", programs.modules / "@yarnpkg/cli-dist/bin/yarn.js"]
    ask = [*yarn, "config", "get", "supportedArchitectures", "--json"]
    (directory / ".yarnrc.yml").write_text(setting + "\n")
    assert call(directory, *ask).stdout.strip() == b'{"os":["linux"],"cpu":["x64"],"libc":["glibc"]}'
    (directory / ".yarnrc.yml").write_text(setting.replace("libc", "lipc") + "\n")
    assert call(directory, *ask).returncode != 0


def test_what_serverless_reads(programs, directory):
    fix = fixes(python_tree(directory, MAC, "pip"), "serverless", "aws-lambda:python3.12:arm64")[0]
    assert "provider: {architecture: arm64}" in fix["summary"]
    assert fix["summary"].endswith("custom: {pythonRequirements: {dockerizePip: true}}")
    plugin = (programs.modules / "serverless-python-requirements" / "index.js").read_text()
    assert "dockerizePip: false" in plugin and "service.provider.architecture" in plugin


@pytest.mark.parametrize("installer", ["uv", "uv-sync"])
def test_the_carve_out_for_a_local_project(installer, programs, directory):
    """The rest stays wheels, and only the project is built."""
    info = distribution(directory / "tree", "mine", MAC, "uv")
    (info / "direct_url.json").write_text('{"url": "file:///src/mine", "dir_info": {}}')
    [fix] = fixes(directory / "tree", installer)
    assert fix["arguments"] == []
    flags = fix["summary"].partition("keep wheels for the rest with ")[2].split()
    assert flags[-1] == "mine"
    command, _ = commands(programs)[installer]
    assert accepted(directory, [*command, *flags])


def test_pip_has_no_carve_out_beside_platform(programs, directory):
    """The reason why a local project's hint for pip names none."""
    command, _ = commands(programs)["pip"]
    done = call(directory, *command, "--platform", "manylinux2014_x86_64", "--only-binary=:all:", "--no-binary", "mine")
    assert done.returncode != 0 and "--no-binary must not be set" in done.text
    assert accepted(directory, [*command, "--only-binary=:all:", "--no-binary", "mine"])


def test_an_installer_that_runs_another(directory):
    """--installer speaks for packages without a name, or with the name of a program that it calls; not for others."""
    tree = python_tree(directory, MAC, "pip")
    assert fixes(tree, "sam")[0]["installer"] == "sam"
    assert fixes(tree, "poetry")[0]["installer"] == "pip"
    assert fixes(tree, "uv-sync")[0]["installer"] == "pip"


def test_a_pex(programs, directory):
    """It has no INSTALLER files; PEX-INFO tells."""
    wheel = pathlib.Path("work") / "numpy-1.0-cp312-cp312-macosx_14_0_arm64.whl"
    tree = directory / "app"
    distribution(tree / ".deps" / wheel.name, "numpy", MAC, "")
    (tree / ".deps" / wheel.name / "numpy-1.0.dist-info" / "INSTALLER").unlink()
    (tree / "PEX-INFO").write_text("{}")
    report = audit(tree, "--platform", LINUX, "--python", "3.12").report
    assert report["fixes"][0]["arguments"] == ["--platform", "linux-x86_64-cp-312-cp312", "--only-wheel", "numpy"]
    assert report["packages"][0]["installer"] == "pex"


def test_a_conda_environment(directory):
    tree = directory / "environment"
    info = distribution(tree / "lib" / "python3.12" / "site-packages", "numpy", MAC, "")
    (info / "INSTALLER").unlink()
    (tree / "conda-meta").mkdir()
    (tree / "conda-meta" / "history").touch()
    report = audit(tree, "--platform", "aarch64-manylinux_2_28", "--python", "3.12").report
    assert report["fixes"][0]["arguments"] == ["--platform", "linux-aarch64"]
    assert "CONDA_OVERRIDE_GLIBC=2.28" in report["fixes"][0]["summary"]
