"""The workflows of GitHub run the scripts of this repository, and two checkers find no mistake in them."""

import shutil
import subprocess

import pytest
import yaml

from conftest import ROOT

pytestmark = pytest.mark.network
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7"


def call(*command, cwd=ROOT):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def check_jsonschema(schema, *files):
    python = subprocess.run(["scripts/python", "tests/workflows.txt"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    return call(python, "-m", "check_jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_step_is_a_script(workflow):
    for job in yaml.safe_load(workflow.read_text())["jobs"].values():
        assert job["timeout-minutes"]
        for step in job["steps"]:
            for line in step.get("run", "").splitlines():
                assert (ROOT / line.split()[0]).is_file(), line


def test_they_are_what_the_schema_says(tmp_path):
    status, out = check_jsonschema("vendor.github-workflows", *WORKFLOWS)
    assert status == 0, out
    assert check_jsonschema("vendor.github-actions", ROOT / "action.yml")[0] == 0
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text().replace("runs-on:", "runs-at:"))
    assert check_jsonschema("vendor.github-workflows", wrong)[0] != 0


@pytest.mark.skipif(not shutil.which("go"), reason="actionlint is built by go, which is not here")
def test_actionlint(tmp_path):
    status, out = call("go", "run", ACTIONLINT, *WORKFLOWS)
    assert status == 0, out
    wrong = tmp_path / "wrong.yml"
    wrong.write_text((ROOT / ".github" / "workflows" / "site.yml").read_text().replace("needs: build", "needs: nothing"))
    assert call("go", "run", ACTIONLINT, wrong)[0] != 0
