"""Trees made by the real uv and pip, with typical mistakes in them, the fix that is printed, and the fix run."""

import shlex
import subprocess
import sys
import zipfile

import pytest
from conftest import audit, clean_environment, run

pytestmark = pytest.mark.network
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
MANYLINUX = "x86_64-manylinux2014"
MUSL = "x86_64-unknown-linux-musl"


def call(*command):
    subprocess.run([str(word) for word in command], check=True, env=clean_environment(), timeout=600, capture_output=True)


def uv(target, *arguments):
    call(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable, "--target", target, *arguments)


def pip(target, *arguments):
    call(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", target, *arguments)


def errors(result):
    return [f for f in result.report["findings"] if f["severity"] == "error"]


def printed_fix(tree, platform):
    """The words that a shell makes of `$(platlint ... --format fix)`."""
    result = run(tree, "--platform", platform, "--python", PYTHON, "--format", "fix")
    assert result.status == 1
    assert result.out.split() == shlex.split(result.out), "must survive a command substitution"
    return result.out.split()


@pytest.mark.parametrize(
    "requirement, platform, rule",
    [("posix_ipc==1.3.2", MANYLINUX, "glibc-too-new"), ("markupsafe==3.0.2", MUSL, "wrong-libc")],
    ids=["a newer glibc", "another libc"],
)
def test_built_from_source_by_uv(tmp_path, requirement, platform, rule):
    """uv checks the built wheel's name, linux_x86_64, which fits every Linux."""
    tree, name = tmp_path / "packages", requirement.split("==")[0]
    uv(tree, "--python-platform", platform, "--no-binary", name, requirement)
    result = audit(tree, "--platform", platform, "--python", PYTHON)
    assert {f["rule"] for f in errors(result)} == {rule}
    for finding in errors(result):
        assert finding["package"]["name"].lower() == name
        assert finding["package"]["installer"] == "uv" and finding["package"]["built_locally"]
        assert finding["fix"]["arguments"][-2] == "--only-binary"
        assert finding["fix"]["arguments"][-1].lower() == name
    text = run(tree, "--platform", platform, "--python", PYTHON).out
    assert "(built from source here, not downloaded): error: " in text.splitlines()[0]
    uv(tree, "--python-platform", platform, *printed_fix(tree, platform), requirement)
    assert audit(tree, "--platform", platform, "--python", PYTHON).status == 0


def test_built_from_source_by_pip(tmp_path):
    tree = tmp_path / "packages"
    pip(tree, "--no-deps", "--no-binary", "posix_ipc", "posix_ipc==1.3.2")
    result = audit(tree, "--platform", MANYLINUX, "--python", PYTHON)
    assert {f["rule"] for f in errors(result)} == {"glibc-too-new"}
    # pip leaves only the tag inside the wheel, which is no proof: ray and paddlepaddle are published with it.
    assert all(f["package"]["installer"] == "pip" and not f["package"]["built_locally"] for f in errors(result))
    [package] = result.report["packages"]
    assert package["evidence"].startswith("tag ") and "-linux_" in package["evidence"]
    text = run(tree, "--platform", MANYLINUX, "--python", PYTHON).out
    assert "(perhaps built from source here): error: " in text.splitlines()[0]
    assert all(f["fix"]["summary"].startswith("built here, or published like that (then take another release): ") for f in errors(result))
    pip(tree, *printed_fix(tree, MANYLINUX), "posix_ipc==1.3.2")
    assert audit(tree, "--platform", MANYLINUX, "--python", PYTHON).status == 0


def test_a_forgotten_platform(tmp_path):
    """The host's wheel in a bundle for another processor."""
    tree = tmp_path / "packages"
    uv(tree, "--only-binary", "markupsafe", "markupsafe==3.0.2")
    result = audit(tree, "--platform", "aarch64-manylinux2014", "--python", PYTHON)
    assert {f["rule"] for f in errors(result)} == {"wrong-architecture"}
    assert not errors(result)[0]["package"]["built_locally"]
    uv(tree, *printed_fix(tree, "aarch64-manylinux2014"), "markupsafe==3.0.2")
    assert audit(tree, "--platform", "aarch64-manylinux2014", "--python", PYTHON).status == 0


def test_two_packages_one_command(tmp_path):
    tree = tmp_path / "packages"
    uv(tree, "--python-platform", MANYLINUX, "--no-binary", "posix_ipc", "posix_ipc==1.3.2")
    uv(tree, "--python-platform", "aarch64-manylinux2014", "--only-binary", "markupsafe", "markupsafe==3.0.2")
    fix = printed_fix(tree, MANYLINUX)
    assert {"posix_ipc", "markupsafe"} <= {word.lower().replace("-", "_") for word in fix}


def test_a_binary_in_a_wheel_for_any_platform(tmp_path, unpacked):
    """py3-none-any with an x86-64 library inside: it installs anywhere, and loads in one place."""
    name = tmp_path / "lying-1.0-py3-none-any.whl"
    source = tmp_path / "source"
    uv(source, "--only-binary", "markupsafe", "markupsafe==3.0.2")
    library = next(source.glob("markupsafe/_speedups*.so")).read_bytes()
    with zipfile.ZipFile(name, "w") as wheel:
        wheel.writestr("lying/_native.so", library)
        wheel.writestr("lying-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: lying\nVersion: 1.0\n")
        wheel.writestr("lying-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(
            "lying-1.0.dist-info/RECORD",
            "lying/_native.so,,\nlying-1.0.dist-info/METADATA,,\nlying-1.0.dist-info/WHEEL,,\nlying-1.0.dist-info/RECORD,,\n",
        )
    tree = tmp_path / "packages"
    uv(tree, "--python-platform", "aarch64-manylinux2014", name)
    result = audit(tree, "--platform", "aarch64-manylinux2014")
    assert {f["rule"] for f in errors(result)} == {"wrong-architecture"}
    lie = [f for f in result.report["findings"] if f["rule"] == "tag-mismatch"]
    assert len(lie) == 1 and lie[0]["severity"] == "note" and "py3-none-any" in lie[0]["message"]
    fits = audit(tree, "--platform", MANYLINUX)
    assert fits.status == 0
    assert [(f["rule"], f["severity"]) for f in fits.report["findings"]] == [("tag-mismatch", "warning")]
