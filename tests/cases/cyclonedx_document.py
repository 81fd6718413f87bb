"""The properties of every CycloneDX document of ours, checked with the schema of its makers and the package URLs' own
reader."""

import hashlib
import json

from conftest import run
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

SCHEMA = JsonStrictValidator(SchemaVersion.V1_6)


def document(*arguments, status=None, **more):
    """The document of a run, checked."""
    result = run(*arguments, "--format", "cyclonedx", **more)
    assert result.out, result.err
    assert status is None or result.status == status, result.err
    assert SCHEMA.validate_str(result.out) is None, SCHEMA.validate_str(result.out)
    assert result.out.isascii()
    found = json.loads(result.out)
    check(found)
    return found


def components(found):
    """All components of a document, with the one that it is about."""
    open_ones = [found["metadata"]["component"], *found["components"]]
    for component in open_ones:
        open_ones += component.get("components", [])
    return open_ones


def by_ref(found):
    return {component["bom-ref"]: component for component in components(found)}


def properties(component):
    every = {}
    for row in component.get("properties", []):
        assert row["name"].startswith("platlint:")
        every.setdefault(row["name"].removeprefix("platlint:"), []).append(row["value"])
    return every


def needs(found):
    return {row["ref"]: set(row.get("dependsOn", [])) for row in found["dependencies"]}


def files(found):
    return {component["name"]: component for component in components(found) if component["type"] == "file"}


def check(found):
    every = by_ref(found)
    assert len(every) == len(components(found)), "a reference is unique"
    assert "serialNumber" not in found
    for ref, needed in needs(found).items():
        assert ref in every and needed <= every.keys() and ref not in needed
    for composition in found.get("compositions", []):
        assert composition["aggregate"] == "incomplete" and set(composition["assemblies"]) <= every.keys()
    for component in every.values():
        if purl := component.get("purl"):
            assert PackageURL.from_string(purl).to_string() == purl, "the canonical form"
            read = PackageURL.from_string(purl)
            assert read.version == component["version"] and (read.namespace or "") == component.get("group", "")


def sha256(data):
    return [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}]
