"""A newcomer's path, from README alone: installation, the first audit, its fix, the recipes, CI and pre-commit.

Each command is pasted as it stands on the page, in an empty root of Debian. The root has what apt installs, and dist/."""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

import pytest
import yaml
from builds import VERSION
from conftest import CACHE, ROOT
from test_pages import FENCE, read, shown_runs

DIST = pathlib.Path(os.environ.get("PLATLINT_DIST", ROOT / "dist"))
GIVEN = "python3-venv python3-pip pipx npm git zip"
# Commands that need the first release on the registries.
LATER = ["pip install platlint", "pipx install platlint", "uvx platlint --version", "npx platlint --version"]


def lines(page, language="sh"):
    """The commands of a page's blocks."""
    return [re.sub(r" +#.*", "", line) for found, block in FENCE.findall(read(page)) if found == language for line in block.splitlines()]


def blocks():
    """README's four blocks of commands that can be run today, in their order."""
    found = [block.splitlines() for language, block in FENCE.findall(read("README.md")) if language == "sh"]
    assert found[0] == LATER and len(found) == 5
    return [[re.sub(r" +#.*", "", line) for line in block] for block in found[1:]]


def runs(page):
    return [command for command, _ in shown_runs(page)]


def hook():
    """The configuration without a hook repository: its wheel lies in dist/."""
    (found,) = [text for text in re.findall(r"^```yaml\n(repos:\n.*?)^```", read("docs/gate.md"), re.M | re.S) if "repo: local" in text]
    return found


def of_gitlab():
    found = re.search(r"^```yaml\n(platlint:\n.*?)^```", read("docs/gate.md"), re.M | re.S).group(1)
    return yaml.safe_load(found)["platlint"]["script"]


def path():
    """The whole path as a shell script. `try_it STATUS LINE` runs a line in the current shell, as a person does."""
    (install, by_uv, node, maker), (first,) = blocks(), runs("README.md")
    fix, again = runs("docs/first-audit.md")[2], lines("docs/first-audit.md", "console")[0].removeprefix("$ ")
    script = [PRELUDE]

    def step(title, *commands):
        script.append(f"echo {shlex.quote(f'=== {title}')}" if title else "")
        for command in commands:
            status, text = command if isinstance(command, tuple) else (0, command)
            script.append(f"try_it {status} {shlex.quote(text)}")

    step("install", *install[:3], "platlint --version", *install[3:], "hash -r; ~/.local/bin/platlint --version")
    step("what apt does not have", "pip install --quiet uv build pre-commit", "mkdir -p /work && cp -r dist /work/wheels && cd /work")
    step("a Mac's bundle", "echo numpy==2.2.6 >requirements.txt", MAC)
    step("the first audit", (1, first), (1, f"{fix} >arguments"), FIXED, again)
    step("AWS Lambda, with uv", "rm -r packages", *by_uv)
    step("Node", "mkdir node && cd node && npm install --silent --omit=optional sharp@0.34.5", (1, node[0]), *node[1:], "cd ..")
    step("makers of wheels", "mkdir maker && cd maker && printf '%s\\n' '[project]' 'name = \"m\"' 'version = \"1\"' >pyproject.toml")
    step("", "touch m.py", *maker, "cd ..")
    step(
        "CI",
        "pip uninstall --quiet --yes platlint; export PIP_FIND_LINKS=/work/wheels",
        of_gitlab()[0],
        "mv fixed packages.right; rm -r packages; mv packages.right packages",
    )
    step("", of_gitlab()[1].replace("--platform", "--python 3.12 --platform"), "test -s platlint.xml")
    step("pre-commit", "git init --quiet hooked && cd hooked && cp /platlint/testdata/artifacts/bin/elf-aarch64-glibc-2.17.so x.so")
    step("", f"cat >.pre-commit-config.yaml <<'END'\n{hook()}END", "git add .", (1, "pre-commit run --all-files"))
    step("", "cp /platlint/testdata/artifacts/bin/elf-x86_64-glibc-2.17.so x.so && git add .", "pre-commit run --all-files")
    script.append("echo '=== the end'")
    return "\n".join(script) + "\n"


PRELUDE = f"""
export PATH=$HOME/.local/bin:$PATH DEBIAN_FRONTEND=noninteractive
try_it() {{
  printf '$ %s\\n' "$2"
  got=0
  eval "$2" || got=$?
  [ "$got" = "$1" ] || {{ echo "=== exit status $got, not $1"; exit 1; }}
}}
apt-get update -qq && apt-get install -y -qq --no-install-recommends {GIVEN} >/dev/null || exit 1
cp -r "$(dirname "$0")/dist" dist
"""
UV = "uv pip install --quiet -r requirements.txt --python-version 3.12"
MAC = f"{UV} --target packages --python-platform aarch64-apple-darwin --only-binary :all:"
FIXED = f"{UV} --target fixed $(cat arguments)"


def test_the_path_is_well_formed():
    """And it has each command of README: the blocks are all that the path is made of."""
    text = path()
    subprocess.run(["sh", "-n"], input=text, text=True, check=True)
    for command in [line for block in blocks() for line in block] + runs("README.md"):
        assert shlex.quote(command) in text, command


@pytest.mark.survey
@pytest.mark.packaging
@pytest.mark.skipif(not any(DIST.glob(f"platlint-{VERSION}-*manylinux2014_x86_64*.whl")), reason="scripts/release linux-x86_64 makes dist/")
@pytest.mark.parametrize("release", ["trixie", "bookworm"])
def test_the_path(release):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="newcomer-", dir=CACHE))  # the root sees the cache
    try:
        shutil.copytree(DIST, folder / "dist")
        (folder / "path.sh").write_text(path())
        command = [ROOT / "scripts" / "fresh", release, "bash", f"/cache/{folder.name}/path.sh"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    finally:
        shutil.rmtree(folder)
    print(done.stdout)
    if done.returncode == 77:
        pytest.skip(done.stdout.splitlines()[-1])
    assert done.returncode == 0 and done.stdout.endswith("=== the end\n")
