"""The real cases: each has the right rule and no other."""

import zipfile

import pytest
from conftest import audit, wheel


def errors(result):
    return {f["rule"] for f in result.report["findings"] if f["severity"] == "error"}


def warnings(result):
    return {f["rule"] for f in result.report["findings"] if f["severity"] == "warning"}


def test_a_newer_glibc_for_an_older_target():
    path = wheel("cryptography==46.0.3", "manylinux_2_34_x86_64")
    assert audit(path, "-p", "manylinux_2_34_x86_64").status == 0
    for target in ("manylinux2014_x86_64", "aws-lambda:python3.11", "debian:10"):
        result = audit(path, "-p", target)
        messages = {f["message"] for f in result.report["findings"] if f["rule"] == "glibc-too-new"}
        assert errors(result) == {"glibc-too-new"}, target
        assert all(message.startswith("needs glibc 2.3") for message in messages)


def test_a_forced_platform_name(tmp_path):
    """The effect of `--plat-name` and of a retagged wheel: a name for one processor, and bytes for another."""
    source = wheel("cffi==1.17.1", "manylinux2014_x86_64", python="3.12")
    retagged = tmp_path / "cffi-1.17.1-cp312-cp312-manylinux2014_aarch64.whl"
    with zipfile.ZipFile(source) as honest, zipfile.ZipFile(retagged, "w") as lying:
        for name in honest.namelist():
            content = honest.read(name)
            if name.endswith(".dist-info/WHEEL"):
                content = content.replace(b"x86_64", b"aarch64")
            lying.writestr(name, content)
    result = audit(retagged, "-p", "manylinux2014_aarch64", "--python", "3.12")
    assert errors(result) == {"wrong-architecture"} and not warnings(result)
    lies = [f for f in result.report["findings"] if f["rule"] == "tag-mismatch"]
    assert [f["severity"] for f in lies] == ["note"] and "installers believe tags" in lies[0]["message"]
    fits = audit(retagged, "-p", "manylinux2014_x86_64", "--python", "3.12")
    assert fits.status == 0 and warnings(fits) == {"tag-mismatch"}


def test_extension_modules_of_another_python():
    path = wheel("cffi==1.17.1", "manylinux2014_x86_64", python="3.11")
    result = audit(path, "-p", "manylinux2014_x86_64", "--python", "3.12")
    assert errors(result) == {"wrong-python-abi"} and not warnings(result)
    assert "built for CPython 3.11, target has CPython 3.12" == result.report["findings"][0]["message"]
    assert audit(path, "-p", "aws-lambda:python3.11").status == 0
    assert errors(audit(path, "-p", "aws-lambda:python3.12")) == {"wrong-python-abi"}


def test_a_mac_that_is_too_old():
    path = wheel("numpy==2.2.6", "macosx_14_0_arm64")
    assert audit(path, "-p", "macosx_14_0_arm64", "--python", "3.12").status == 0
    result = audit(path, "-p", "macosx_13_0_arm64", "--python", "3.12")
    assert errors(result) == {"os-too-new"}
    assert result.report["findings"][0]["message"] == "needs macOS 14.0, target has macOS 13.0"
    environment = {"MACOSX_DEPLOYMENT_TARGET": "14.0"}
    assert audit(path, "-p", "macos", "--python", "3.12", env=environment).status == 0
    assert audit(path, "-p", "macosx_13_0_arm64", "--python", "3.12", env=environment).status == 1


@pytest.mark.parametrize("libc, other", [("manylinux2014", "musllinux_1_2"), ("musllinux_1_2", "manylinux2014")])
def test_the_other_libc(libc, other):
    result = audit(wheel("numpy==2.2.6", f"{libc}_x86_64"), "-p", f"{other}_x86_64", "--python", "3.12")
    assert errors(result) == {"wrong-libc"} and warnings(result) <= {"wrong-libc"}


def test_a_wheel_that_lies_about_its_tag():
    """cryptography's universal2 wheel says macOS 10.9; its x86_64 slice needs 10.13. On macOS 13 that harms nobody."""
    path = wheel("cryptography==46.0.3", "macosx_10_9_universal2")
    result = audit(path, "-p", "macosx_13_0_universal2")
    assert result.status == 0 and not warnings(result)
    assert [f["severity"] for f in result.report["findings"] if f["rule"] == "tag-mismatch"] == ["note"]
    assert errors(audit(path, "-p", "macosx_10_9_universal2")) == {"os-too-new"}
