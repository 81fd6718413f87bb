"""Files that can be deleted: those for other platforms, and nothing else."""

import json
import pathlib
import shutil
import subprocess

import pytest
from conftest import ROOT, audit, run
from test_variants import npm_install

BIN = ROOT / "testdata" / "artifacts" / "bin"
PLATFORM = ("--platform", "linux-x64")


def laid_out(tree, files):
    for path, fixture in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BIN / fixture, tree / path)
    (tree / "node_modules/x/package.json").write_text('{"name": "x", "version": "1.0.0"}')
    return tree


def prebuilds(tree, **more):
    names = {"linux-x64": "elf-x86_64-glibc-2.17.so", "darwin-arm64": "macho-arm64.bundle", "linux-arm64": "elf-aarch64-glibc-2.17.so"}
    return laid_out(tree, {f"node_modules/x/prebuilds/{name}/x.node": fixture for name, fixture in {**names, **more}.items()})


def pruned(bundle, *arguments, end="\0", form="prunez"):
    return [path for path in run(bundle, *PLATFORM, "--format", form, *arguments).out.split(end) if path]


def test_what_is_listed_can_be_removed(tmp_path):
    bundle = prebuilds(tmp_path / "bundle")
    paths = pruned(bundle)
    assert sorted(pathlib.Path(path).parent.name for path in paths) == ["darwin-arm64", "linux-arm64"]
    assert pruned(bundle, end="\n", form="prune") == paths
    size = sum(pathlib.Path(path).stat().st_size for path in paths)
    assert run(bundle, *PLATFORM, "--format", "prune").err == f"platlint: 2 files for other platforms, {size / 1000:.1f} kB\n"
    before = audit(bundle, *PLATFORM)
    for path in paths:
        pathlib.Path(path).unlink()
    after = audit(bundle, *PLATFORM)
    assert (after.status, after.report["summary"]["verdict"]) == (before.status, before.report["summary"]["verdict"]) == (0, "fits")
    assert after.report["findings"] == [] and pruned(bundle) == []


def test_what_is_lacking_stays(tmp_path):
    bundle = prebuilds(tmp_path / "bundle")
    shutil.rmtree(bundle / "node_modules/x/prebuilds/linux-x64")
    assert run(bundle, *PLATFORM, "--format", "prune").out == ""


def test_an_archive_is_not_taken_apart(tmp_path):
    bundle = prebuilds(tmp_path / "bundle")
    shutil.make_archive(tmp_path / "bundle", "zip", bundle)
    assert pruned(tmp_path / "bundle.zip") == []
    said = run(tmp_path / "bundle.zip", *PLATFORM, "--format", "prune").err
    assert said == "platlint: 0 files for other platforms, 0 bytes; 2 files more in archives, which stay as they are\n"
    shutil.rmtree(bundle)
    bundle.mkdir()
    shutil.move(tmp_path / "bundle.zip", bundle / "x.zip")
    assert pruned(bundle) == []


def test_names_that_a_line_cannot_hold(tmp_path):
    bundle = prebuilds(tmp_path / "bun\ndle")
    assert pruned(bundle, end="\n", form="prune") == []
    assert "2 files have line breaks: use --format prunez" in run(bundle, *PLATFORM, "--format", "prune").err
    assert len(pruned(bundle)) == 2 and all(pathlib.Path(path).exists() for path in pruned(bundle))


def test_for_several_platforms_what_none_of_them_loads(tmp_path):
    bundle = prebuilds(tmp_path / "bundle")
    assert [pathlib.Path(p).parent.name for p in pruned(bundle, "--platform", "linux-arm64")] == ["darwin-arm64"]


@pytest.mark.network
def test_what_is_left_still_runs(tmp_path):
    """Real packages with prebuilds: required by Node before and after."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here")
    names = ["bufferutil@4.0.9", "utf-8-validate@6.0.5", "bcrypt@6.0.0"]
    npm_install(tmp_path, "--ignore-scripts", *names)
    paths = pruned(tmp_path)
    assert len(paths) > 6
    for path in paths:
        pathlib.Path(path).unlink()
    code = ";".join(f"require({json.dumps(name.rsplit('@', 1)[0])})" for name in names)
    subprocess.run([node, "-e", code], cwd=tmp_path, check=True)
    assert audit(tmp_path, *PLATFORM).status == 0
