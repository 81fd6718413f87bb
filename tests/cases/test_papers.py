"""The papers of a release: other readers accept them, and they describe each file correctly."""

import hashlib
import json
import pathlib
import re
import subprocess
import sys
import zipfile

import pytest

from builds import VERSION, call, commit, environment, released
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import papers  # noqa: E402

NOTICES = [name for name, row in papers.INSIDE.items() if row.get("notice", True)]
READ = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read())
sys.exit(str(error) if error else 0)
"""
STATE = """
import json, sys
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as Fields
read = json_format.Parse(sys.stdin.read(), Fields())
Statement.copy_from_pb(read).validate()
json_format.Parse(json_format.MessageToJson(read.predicate), Provenance())
"""


def reader(code, text):
    python = call(ROOT / "scripts" / "python", "tests/papers.txt", cwd=ROOT).stdout.strip()
    done = subprocess.run([python, "-c", code], input=text, capture_output=True, text=True)
    return done.returncode, done.stderr


def bill(target="linux-x86_64", notices=None):
    return papers.bill_of_materials(target, b"program", NOTICES if notices is None else notices)


def test_every_license_of_a_release_has_a_row():
    """scripts/cross names the files, and LIEF's parts those of their folders."""
    named = re.findall(r"^ *license (\S+) |^headers (\S+) \S+ \S+ \S+$", (ROOT / "scripts" / "cross").read_text(), re.M)
    assert {one or other for one, other in named if "$" not in one} - {""} <= set(NOTICES)
    assert {"LIEF", "zig", "llvm", "musl", "mingw-w64"} <= set(NOTICES)


@pytest.mark.parametrize(
    "version, plain",
    [
        ("1:1.3.dfsg+really1.3.1-1", "1.3.1"),
        ("3.4.0+ds-0.2+b1", "3.4.0"),
        ("1.5.7+dfsg-1", "1.5.7"),
        ("5.8.1-1+deb13u2", "5.8.1"),
        ("1.23-2", "1.23"),
    ],
)
def test_the_version_of_those_who_wrote_it(version, plain):
    assert papers.upstream(version) == plain


def test_each_part_has_a_version_and_a_place():
    for part in json.loads(bill())["components"]:
        assert part["version"] and part["purl"].startswith("pkg:") and part["licenses"], part["name"]
        assert part["version"] in part["purl"] or "debian" in part["purl"]


def test_a_part_hangs_on_what_brings_it():
    rows = {row["ref"]: row["dependsOn"] for row in json.loads(bill())["dependencies"]}
    assert {"LIEF", "zlib", "zig"} <= set(rows["platlint"]) and "frozen" not in rows["platlint"]
    assert {"frozen", "leaf", "tcb-span"} <= set(rows["LIEF"]) and {"llvm", "musl"} <= set(rows["zig"])


def test_what_is_not_inside_is_not_named():
    assert {part["name"] for part in json.loads(bill(notices=["zlib"]))["components"]} == {"zlib"}


def test_another_version_of_the_whole_is_refused(monkeypatch):
    monkeypatch.setitem(papers.INSIDE["frozen"], "within", "LIEF 0.11.0")
    with pytest.raises(SystemExit, match="frozen of LIEF 0.11.0, and LIEF is 0.12.3"):
        bill()


@pytest.mark.network
def test_the_versions_of_what_zig_brings():
    python = pathlib.Path(call(ROOT / "scripts" / "python", "scripts/release.txt", cwd=ROOT).stdout.strip())
    (brought,) = python.parents[1].glob("lib/python3*/site-packages/ziglang/lib")
    musl = re.search(r'VERSION "(.+)"', (brought / "libc/musl/src/internal/version.h").read_text()).group(1)
    cxx = int(re.search(r"define _LIBCPP_VERSION (\d+)", (brought / "libcxx/include/__config").read_text()).group(1))
    mingw = re.findall(
        r"define __MINGW64_VERSION_(?:MAJOR|MINOR|BUGFIX) (\d+)", (brought / "libc/include/any-windows-any/_mingw_mac.h").read_text()
    )
    found = {"musl": musl, "llvm": f"{cxx // 10000}.{cxx // 100 % 100}.{cxx % 100}", "mingw-w64": ".".join(mingw)}
    assert {name: papers.INSIDE[name]["version"] for name in found} == found


@pytest.mark.network
def test_cyclonedx_reads_the_bill():
    text = bill().decode()
    assert reader(READ, text) == (0, "")
    assert reader(READ, text.replace('"id": "Zlib"', '"id": "zlib licence"'))[0] != 0


@pytest.mark.network
def test_in_toto_reads_the_provenance(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    text = papers.provenance(tmp_path, ["a"], ["linux-x86_64"]).decode()
    assert reader(STATE, text) == (0, "")
    assert reader(STATE, text.replace('"externalParameters"', '"outerParameters"'))[0] != 0
    assert json.loads(text)["subject"] == [{"name": "a", "digest": {"sha256": hashlib.sha256(b"a").hexdigest()}}]


@pytest.mark.packaging
def test_the_wheel_carries_its_bill():
    dist = released().dist
    (packed,) = dist.glob("*.whl")
    with zipfile.ZipFile(packed) as opened:
        inside = opened.read(f"platlint-{VERSION}.dist-info/sboms/platlint.cdx.json")
    assert inside == (dist / "platlint-linux-x86_64.cdx.json").read_bytes()
    program = hashlib.sha256((dist / "platlint-linux-x86_64").read_bytes()).hexdigest()
    assert json.loads(inside)["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": program}]


@pytest.mark.packaging
def test_the_provenance_names_what_was_packed(tmp_path):
    made = released()
    pack, dist = made.checkout / "scripts" / "pack", made.dist
    (dist / "platlint-0.0.1-py3-none-any.whl").write_bytes(b"of another release")
    done = call(pack, dist, "--papers", "linux-x86_64", env=environment())
    (dist / "platlint-0.0.1-py3-none-any.whl").unlink()
    statement = json.loads((dist / "provenance.intoto.json").read_text())
    assert len(statement["subject"]) == 7 and "0.0.1" not in str(statement["subject"])
    for row in statement["subject"]:
        assert row["digest"]["sha256"] == hashlib.sha256((dist / row["name"]).read_bytes()).hexdigest()
    commit = call("git", "rev-parse", "HEAD", cwd=made.checkout).stdout.strip()
    assert statement["predicate"]["buildDefinition"]["resolvedDependencies"][0]["digest"] == {"gitCommit": commit}
    assert "fill in OWNER and the address of SECURITY.md" in done.stderr and "SECURITY.md" in done.stderr
    (made.checkout / "new").touch()
    assert "not all is committed" in call(pack, dist, "--papers", "linux-x86_64", env=environment()).stderr
    (made.checkout / "new").unlink()
    assert not (dist / "provenance.intoto.json").exists()


def test_what_whoever_publishes_fills_in(tmp_path, monkeypatch):
    """The lines of the page do it, and the tag has the notes."""
    names = subprocess.run(
        ["git", "ls-files", "*.md", "pyproject.toml", "scripts", "tests/cases"], cwd=ROOT, capture_output=True, text=True
    )
    for name in names.stdout.splitlines():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    commit(tmp_path)
    monkeypatch.setattr(papers, "ROOT", tmp_path)
    assert {"README.md", "SECURITY.md", "pyproject.toml"} <= set(papers.unfilled())
    page = (ROOT / "docs" / "building.md").read_text().split("**Before you publish**")[1]
    fill, publish = re.findall(r"^```sh\n(.*?)^```", page, re.M | re.S)[:2]
    call("sh", "-ec", fill, cwd=tmp_path)
    assert papers.unfilled() == [] and "security@example.org" in (tmp_path / "SECURITY.md").read_text()
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "tag.txt").write_text(papers.tag())
    command = publish.splitlines()[-1]
    assert command.startswith(f"git tag --annotate v{VERSION} ")
    call("git", "tag", "-d", f"v{VERSION}", cwd=tmp_path)
    call("sh", "-ec", command.replace("git tag", "git -c user.name=t -c user.email=t@example.org tag"), cwd=tmp_path)
    shown = call("git", "tag", "-n99", "--list", f"v{VERSION}", cwd=tmp_path).stdout
    assert "The first release for everyone" in shown and "To check what you took" in shown


def test_the_address_stands_in_one_place():
    found = subprocess.run(["git", "grep", "-c", r"@platlint\.example"], cwd=ROOT, capture_output=True, text=True).stdout
    assert found == "SECURITY.md:1\n"


def test_the_notes_are_those_of_the_version():
    notes, log = papers.notes(), (ROOT / "CHANGELOG.md").read_text()
    assert notes.startswith(f"# platlint {VERSION}\n") and "](" not in papers.tag() and "\n#" not in papers.tag()
    day = re.search(rf"^## \[{re.escape(VERSION)}\] - (\d{{4}}-\d\d-\d\d)$", log, re.M).group(1)
    assert re.search(rf"^\[{re.escape(VERSION)}\]: https://", log, re.M) and day[:4] in notes
