"""The answers of other tools for the same files: readelf for the version needs, auditwheel for the policy."""

import json
import pathlib
import re
import shutil
import subprocess
import sys

import auditwheel
import pytest
from conftest import audit, unpack
from test_no_false_alarm import chosen

LINUX = [parameter for parameter in chosen() if parameter.values[1] == "manylinux-x86_64"]
POLICIES = pathlib.Path(auditwheel.__file__).parent / "policy" / "manylinux-policy.json"
TARGETS = [5, 12, 17, 24, 28, 34]


def version_needs(path):
    """The version needs of a file from readelf: library, version, weak."""
    said = subprocess.run(["readelf", "-W", "-V", path], capture_output=True, check=True, env={"LC_ALL": "C"}).stdout
    needs, library, inside = set(), None, False
    for line in said.decode().splitlines():
        if line.startswith("Version "):
            inside = line.startswith("Version needs section")
        elif inside and (named := re.search(r"File: (\S+) +Cnt: ", line)):
            library = named[1]
        elif inside and (need := re.search(r"Name: (\S+) +Flags: (.*?) +Version: ", line)):
            needs.add((library, need[1], "WEAK" in need[2]))
    return needs


@pytest.mark.skipif(shutil.which("readelf") is None, reason="no readelf here")
@pytest.mark.parametrize("row, platform", LINUX)
def test_version_needs_are_those_of_readelf(row, platform, tmp_path):
    path = row.fetch(platform)
    tree = unpack(path, tmp_path)
    artifacts = audit(path, "--platform", "manylinux2014_x86_64").report["artifacts"]
    dynamic = [a for a in artifacts if a["format"] == "elf" and a["kind"] != "object"]
    for artifact in dynamic:
        said = {(need["library"], need["name"], need["weak"]) for need in artifact["version_needs"]}
        assert said == version_needs(tree / artifact["path"]), artifact["path"]
    assert any(artifact["version_needs"] for artifact in dynamic)


def auditwheel_show(path):
    command = [sys.executable, "-m", "auditwheel", "show", "--json", path]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return said if "overall_tag" in said else None


def forbidden(versioned_symbols, minor):
    """The needs that a policy does not allow, from auditwheel's own table."""
    policy = next(p for p in json.loads(POLICIES.read_text()) if p["name"] == f"manylinux_2_{minor}")
    allowed = policy["symbol_versions"]["x86_64"]
    needs = {need for names in versioned_symbols.values() for need in names}
    return {n for n in needs if n.split("_")[0] in allowed and n.split("_", 1)[1] not in allowed[n.split("_")[0]]}


@pytest.mark.parametrize("row, platform", LINUX)
def test_policy_is_that_of_auditwheel(row, platform):
    """platlint refuses for glibc the same as auditwheel. It only accepts more if the difference is a version of the C++
    runtime: systems with a certain glibc were measured, and have more of it than the policy allows."""
    path = row.fetch(platform)
    said = auditwheel_show(path)
    # auditwheel reads a library that the wheel lacks from its own machine, and counts that library's needs as the
    # wheel's.
    from_host = {library for library, found in said["external_libs"].items() if found}
    for minor in TARGETS:
        result = audit(path, "--platform", f"manylinux_2_{minor}_x86_64")
        # A warning if the package works without the file: debugpy's attach library, numba's pools of threads.
        noted = {finding["rule"] for finding in result.report["findings"] if finding["severity"] != "note"}
        rules = result.rules | (noted & {"glibc-too-new", "missing-library"})
        refused = forbidden(said["versioned_symbols"], minor)
        by_libc = {need for need in refused if need.startswith("GLIBC_")}
        lacking = said["policy_upgrades"].get(f"manylinux_2_{minor}_x86_64", {}).get("libs_to_eliminate", [])
        assert ("missing-library" in rules) == bool(lacking), (minor, lacking)
        assert from_host or ("glibc-too-new" in rules) == bool(by_libc), (minor, refused)
        assert "libstdcxx-too-new" not in rules or refused - by_libc, minor
        assert "missing-version" not in rules or any(need.startswith("ZLIB_") for need in refused), minor
        of_versions = {"glibc-too-new", "libstdcxx-too-new", "missing-library", "missing-version"}
        assert rules <= of_versions
