"""The installed C++ library, used by another project."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from builds import call, environment
from conftest import COMMAND, ROOT, wheel

BUILD = pathlib.Path(COMMAND).parent
pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    root = tmp_path_factory.mktemp("installed")
    call("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", root)
    (found,) = root.glob("**/platlint.pc")
    return root, found


def variables(prefix):
    root, pc = prefix
    return environment(PKG_CONFIG_PATH=pc.parent, PKG_CONFIG_SYSROOT_DIR=root)


def test_a_program_against_the_installed_library(prefix, tmp_path):
    folder = shutil.copytree(ROOT / "examples" / "cpp", tmp_path / "cpp")
    env = variables(prefix)
    call("make", cwd=folder, env=env)
    library = prefix[1].parent.parent
    env["LD_LIBRARY_PATH"] = str(library)
    bundle = wheel("numpy==2.2.6", "macosx_11_0_arm64")
    done = call(folder / "fits", bundle, "x86_64-manylinux2014", env=env, status=1)
    assert "Mach-O arm64, target is ELF x86_64" in done.stdout
    call(folder / "fits", wheel("numpy==2.2.6", "manylinux2014_x86_64"), "x86_64-manylinux2014", env=env)
    assert "did you mean" in call(folder / "fits", bundle, "x86_64-manylinux2041", env=env, status=2).stderr


def test_a_program_with_threads_audits_what_is_in_memory(prefix, tmp_path):
    folder = shutil.copytree(ROOT / "examples" / "cpp", tmp_path / "cpp")
    env = variables(prefix)
    call("make", "uploads", cwd=folder, env=env)
    env["LD_LIBRARY_PATH"] = str(prefix[1].parent.parent)
    right, wrong = wheel("numpy==2.2.6", "manylinux2014_x86_64"), wheel("numpy==2.2.6", "macosx_11_0_arm64")
    bundles = [right, wrong, ROOT / "testdata/artifacts/bin/elf-x86_64-glibc-2.17.so", ROOT / "README.md"] * 4
    lines = call(folder / "uploads", "x86_64-manylinux2014", *bundles, env=env).stdout.splitlines()
    verdicts = [line.rsplit(": ", 1)[1] for line in lines if not line.startswith(" ")]
    assert verdicts == ["fits", "does-not-fit", "fits", "incomplete"] * 4


def declared():
    """The functions and classes that the headers mark."""
    text = "".join(path.read_text() for path in (ROOT / "include/platlint").glob("*.hpp") if path.name != "api.hpp")
    return set(re.findall(r"^PLATLINT_API [^;]*?(\w+)\(", text, re.M)) | set(re.findall(r"(?:class|struct) PLATLINT_API (\w+)", text))


def test_the_library_shows_what_its_headers_declare(prefix):
    (library,) = prefix[1].parent.parent.glob("libplatlint.so.*.*.*")
    listed = call("nm", "-D", "-C", "--defined-only", library).stdout.splitlines()
    ours = {re.sub(r"^(typeinfo|typeinfo name|vtable) for ", "", line.split(maxsplit=2)[2]) for line in listed}
    ours = {re.match(r"platlint::(\w+)", name)[1] for name in ours if name.startswith("platlint::")}
    assert ours == declared()


def test_everything_else_stands_in_its_place(prefix):
    root = prefix[0]
    found = {path.relative_to(root).as_posix().removeprefix("usr/local/") for path in root.rglob("*") if path.is_file()}
    assert {
        "bin/platlint",
        "include/platlint/audit.hpp",
        "share/man/man1/platlint.1",
        "share/platlint/report.schema.json",
        "share/platlint/diff.schema.json",
        "share/bash-completion/completions/platlint",
        "share/zsh/site-functions/_platlint",
        "share/fish/vendor_completions.d/platlint.fish",
    } <= found


def test_the_headers_stand_alone(prefix, tmp_path):
    flags = call("pkg-config", "--cflags", "platlint", env=variables(prefix)).stdout.split()
    headers = sorted((ROOT / "include" / "platlint").glob("*.hpp"))
    for header in headers:
        text = "".join(f"#include <platlint/{name}>\n" for name in (header.name, header.name))
        (tmp_path / "one.cpp").write_text(text)
        call(os.environ.get("CXX", "c++"), "-std=c++20", "-fsyntax-only", *flags, tmp_path / "one.cpp")


def test_the_static_library_names_what_it_needs(tmp_path):
    """Only configured: the test tries its flags, and the objects are the same."""
    options = dict(line.split("=", 1) for line in lief_option())
    call(
        "meson",
        "setup",
        tmp_path / "build",
        ROOT,
        "-Ddefault_library=static",
        "-Dtests=false",
        *[f"-D{k}={v}" for k, v in options.items()],
    )
    env = environment(PKG_CONFIG_PATH=tmp_path / "build" / "meson-private")
    static = call("pkg-config", "--static", "--libs", "platlint", env=env).stdout.split()
    assert static.index("-lplatlint") < static.index("-lLIEF") and "-lzip" in static
    public = call("pkg-config", "--cflags", "--libs", "platlint", env=env).stdout.split()
    assert not [word for word in public if "lief" in word.lower() or word in ("-lzip", "-ldeflate")]


def lief_option():
    done = subprocess.run(["meson", "introspect", str(BUILD), "--buildoptions"], capture_output=True, text=True, check=True)
    return [f"{row['name']}={row['value']}" for row in json.loads(done.stdout) if row["name"] in ("lief", "lief_prefix")]
