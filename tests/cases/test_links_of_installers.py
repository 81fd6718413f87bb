"""Bundles of links, as uv and pnpm make them: not read, or followed."""

import os
import subprocess
import sys

import pytest

from conftest import audit, clean_environment, run
from test_follow_links import paths
from test_installers import UV, programs  # noqa: F401, a fixture

pytestmark = [pytest.mark.network, pytest.mark.skipif(os.name == "nt", reason="POSIX links")]
LINUX = ("--platform", "x86_64-manylinux2014")
MAC = ("--platform", "darwin-arm64")


@pytest.fixture(scope="module")
def symlinked(tmp_path_factory):
    """The result of `uv pip install --link-mode symlink`."""
    folder = tmp_path_factory.mktemp("uv")
    environment = {"UV_CACHE_DIR": str(folder / "cache")}
    subprocess.run(
        [*UV, "pip", "install", "--quiet", "--link-mode", "symlink", "--target", folder / "t", "--python-platform", "macos",
         "--python-version", "3.12", "--only-binary", ":all:", "markupsafe==3.0.2", "cffi==1.17.1"],
        check=True, env=clean_environment(environment), timeout=300)  # fmt: skip
    return folder / "t"


def test_uv_links_into_its_cache(symlinked):
    result = audit(symlinked, *LINUX)
    assert result.status == 2 and result.report["summary"]["unread"] == 2
    (summary,) = {f["fix"]["summary"] for f in result.report["findings"] if f["fix"]}
    assert "--link-mode copy" in summary
    survey = run(symlinked)
    assert survey.status == 2 and "everywhere" not in survey.out


def test_uv_links_are_followed(symlinked):
    result = audit(symlinked, *LINUX, "--follow-links")
    assert result.status == 1 and {f["rule"] for f in result.report["findings"]} == {"wrong-format"}
    assert {f["package"]["name"] for f in result.report["findings"]} == {"cffi", "MarkupSafe"}
    assert audit(symlinked, "--platform", "macosx_11_0_arm64", "--python", "3.12", "--follow-links").status == 0


def test_uv_environments_are_silent(tmp_path):
    """Nothing of the interpreter is missed, if a virtual environment is made for it."""
    subprocess.run([*UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "uv"], check=True, timeout=300)
    subprocess.run([sys.executable, "-m", "venv", "--symlinks", "--without-pip", tmp_path / "own"], check=True, timeout=300)
    for name in ("uv", "own"):
        result = audit(tmp_path / name, "--platform", "debian:12")
        assert result.status == 0 and result.report["unread"] == []


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, programs):  # noqa: F811
    folder = tmp_path_factory.mktemp("pnpm")
    files = {
        "package.json": '{"private": true}',
        "pnpm-workspace.yaml": 'packages: ["packages/*"]\n',
        "packages/app/package.json": '{"name": "app", "version": "1.0.0", "dependencies": {"esbuild": "0.25.0", "lib": "workspace:*"}}',
        "packages/app/index.js": "1\n",
        "packages/lib/package.json": '{"name": "lib", "version": "1.0.0", "dependencies": {"is-number": "7.0.0"}}',
        "packages/lib/index.js": "1\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    pnpm = programs.modules / ".bin" / "pnpm"
    for command in (["install"], ["--filter", "app", "deploy", "--legacy", "deployed"]):
        subprocess.run([pnpm, *command, "--ignore-scripts", "--os=linux", "--cpu=x64"], cwd=folder, check=True,
                       capture_output=True, env=clean_environment({"CI": "1"}), timeout=300)  # fmt: skip
    return folder


def test_a_member_of_a_pnpm_workspace(workspace):
    app = workspace / "packages" / "app"
    result = audit(app, *MAC)
    assert result.status == 2 and [row["path"] for row in result.report["unread"]] == ["node_modules/esbuild"]
    (summary,) = {f["fix"]["summary"] for f in result.report["findings"] if f["fix"]}
    assert summary.startswith("pnpm deploy DIR")
    followed = audit(app, *MAC, "--follow-links")
    assert followed.status == 1 and {f["rule"] for f in followed.report["findings"]} == {"no-variant-for-target"}
    assert audit(app, "--platform", "linux-x64", "--follow-links").status == 0
    assert audit(workspace / "packages" / "lib", *MAC).status == 0, "no native code is behind its links"


def test_what_pnpm_deploys_is_read(workspace):
    result = audit(workspace / "deployed", *MAC)
    assert result.status == 1 and len(paths(result)) == 1
    assert audit(workspace / "deployed", "--platform", "linux-x64").status == 0
