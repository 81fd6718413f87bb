"""Real wheels, each for its own platform and for every other one, as an archive and as a tree."""

import pytest
from conftest import audit, run, wheel

NUMPY, CRYPTOGRAPHY, CHARSET = "numpy==2.2.6", "cryptography==46.0.3", "charset-normalizer==3.4.4"


class Platform:
    def __init__(self, tag, format, architectures, libc=None):
        self.tag, self.format, self.architectures, self.libc = tag, format, set(architectures.split()), libc


PLATFORMS = [
    Platform("manylinux2014_x86_64", "elf", "x86_64", "glibc"),
    Platform("manylinux2014_aarch64", "elf", "aarch64", "glibc"),
    Platform("musllinux_1_2_x86_64", "elf", "x86_64", "musl"),
    Platform("musllinux_1_2_aarch64", "elf", "aarch64", "musl"),
    Platform("macosx_14_0_arm64", "mach-o", "aarch64"),
    Platform("macosx_14_0_x86_64", "mach-o", "x86_64"),
    Platform("macosx_14_0_universal2", "mach-o", "x86_64 aarch64"),
    Platform("win_amd64", "pe", "x86_64"),
    Platform("win32", "pe", "i686"),
    Platform("win_arm64", "pe", "aarch64"),
]
BY_TAG = {platform.tag: platform for platform in PLATFORMS}

# Package, the tag for pip, and the platform that its wheel is made for.
WHEELS = [
    (NUMPY, "manylinux2014_x86_64", "manylinux2014_x86_64"),
    (NUMPY, "manylinux2014_aarch64", "manylinux2014_aarch64"),
    (NUMPY, "musllinux_1_2_x86_64", "musllinux_1_2_x86_64"),
    (NUMPY, "musllinux_1_2_aarch64", "musllinux_1_2_aarch64"),
    (NUMPY, "macosx_11_0_arm64", "macosx_14_0_arm64"),
    (NUMPY, "macosx_10_13_x86_64", "macosx_14_0_x86_64"),
    (NUMPY, "win_amd64", "win_amd64"),
    (NUMPY, "win32", "win32"),
    (CRYPTOGRAPHY, "manylinux2014_x86_64", "manylinux2014_x86_64"),
    (CRYPTOGRAPHY, "manylinux2014_aarch64", "manylinux2014_aarch64"),
    (CRYPTOGRAPHY, "musllinux_1_2_x86_64", "musllinux_1_2_x86_64"),
    (CRYPTOGRAPHY, "musllinux_1_2_aarch64", "musllinux_1_2_aarch64"),
    (CRYPTOGRAPHY, "macosx_10_9_universal2", "macosx_14_0_universal2"),
    (CRYPTOGRAPHY, "win_amd64", "win_amd64"),
    (CRYPTOGRAPHY, "win32", "win32"),
    (CRYPTOGRAPHY, "win_arm64", "win_arm64"),
    (CHARSET, "macosx_10_13_universal2", "macosx_14_0_universal2"),
    (CHARSET, "win_arm64", "win_arm64"),
]


def expected_rule(made_for, target):
    """The answer of a person who only knows the two platforms. None: it fits."""
    if made_for.format != target.format:
        return "wrong-format"
    missing = target.architectures - made_for.architectures
    if missing:
        partly = len(made_for.architectures) > 1 or missing != target.architectures
        return "missing-slice" if partly else "wrong-architecture"
    return "wrong-libc" if made_for.libc != target.libc else None


@pytest.mark.parametrize("target", PLATFORMS, ids=lambda platform: platform.tag)
@pytest.mark.parametrize("requirement, tag, made_for", WHEELS, ids=lambda value: value.split("==")[0])
def test_wheel_for_platform(requirement, tag, made_for, target, unpacked):
    archive = wheel(requirement, tag)
    as_archive = audit(archive, "--python", "3.12", "--platform", target.tag)
    rule = expected_rule(BY_TAG[made_for], target)
    assert as_archive.rules == ({rule} if rule else set())
    assert as_archive.status == (1 if rule else 0)
    assert as_archive.report["summary"]["judged"] > 0
    as_tree = audit(unpacked(archive), "--python", "3.12", "--platform", target.tag)
    assert as_tree.findings() == as_archive.findings()
    assert as_tree.report["summary"] == as_archive.report["summary"]


def test_the_situation_it_was_made_for(unpacked):
    """numpy built on a Mac, in a directory that should be a Linux bundle."""
    packages = unpacked(wheel(NUMPY, "macosx_11_0_arm64"))
    result = run("--target", packages, "--python", "3.12", "--python-platform", "x86_64-manylinux2014")
    assert result.status == 1
    lines = result.out.splitlines()
    assert len(lines) <= 8
    assert sum("numpy 2.2.6" in line for line in lines) == 1
    assert "Mach-O arm64, target is ELF x86_64" in lines[0] and "[wrong-format]" in lines[0]
    assert any("--only-binary numpy" in line for line in lines)
    right = unpacked(wheel(NUMPY, "manylinux2014_x86_64"))
    result = run("--target", right, "--python", "3.12", "--python-platform", "x86_64-manylinux2014")
    assert (result.status, result.err) == (0, "")


def release(name):
    return tuple(name.split("-")[:2])


def test_wheelhouse(tmp_path):
    """A directory of wheels: each is judged inside, each finding has the wheel in its path. If a release has a wheel
    for the target, its other wheels are for other machines; a release without one is wrong."""
    house = tmp_path / "wheelhouse"
    house.mkdir()
    for requirement, tag, _ in WHEELS:
        source = wheel(requirement, tag)
        (house / source.name).write_bytes(source.read_bytes())
    result = audit(house, "--platform", "manylinux2014_x86_64", "--python", "3.12")
    right = {wheel(r, t).name for r, t, made_for in WHEELS if made_for == "manylinux2014_x86_64"}
    wrong = {finding["path"].split("!/")[0] for finding in result.report["findings"] if finding["severity"] == "error"}
    served = {release(name) for name in right}
    assert {release(name) for name in wrong} == {release(path.name) for path in house.iterdir()} - served
    assert {a["path"].split("!/")[0] for a in result.report["artifacts"]} == {path.name for path in house.iterdir()}
