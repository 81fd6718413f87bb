"""scripts/pack: the packages for users of pip, uvx, npx and of no installer. The program of this machine is packed
here."""

import base64
import csv
import email
import hashlib
import io
import subprocess
import tarfile
import zipfile

import pytest

from builds import call, environment
from conftest import COMMAND, ROOT, run, wheel

pytestmark = pytest.mark.packaging
TARGET = "linux-x86_64"
LICENSE = "zlib's license\n"


def pack(folder, program, licenses):
    env = environment(SOURCE_DATE_EPOCH=1_700_000_001)
    call(ROOT / "scripts" / "pack", folder, TARGET, program, licenses, env=env)
    call(ROOT / "scripts" / "pack", folder, env=env)
    return folder


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    (folder / "licenses").mkdir()
    (folder / "licenses" / "zlib.txt").write_text(LICENSE)
    call("strip", "-o", folder / "program", COMMAND)
    return [pack(folder / name, folder / "program", folder / "licenses") for name in ("one", "two")]


@pytest.fixture(scope="module")
def dist(packed):
    return packed[0]


def only(folder, pattern):
    (found,) = folder.glob(pattern)
    return found


def test_the_same_program_gives_the_same_bytes(packed):
    one, two = ({path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} for folder in packed)
    assert len(one) == 7 and one == two


def test_a_wheel_holds_what_it_records(dist):
    opened = zipfile.ZipFile(only(dist, "*.whl"))
    (record,) = [name for name in opened.namelist() if name.endswith("/RECORD")]
    rows = {name: (digest, size) for name, digest, size in csv.reader(io.StringIO(opened.read(record).decode()))}
    assert sorted(rows) == sorted(opened.namelist()) and rows.pop(record) == ("", "")
    for name, (digest, size) in rows.items():
        content = opened.read(name)
        wanted = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={wanted}", str(len(content))), name
    (text,) = [name for name in opened.namelist() if name.endswith("licenses/zlib.txt")]
    assert opened.read(text).decode() == LICENSE


def test_the_metadata_is_complete(dist):
    with zipfile.ZipFile(only(dist, "*.whl")) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = email.message_from_bytes(opened.read(name))
    assert metadata["Name"] == "platlint" and metadata["License-Expression"] == "Apache-2.0 AND Zlib"
    assert f"platlint {metadata['Version']} " in run("--version").out
    assert metadata["Summary"] and "Will every native file" in metadata.get_payload()


def judges(*command, env=None):
    bundle = wheel("numpy==2.2.6", "macosx_11_0_arm64")
    done = call(*command, bundle, "--python-platform", "x86_64-manylinux2014", env=env, status=1)
    assert "wrong-format" in done.stdout


def test_pip_installs_it_without_an_index(dist, tmp_path):
    call("python3", "-m", "venv", tmp_path)
    pip = [tmp_path / "bin" / "python", "-m", "pip"]
    call(*pip, "install", "--quiet", "--no-index", "--find-links", dist, "--only-binary", ":all:", "platlint")
    call(*pip, "check")
    judges(tmp_path / "bin" / "platlint")
    for name in ("share/man/man1/platlint.1", "share/zsh/site-functions/_platlint", "share/platlint/report.schema.json"):
        assert (tmp_path / name).exists(), name


ASK = "import platlint, sys; print(platlint.find_program()); sys.exit(not platlint.audit(*sys.argv[1:], platform='debian:12').fits)"


@pytest.mark.parametrize("flags", [[], ["--target", "packages"]])
def test_the_module_finds_the_program_that_came_with_it(dist, tmp_path, flags):
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle/x.so").write_bytes((ROOT / "testdata/artifacts/bin/elf-x86_64-glibc-2.17.so").read_bytes())
    call("python3", "-m", "venv", tmp_path / "venv")
    python, env = tmp_path / "venv/bin/python", environment(PYTHONPATH=tmp_path / "packages")
    call(python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", dist, *flags, "platlint", cwd=tmp_path)
    found = call(python, "-c", ASK, "bundle", env=env, cwd=tmp_path).stdout.strip()
    assert found == str(tmp_path / ("packages" if flags else "venv") / "bin/platlint")
    assert call(python, "-m", "platlint", "--version", env=env).stdout == run("--version").out


def test_uvx_runs_the_wheel(dist, tmp_path):
    judges("uvx", "--offline", "--from", only(dist, "*.whl"), "platlint", env=environment(UV_CACHE_DIR=tmp_path))


def test_the_plain_program_runs(dist):
    judges(dist / f"platlint-{TARGET}")


def npx(dist, home, *parts):
    chosen = [word for part in parts for word in ("--package", only(dist, part))]
    return ["npx", "--yes", "--offline", *chosen, "platlint"], environment(npm_config_cache=home)


def test_npx_runs_the_part_of_its_platform(dist, tmp_path):
    command, env = npx(dist, tmp_path, "npm/platlint-linux-x64-*.tgz", "npm/platlint-[0-9]*.tgz")
    judges(*command, env=env)
    assert call(*command, "--version", env=env).stdout == run("--version").out


def test_npx_without_the_part_says_so(dist, tmp_path):
    with tarfile.open(only(dist, "npm/platlint-[0-9]*.tgz")) as opened:
        opened.extractall(tmp_path)
    done = subprocess.run(["node", tmp_path / "package" / "platlint.js"], capture_output=True, text=True)
    assert done.returncode == 2 and "platlint-linux-x64 is not installed" in done.stderr


def test_the_source_distribution_is_what_is_committed(dist):
    with tarfile.open(only(dist, "platlint-[0-9]*.tar.gz")) as opened:
        names = {entry.name.split("/", 1)[1]: bool(entry.mode & 0o100) for entry in opened}
    committed = call("git", "ls-tree", "-r", "--name-only", "HEAD", cwd=ROOT).stdout.splitlines()
    assert sorted(names) == sorted([*committed, "PKG-INFO"])
    assert names["scripts/lief"] and not names["README.md"]
