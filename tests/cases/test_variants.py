"""Packages that ship one thing for several platforms, as uv and npm install them from the registries."""

import hashlib
import shutil
import subprocess
import sys

import pytest
from conftest import CACHE, ROOT, audit, clean_environment, kept, run, unpack, wheel

LINUX = ("--python", "3.12", "--platform", "x86_64-manylinux_2_34")
FOR_LINUX = ("--os=linux", "--cpu=x64", "--libc=glibc")
LAUNCHERS = ("pip==26.3", "setuptools==84.2.1", "selenium==4.51.0", "debugpy==1.8.22", "distlib==0.4.4")
PREBUILDS = (
    "bcrypt@6.0.0",
    "leveldown@6.1.1",
    "bufferutil@4.1.0",
    "utf-8-validate@6.0.6",
    "sharp@0.35.5",
    "esbuild@0.28.2",
    "@swc/core@1.16.22",
)
MACHO = ROOT / "testdata/artifacts/bin/macho-arm64.bundle"


def cached_tree(arguments, fill):
    """A directory that `fill(path)` filled; once for these arguments, outside the checkout."""
    key = hashlib.sha256("\0".join(arguments).encode()).hexdigest()[:16]

    def make(new):
        (new / "bundle").mkdir()
        fill(new / "bundle")

    return kept(CACHE / "trees" / key, make) / "bundle"


def uv(*arguments, platform="x86_64-manylinux2014"):
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--only-binary",
        ":all:",
        "--no-deps",
        "--python-platform",
        platform,
        "--python-version",
        "3.12",
        *arguments,
    ]
    return cached_tree(command[1:], lambda tree: subprocess.run([*command, "--target", tree], check=True, timeout=600))


def npm_install(tree, *arguments):
    """A missing npm is no reason to skip: nothing else shows the real behaviour of npm."""
    npm = shutil.which("npm")
    assert npm, "npm is missing: scripts/setup --tests installs it"
    subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--no-update-notifier", *arguments],
        cwd=tree,
        check=True,
        timeout=600,
        capture_output=True,
        env=clean_environment(),
    )


def npm(*arguments):
    def fill(tree):
        (tree / "package.json").write_text('{"name": "app", "private": true}')
        npm_install(tree, "--ignore-scripts", *arguments)

    return cached_tree(("npm", *arguments), fill)


def copied(tree, into):
    return shutil.copytree(tree, into / "bundle", symlinks=True)


def zipped(tree, into):
    return shutil.make_archive(str(into / "bundle"), "zip", tree)


def of(result, severity):
    return [finding for finding in result.report["findings"] if finding["severity"] == severity]


def packages(findings):
    return {finding["package"]["name"] for finding in findings}


def assert_notes_only(result):
    assert (result.status, of(result, "error"), of(result, "warning")) == (0, [], [])
    assert {finding["rule"] for finding in of(result, "note")} <= {"foreign-variant", "external-link"}


def test_launchers_and_drivers(tmp_path):
    bundle = uv(*LAUNCHERS)
    result = audit(bundle, *LINUX)
    assert_notes_only(result)
    assert packages(of(result, "note")) == {"pip", "setuptools", "selenium", "debugpy", "distlib"}
    foreign = [f["message"].split()[0] for f in result.report["findings"] if f["rule"] == "foreign-variant"]
    assert sum(map(int, foreign)) == 32
    assert audit(zipped(bundle, tmp_path), *LINUX).findings() == result.findings()
    # Silent in the text report, except their number.
    text = run(bundle, *LINUX)
    assert len(text.out.splitlines()) == 1 and "5 notes" in text.out


@pytest.mark.parametrize("target", ["win_amd64", "win_arm64", "aarch64-manylinux2014", "musllinux_1_2_x86_64"])
def test_launchers_and_drivers_elsewhere(target):
    """debugpy has no attach library for some platforms, and on Windows only a module for CPython 3.9. That is worth a
    warning, because debugpy works without."""
    result = audit(uv(*LAUNCHERS), "--platform", target, "--python", "3.12")
    assert result.status == 0, of(result, "error")
    assert packages(of(result, "warning")) <= {"debugpy"}


def test_prebuilds(tmp_path):
    bundle = npm(*FOR_LINUX, *PREBUILDS)
    result = audit(bundle, *LINUX)
    assert_notes_only(result)
    assert {"bcrypt", "leveldown", "bufferutil", "utf-8-validate"} <= packages(of(result, "note"))
    assert audit(zipped(bundle, tmp_path), *LINUX).findings() == [f for f in result.findings() if f["rule"] != "external-link"]


def test_prebuilds_of_other_systems_only():
    result = audit(npm(*FOR_LINUX, *PREBUILDS, "node-pty@1.1.0"), *LINUX)
    [error] = of(result, "error")
    assert (error["rule"], error["package"]["name"]) == ("no-variant-for-target", "node-pty")
    assert error["message"] == "has darwin-arm64, darwin-x64, win32-arm64 and win32-x64, none for linux-x64 (glibc)"
    assert error["path"].startswith("node_modules/node-pty/prebuilds/")
    assert of(result, "warning") == []


@pytest.mark.parametrize("platform, status", [("linux-arm64", 1), ("linux-x64-musl", 1), ("darwin-arm64", 1)])
def test_prebuilds_for_elsewhere(platform, status):
    """The parts that npm chose are one error per package; the prebuilds have something for most platforms."""
    result = audit(npm(*FOR_LINUX, *PREBUILDS), "--platform", platform)
    assert result.status == status
    errors = of(result, "error")
    assert {error["rule"] for error in errors} == {"no-variant-for-target"}
    assert len(errors) == len(packages(errors)) and packages(errors) <= {"sharp", "esbuild", "@swc/core"}
    assert packages(of(result, "warning")) <= {"bufferutil", "utf-8-validate", "bcrypt", "leveldown"}


def test_parts_for_another_platform_and_the_fix(tmp_path):
    bundle = copied(npm("--os=darwin", "--cpu=arm64", "sharp@0.35.5"), tmp_path)
    [error] = of(audit(bundle, *LINUX), "error")
    assert (error["rule"], error["package"]["name"]) == ("no-variant-for-target", "sharp")
    assert error["message"] == "has darwin-arm64, none for linux-x64 (glibc)"
    assert error["fix"]["summary"].endswith("npm install --os=linux --cpu=x64 --libc=glibc sharp")
    assert (error["fix"]["installer"], error["fix"]["arguments"]) == ("npm", [*FOR_LINUX, "sharp"])
    npm_install(bundle, *error["fix"]["arguments"])
    fixed = audit(bundle, *LINUX)
    assert (fixed.status, fixed.report["findings"]) == (0, [])
    assert fixed.report["summary"]["judged"] >= 2


@pytest.mark.parametrize(
    "place",
    [
        "bcrypt/build/Release/bcrypt.node",
        "esbuild/bin/esbuild",
        "@esbuild/linux-x64/bin/esbuild",
        "bcrypt/prebuilds/linux-x64/bcrypt.glibc.node",
    ],
)
def test_what_an_install_script_wrote(place, tmp_path):
    """It is for the build machine itself, in a package that was fetched for another."""
    bundle = copied(npm(*FOR_LINUX, *PREBUILDS), tmp_path)
    written = bundle / "node_modules" / place
    written.parent.mkdir(parents=True, exist_ok=True)
    written.unlink(missing_ok=True)  # npm's files may be links into its store
    written.write_bytes(MACHO.read_bytes())
    [error] = of(audit(bundle, *LINUX), "error")
    assert (error["rule"], error["path"]) == ("wrong-format", f"node_modules/{place}")


def test_drivers_and_runtimes():
    """playwright's driver is a program in a wheel whose tag says any; onnxruntime's modules are only for Linux."""
    result = audit(uv("playwright==1.65.2", "onnxruntime==1.32.0", platform="x86_64-manylinux_2_28"), *LINUX)
    assert (result.status, of(result, "error"), of(result, "warning")) == (0, [], [])
    assert result.report["summary"]["judged"] >= 4
    result = audit(npm(*FOR_LINUX, "playwright@1.65.1", "onnxruntime-node@1.30.0"), *LINUX)
    assert_notes_only(result)
    assert packages(of(result, "note")) == {"onnxruntime-node"}


def test_a_package_that_says_that_it_is_for_another_system():
    """fsevents is for macOS by its package.json, and chokidar works without it: it was copied from a Mac."""
    bundle = npm("--os=darwin", "--cpu=arm64", "chokidar@3.6.0")
    assert (bundle / "node_modules/fsevents/fsevents.node").exists()
    result = audit(bundle, *LINUX)
    assert_notes_only(result)
    assert packages(of(result, "note")) == {"fsevents"}
    assert audit(bundle, "--platform", "macosx_14_0_universal2").report["findings"] == []


def test_half_of_a_universal_target():
    result = audit(npm("--os=darwin", "--cpu=arm64", "sharp@0.35.5"), "--platform", "macosx_14_0_universal2")
    [error] = of(result, "error")
    assert (error["rule"], error["package"]["name"]) == ("no-variant-for-target", "sharp")


def test_a_directory_filled_twice(tmp_path):
    """Both builds of every module: Python takes its own. If one of them is missing: that module, and only that one."""
    bundle = tmp_path / "packages"
    for tag in ("macosx_11_0_arm64", "manylinux2014_x86_64"):
        unpack(wheel("numpy==2.2.6", tag), bundle)
    assert_notes_only(audit(bundle, *LINUX))
    assert_notes_only(audit(bundle, "--python", "3.12", "--platform", "macosx_14_0_arm64"))
    gone = "numpy/_core/_multiarray_umath.cpython-312-x86_64-linux-gnu.so"
    (bundle / gone).unlink()
    result = audit(bundle, *LINUX)
    modules = [finding["path"] for finding in of(result, "error") if finding["path"].endswith(".so")]
    assert modules == ["numpy/_core/_multiarray_umath.cpython-312-darwin.so"]


def test_a_driver_that_is_damaged(tmp_path):
    bundle = copied(uv(*LAUNCHERS), tmp_path)
    driver = bundle / "selenium/webdriver/common/linux-x86_64/selenium-manager"
    driver.write_bytes(driver.read_bytes()[:100000])
    result = audit(bundle, *LINUX)
    assert result.status == 1
    assert {(error["rule"], error["package"]["name"]) for error in of(result, "error")} == {("truncated-artifact", "selenium")}
