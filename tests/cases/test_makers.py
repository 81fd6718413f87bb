"""The commands that make a right build if no installer of Python or Node does, given to the programs themselves."""

import json
import os
import re
import shlex
import shutil
import subprocess
import zipfile

import pytest
from conftest import CACHE, ROOT, audit, clean_environment, kept, run
from test_variants import npm_install

BIN = ROOT / "testdata" / "artifacts" / "bin"
LIBRARY = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
PROGRAM = shutil.which("true")
TARGETS = ["linux-arm64", "darwin-arm64", "win32-x64", "linux-x64-musl"]


def summary(bundle, platform, *arguments):
    result = audit(bundle, "--platform", platform, *arguments)
    (line,) = {f["fix"]["summary"] for f in result.report["findings"] if f["severity"] == "error"}
    return line


def command(line, start, end=r"[;)]|$"):
    return shlex.split(re.search(re.escape(start) + r".*?(?=" + end + ")", line).group(0))


def run_program(words, cwd):
    """With the variables before it."""
    count = next(i for i, word in enumerate(words) if "=" not in word)
    extra = dict(word.split("=", 1) for word in words[:count])
    offline = {"CARGO_NET_OFFLINE": "true", "GOFLAGS": "-mod=mod", "CGO_ENABLED": "0"}
    return subprocess.run(words[count:], cwd=cwd, capture_output=True, text=True, timeout=300, env={**os.environ, **extra, **offline})


def a_program(tmp_path):
    tree = tmp_path / "bundle"
    tree.mkdir()
    shutil.copy(os.path.realpath(PROGRAM), tree / "bootstrap")
    return tree


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("go"), reason="no go here")
@pytest.mark.parametrize("platform", [*TARGETS, "aws-lambda:provided.al2023:arm64"])
def test_go_builds_what_fits(platform, tmp_path):
    words = command(summary(a_program(tmp_path), platform), "GOOS=")
    source = tmp_path / "source"
    source.mkdir()
    (source / "go.mod").write_text("module example.org/x\n\ngo 1.18\n")
    (source / "main.go").write_text("package main\n\nfunc main() {}\n")
    done = run_program(words, source)
    assert done.returncode == 0, done.stderr
    (built,) = source.glob("x*")
    assert audit(built, "--platform", platform).status == 0


@pytest.mark.skipif(not shutil.which("cargo"), reason="no cargo here")
@pytest.mark.parametrize("platform", TARGETS)
def test_cargo_reads_it(platform, tmp_path):
    words = command(summary(a_program(tmp_path), platform), "cargo build")
    listed = subprocess.run(["rustc", "--print", "target-list"], capture_output=True, text=True, timeout=60)
    assert words[-1] in listed.stdout.split()
    done = run_program(words, tmp_path)
    assert "could not find `Cargo.toml`" in done.stderr, done.stderr
    assert "unexpected argument" in run_program([*words, "--nonsense"], tmp_path).stderr


def test_the_lambda_line(tmp_path):
    line = summary(a_program(tmp_path), "aws-lambda:provided.al2023:arm64")
    assert "cargo lambda build --release --arm64" in line


# --- packers of Node


PACKERS = ("@vscode/vsce@4.1.0", "electron-builder@26.17.0")


@pytest.fixture(scope="module")
def packers():
    def fill(new):
        (new / "package.json").write_text('{"name": "app", "private": true}')
        npm_install(new, "--ignore-scripts", *PACKERS)

    return kept(CACHE / "natives" / "packers-4.1.0-26.17.0", fill) / "node_modules" / ".bin"


def extension(tmp_path, platform):
    """An extension for the editor whose dependency is for another platform."""
    path = tmp_path / "x.vsix"
    with zipfile.ZipFile(path, "w") as archive:
        identity = f'<Identity Id="x" TargetPlatform="{platform}"/>'
        archive.writestr("extension.vsixmanifest", f"<PackageManifest>{identity}</PackageManifest>")
        archive.writestr("extension/package.json", '{"name": "x", "version": "1.0.0"}')
        archive.writestr("extension/node_modules/y/package.json", '{"name": "y", "version": "1.0.0"}')
        archive.writestr("extension/node_modules/y/build/Release/y.node", LIBRARY)
    return path


@pytest.mark.network
@pytest.mark.parametrize("platform", [*TARGETS[:3], "linux-arm64-musl"])
def test_vsce_takes_its_target(platform, packers, tmp_path):
    words = command(summary(extension(tmp_path, "linux-x64"), platform), "vsce package")
    source = tmp_path / "source"
    source.mkdir()
    manifest = {
        "name": "x",
        "version": "1.0.0",
        "publisher": "p",
        "engines": {"vscode": "^1.61.0"},
        "license": "MIT",
        "repository": "https://example.org/x",
    }
    (source / "package.json").write_text(json.dumps(manifest))
    (source / "README.md").write_text("An extension for a test.\n")
    (source / "LICENSE").write_text("MIT\n")
    done = run_program([str(packers / words[0]), *words[1:]], source)
    assert done.returncode == 0, done.stderr
    (made,) = source.glob("*.vsix")
    assert f'TargetPlatform="{words[-1]}"' in zipfile.ZipFile(made).read("extension.vsixmanifest").decode()
    wrong = run_program([str(packers / words[0]), *words[1:-1], "linux-nonsense"], source)
    assert wrong.returncode != 0


@pytest.mark.network
@pytest.mark.parametrize("platform", ["linux-arm64", "darwin-arm64", "win32-x64"])
def test_electron_builder_takes_its_flags(platform, packers, tmp_path):
    tree = tmp_path / "app" / "resources" / "app.asar.unpacked" / "node_modules" / "y"
    (tree / "build" / "Release").mkdir(parents=True)
    (tree / "package.json").write_text('{"name": "y", "version": "1.0.0"}')
    (tree / "build" / "Release" / "y.node").write_bytes(LIBRARY)
    words = command(summary(tmp_path / "app", platform), "electron-builder")
    help_text = subprocess.run(
        [str(packers / words[0]), "--help"], capture_output=True, text=True, timeout=120, env=clean_environment()
    ).stdout
    for word in words[1:]:
        assert re.search(rf"(?<![\w-]){re.escape(word)}\b", help_text), word


# --- the platforms that a package declares


def claimed(tmp_path, kind):
    if kind == "archive":
        path = tmp_path / "tool_1.0_linux_arm64.zip"
        members = {"lib/libx.so": LIBRARY}
    elif kind == "jar":
        path = tmp_path / "x-1.0-linux-aarch_64.jar"
        members = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n", "META-INF/native/libx.so": LIBRARY}
    else:
        return extension(tmp_path, "linux-arm64")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "kind, said",
    [
        ("archive", "the archive's name says tool_1.0_linux_arm64"),
        ("jar", "its classifier says linux-aarch_64"),
        ("vsix", "its manifest says linux-arm64"),
    ],
)
def test_a_claim_that_the_bytes_do_not_keep(kind, said, tmp_path):
    path = claimed(tmp_path, kind)
    result = audit(path, "--platform", "linux-x64")
    (finding,) = [f for f in result.report["findings"] if f["rule"] == "tag-mismatch"]
    assert finding["severity"] == "warning" and finding["message"].startswith(said + ", but it holds ELF x86_64")
    # If another rule has reported the same, it is a note.
    result = audit(path, "--platform", "linux-arm64")
    assert result.status == 1
    assert {f["severity"] for f in result.report["findings"] if f["rule"] == "tag-mismatch"} == {"note"}
    # Without a platform too.
    (claim,) = audit(path).report["requirements"][0]["claims"]
    assert claim["says"].startswith(said + ", but it holds ELF x86_64") and claim["path"]
    for format in ("text", "markdown"):
        assert said in run(path, "--format", format).out, format
    right = path.with_name(path.name.replace("arm64", "amd64").replace("aarch_64", "x86_64"))
    if right != path:
        path.rename(right)
        assert audit(right).report["requirements"][0]["claims"] == []
        assert audit(right, "--platform", "linux-x64").report["findings"] == []
