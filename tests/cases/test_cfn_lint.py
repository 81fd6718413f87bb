"""The templates of the tests are templates: cfn-lint, which has AWS's own schemas, finds no error in them."""

import json
import os
import subprocess
import sys

import pytest
from conftest import clean_environment
from test_deployments import CASES
from test_installers import UV, made_once

pytestmark = [pytest.mark.network, pytest.mark.survey, pytest.mark.skipif(os.name == "nt", reason="bin/ of the environment")]
CFN_LINT = "cfn-lint==1.58.0"  # with its dependencies 84 MB: an environment of its own


@pytest.fixture(scope="module")
def cfn_lint():
    def make(directory):
        subprocess.run([*UV, "venv", "--quiet", "--python", sys.executable, directory / "venv"], check=True, timeout=300)
        subprocess.run([*UV, "pip", "install", "--quiet", "--python", directory / "venv", CFN_LINT], check=True, timeout=600)

    return made_once("cfn-lint", sys.version + CFN_LINT, make) / "venv" / "bin" / "cfn-lint"


def errors(program, folder):
    """Its findings in every template of a case."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".json", ".yaml") and "Resources" in path.read_text()]
    assert files
    done = subprocess.run([program, "--format", "json", "--regions", "us-east-1", "--", *files], capture_output=True, text=True,
                          cwd=folder, env=clean_environment(), timeout=300)  # fmt: skip
    return [(row["Filename"], row["Rule"]["Id"], row["Message"]) for row in json.loads(done.stdout) if row["Level"] == "Error"]


@pytest.mark.parametrize("case", [case for case in CASES if case.name.startswith(("SAM", "CDK"))], ids=lambda case: case.name)
def test_a_template_is_one(case, cfn_lint, tmp_path):
    assert errors(cfn_lint, case.write(tmp_path)) == []


def test_what_is_none_is_told(cfn_lint, tmp_path):
    (tmp_path / "t.yaml").write_text("Resources: {F: {Type: 'AWS::Lambda::Function', Properties: {Runtime: [1]}}}\n")
    assert errors(cfn_lint, tmp_path)
