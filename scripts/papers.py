# SPDX-License-Identifier: Apache-2.0
"""The papers of a release: the bill of materials of a program, the provenance of a release, its notes and its tag's text.

CycloneDX 1.6 (ECMA-424), in-toto's Statement v1, SLSA's provenance v1. The same commit gives the same bytes: the papers hold
nothing that differs between runs, such as the time of day. Nothing is signed: the publisher does that.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import time
import tomllib
import uuid
from urllib.parse import quote

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = re.search(r"^ +version: '([^']+)'", (ROOT / "meson.build").read_text(), re.M).group(1)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
INSIDE = tomllib.loads((ROOT / "packaging" / "inside.toml").read_text())
RELEASES = {"bookworm": "debian-12", "trixie": "debian-13"}
# The builder's name says nothing about its place: GitHub's runner, for instance, gives its own address in
# PLATLINT_BUILDER.
BUILDER = os.environ.get("PLATLINT_BUILDER", f"{PROJECT['urls']['Source']}/blob/v{VERSION}/scripts/release")


def git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def commit_time():
    return int(os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct"))


def pinned_sources():
    """Each source package of scripts/sources: its release, version, file and hash."""
    table = re.search(r"^table='\n(.*?)^'", (ROOT / "scripts" / "sources").read_text(), re.M | re.S).group(1)
    rows = (line.split() for line in table.splitlines())
    return {package: (release, version, file, digest) for release, package, version, file, digest in rows}


def pinned_packages():
    """The packages from the Python index: each package's version, and its hash if it is pinned by one."""
    lief = (ROOT / "scripts" / "lief").read_text()
    version, digest = (re.search(rf"^{name}=(\S+)", lief, re.M).group(1) for name in ("version", "sha256"))
    tools = (line.split("==") for line in (ROOT / "scripts" / "release.txt").read_text().split())
    return {"lief": (version, digest), **{name: (pinned, None) for name, pinned in tools}}


def upstream(version):
    """The upstream version in a version of Debian's: `1:1.3.dfsg+really1.3.1-1` is 1.3.1."""
    version = re.sub(r"^\d+:|-[^-]+$", "", version)
    return re.sub(r"[+.](dfsg|ds).*$", "", version.split("really")[-1])


def debian(package):
    release, version, file, _ = pinned_sources()[package]
    architecture = "amd64" if file.endswith(".deb") else "source"
    return f"pkg:deb/debian/{package}@{quote(version, safe=':')}?arch={architecture}&distro={RELEASES[release]}"


def license_of(name):
    """In CycloneDX's form: one licence by its identifier, several as an expression."""
    expression = INSIDE[name]["license"]
    return [{"license": {"id": expression}}] if " " not in expression else [{"expression": expression}]


def properties(file, digest):
    return [{"name": "platlint:source:file", "value": file}, {"name": "platlint:source:sha256", "value": digest}]


def origin(name):
    """The version of a part, its package URL, and the file that it was built from."""
    row, packages = INSIDE[name], pinned_packages()
    if "source" in row:
        _, version, file, digest = pinned_sources()[row["source"]]
        return {"version": upstream(version), "purl": debian(row["source"]), "properties": properties(file, digest)}
    if "pypi" in row:
        version, digest = packages[row["pypi"]]
        found = {"version": version, "purl": f"pkg:pypi/{row['pypi']}@{version}"}
        return {**found, "properties": properties(f"{row['pypi']}-{version}.zip", digest)} if digest else found
    whole, version = row["within"].split()
    now = packages[INSIDE[whole]["pypi"]][0]
    if version != now:
        raise SystemExit(f"papers: packaging/inside.toml has {name} of {whole} {version}, and {whole} is {now}: look up its version there")
    return {"version": row["version"], "purl": row["purl"]}


def whole_of(name):
    return INSIDE[name].get("within", "platlint").split()[0]


def all_inside(notices):
    """The parts that have a file of licences, and those whose licences require none."""
    silent = [name for name, row in INSIDE.items() if not row.get("notice", True) and whole_of(name) in notices]
    return sorted([*notices, *silent])


def component(name):
    return {"type": "library", "bom-ref": name, "name": name, "licenses": license_of(name), **origin(name)}


def itself(content):
    urls = {"vcs": PROJECT["urls"]["Source"], "issue-tracker": PROJECT["urls"]["Issues"], "documentation": PROJECT["urls"]["Documentation"]}
    return {
        "type": "application",
        "bom-ref": "platlint",
        "name": "platlint",
        "version": VERSION,
        "description": PROJECT["description"],
        "licenses": [{"license": {"id": PROJECT["license"]}}],
        "purl": f"pkg:pypi/platlint@{VERSION}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
        "externalReferences": [{"type": kind, "url": url} for kind, url in urls.items()],
    }


def bill_of_materials(target, content, notices):
    """For one program with only static libraries. `notices`: the names of the files of licences."""
    names = all_inside(notices)
    parts = {whole: [name for name in names if whole_of(name) == whole] for whole in ["platlint", *names]}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'platlint {target} {hashlib.sha256(content).hexdigest()}')}",
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(commit_time())),
            "lifecycles": [{"phase": "build"}],
            "component": itself(content),
            "properties": [{"name": "platlint:target", "value": target}],
        },
        "components": [component(name) for name in names],
        "dependencies": [{"ref": whole, "dependsOn": inside} for whole, inside in parts.items()],
    }
    return json_bytes(bill)


def json_bytes(value):
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def materials():
    """The materials of a release: the commit, the source packages, and the packages from the Python index."""
    source = {"uri": f"git+{PROJECT['urls']['Source']}", "digest": {"gitCommit": git("rev-parse", "HEAD")}}
    sources = [{"uri": debian(name), "name": row[2], "digest": {"sha256": row[3]}} for name, row in pinned_sources().items()]
    packages = [
        {"uri": f"pkg:pypi/{name}@{version}", **({"digest": {"sha256": digest}} if digest else {})}
        for name, (version, digest) in pinned_packages().items()
    ]
    return [source, *sources, *packages]


def provenance(folder, names, targets):
    """in-toto's statement about files of a folder."""
    subjects = [{"name": name, "digest": {"sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}} for name in sorted(names)]
    definition = {
        "buildType": f"{PROJECT['urls']['Source']}/blob/v{VERSION}/docs/building.md#a-release",
        "externalParameters": {"command": "scripts/release", "targets": targets},
        "internalParameters": {"SOURCE_DATE_EPOCH": commit_time()},
        "resolvedDependencies": materials(),
    }
    return json_bytes(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": subjects,
            "predicateType": "https://slsa.dev/provenance/v1",
            "predicate": {"buildDefinition": definition, "runDetails": {"builder": {"id": BUILDER}}},
        }
    )


def plain(markdown):
    """A page's text without links, because they cannot be followed in a tag."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", markdown).replace("`", "")


def notes():
    return (ROOT / "docs" / "releases" / f"{VERSION}.md").read_text()


def tag():
    """For `git tag -a -F`. git would leave out lines that begin with #, so headings have none."""
    return re.sub(r"^#+ ", "", plain(notes()), flags=re.M)


def unfilled():
    """The fields that the publisher must still fill in."""
    done = subprocess.run(["git", "grep", "-lE", r"\bOWNER/platlint|@platlint\.example"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.splitlines()
