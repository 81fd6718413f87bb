"""A missing part: the findings about it, and the line that brings it."""

import json
import shutil

import pytest
from conftest import ROOT, audit
from test_variants import copied, npm

ENGINE = (ROOT / "testdata" / "artifacts" / "bin" / "elf-x86_64-glibc-2.17.so").read_bytes()
ROLLUP = {
    "optionalDependencies": {f"@rollup/rollup-{it}": "1" for it in ("linux-x64-gnu", "linux-x64-musl", "darwin-arm64", "win32-x64-msvc")}
}
SQLITE = {"scripts": {"install": "prebuild-install || node-gyp rebuild --release"}}


def tree(tmp_path, name, manifest, trace=".package-lock.json"):
    package = tmp_path / "node_modules" / name
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0", **manifest}))
    (tmp_path / "node_modules" / trace).write_text("{}")
    return tmp_path


def found(result):
    return [it for it in result.report["findings"] if it["rule"] == "missing-native-code"]


def test_the_line_that_brings_the_part(tmp_path):
    bundle = tree(tmp_path, "rollup", ROLLUP)
    [error] = found(audit(bundle, "--platform", "linux-x64"))
    assert error["severity"] == "error" and error["path"] == "node_modules/rollup/package.json"
    assert error["message"] == "its part for linux-x64 (glibc) is not there: @rollup/rollup-linux-x64-gnu"
    assert error["fix"]["arguments"] == ["--os=linux", "--cpu=x64", "--libc=glibc", "rollup"]
    assert found(audit(bundle, "--platform", "linux-s390x")) == []


@pytest.mark.parametrize(
    "trace, line",
    [(".package-lock.json", "npm rebuild better-sqlite3"), (".modules.yaml", "pnpm approve-builds, then pnpm rebuild better-sqlite3")],
)
def test_an_install_script_that_did_not_run(tmp_path, trace, line):
    [error] = found(audit(tree(tmp_path, "better-sqlite3", SQLITE, trace), "--platform", "linux-x64"))
    assert error["message"] == (
        "has no native file for linux-x64 (glibc): its install script did not run, or failed "
        "(prebuild-install || node-gyp rebuild --release)"
    )
    assert error["fix"]["summary"].endswith(line)


def test_only_an_optional_dependency_leads_to_it(tmp_path):
    bundle = tree(tmp_path, "cpu-features", SQLITE)
    (bundle / "package.json").write_text('{"dependencies": {"ssh2": "1"}}')
    ssh = bundle / "node_modules" / "ssh2"
    ssh.mkdir()
    (ssh / "package.json").write_text('{"name": "ssh2", "optionalDependencies": {"cpu-features": "1"}}')
    result = audit(bundle, "--platform", "linux-x64")
    assert result.status == 0 and [it["severity"] for it in found(result)] == ["note"]


def test_prisma_asks_for_another_engine(tmp_path):
    client = tmp_path / "node_modules" / ".prisma" / "client"
    client.mkdir(parents=True)
    (client / "schema.prisma").write_text("generator client {}\n")
    (client / "libquery_engine-debian-openssl-3.0.x.so.node").write_bytes(ENGINE)
    [error] = found(audit(tmp_path, "--platform", "aws-lambda:nodejs22.x"))
    assert error["fix"]["summary"].startswith("add rhel-openssl-3.0.x to binaryTargets")
    assert found(audit(tmp_path, "--platform", "debian:12")) == []


@pytest.mark.network
@pytest.mark.parametrize("platform", ["linux-x64", "aws-lambda:nodejs22.x", "debian:12"])
def test_a_part_whose_library_is_in_another_package(tmp_path, platform):
    """sharp's addon looks for libvips in the place of @img/sharp-libvips-linux-x64."""
    bundle = copied(npm("--os=linux", "--cpu=x64", "--libc=glibc", "sharp@0.35.5"), tmp_path)
    assert found(audit(bundle, "--platform", platform)) == []
    partner = bundle / "node_modules/@img/sharp-libvips-linux-x64"
    library = next(partner.glob("lib/libvips-cpp.so.*"))
    other = library.name[:-1] + "0"  # the name that another release has
    library.with_name(other).write_bytes(library.read_bytes().replace(library.name.encode(), other.encode()))
    library.unlink()
    for _ in range(2):
        (finding,) = found(audit(bundle, "--platform", platform))
        assert finding["severity"] == "error"
        assert finding["message"].startswith(f"needs {library.name} of @img/sharp-libvips-linux-x64: that package is not there")
        assert "sharp" in finding["fix"]["summary"] and "--cpu=x64" in finding["fix"]["summary"]
        shutil.rmtree(partner, ignore_errors=True)
