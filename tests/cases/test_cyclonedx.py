"""--format cyclonedx, for our own fixtures and for bundles that are made to be awkward."""

import os

import pytest
from conftest import ROOT, audit, run
from cyclonedx_document import by_ref, document, files, needs, properties, sha256

BIN = ROOT / "testdata" / "artifacts" / "bin"
ELF = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
MACHO = (BIN / "macho-arm64.dylib").read_bytes()
HOSTILE = [b'"},{"x.so', b"a\n\r\t.so", b"\x1b[31mred.so", b"latin\xe9.so", b"half\xc3", "漢字 🚀.so".encode(), b"\xef\xbf\xbe.so",
           b"%41#?@.so", b"a#2", b"a", b"pkg:pypi", "\u202e\u2028.so".encode()]  # fmt: skip


def package(tree, name, version, *native, tag="cp312-cp312-manylinux_2_17_x86_64", more=""):
    info = tree / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}")
    (info / "WHEEL").write_text(f"Wheel-Version: 1.0\nTag: {tag}\n")
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in native))
    for path in native:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(ELF)


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "packages"
    package(root, "Foo_Bar", "1.0+cu121", "foo/x.so", "foo/y.so")
    package(root, "pure", "2.0")
    (root / "nobody.dylib").write_bytes(MACHO)
    return root


def test_all_fixtures_are_in_it():
    found = document(BIN)
    report = audit(BIN).report
    judged = {row["path"] for row in report["artifacts"]}
    unread = {name for name, file in files(found).items() if "unread" in properties(file)}
    assert files(found).keys() - unread == judged - unread
    assert len(judged) > 100 and len(unread) >= report["summary"]["unreadable"]


@pytest.mark.parametrize("path", sorted(BIN.iterdir())[::20], ids=lambda path: path.name)
def test_each_fixture_is_a_bundle(path):
    document(path)
    document(path, "--platform", "x86_64-manylinux2014", "--thorough")


def test_packages_hold_their_files(tree):
    found = document(tree, status=0)
    assert found["metadata"]["component"]["name"] == "packages" and "timestamp" not in found["metadata"]
    named = {component["name"]: component for component in found["components"]}
    foo = named["Foo_Bar"]
    assert foo["purl"] == foo["bom-ref"] == "pkg:pypi/foo-bar@1.0%2Bcu121"
    assert [file["name"] for file in foo["components"]] == ["foo/x.so", "foo/y.so"]
    assert properties(foo)["tag"] == ["cp312-cp312-manylinux_2_17_x86_64"]
    assert "components" not in named["pure"]
    facts = properties(foo["components"][0])
    assert {name: facts[name] for name in ("format", "machine", "os", "libc-floor", "size")} == {
        "format": ["elf"], "machine": ["x86_64"], "os": ["linux"], "libc-floor": ["glibc 2.14"], "size": [str(len(ELF))],
    }  # fmt: skip
    assert named["nobody.dylib"]["type"] == "file"
    assert "compositions" not in found


def test_hashes_are_those_of_the_bytes_and_cost_a_word(tree):
    assert all("hashes" not in file for file in files(document(tree)).values())
    found = files(document(tree, "--thorough", "--jobs", 2))
    assert found["foo/x.so"]["hashes"] == sha256(ELF) and found["nobody.dylib"]["hashes"] == sha256(MACHO)


def test_the_same_input_gives_the_same_bytes_and_the_clock_is_the_users(tree):
    first, second = (run(tree, "--format", "cyclonedx").out for _ in range(2))
    assert first == second
    dated = document(tree, env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert dated["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    refused = run(tree, "--format", "cyclonedx", env={"SOURCE_DATE_EPOCH": "now"})
    assert refused.status == 2 and "SOURCE_DATE_EPOCH is not a number of seconds since 1970: now" in refused.err
    assert run(tree, env={"SOURCE_DATE_EPOCH": "now"}).status == 0, "no matter to other formats"


def test_a_platform_changes_who_answers_alone(tree):
    anywhere, judged = document(tree), document(tree, "--platform", "x86_64-manylinux2014", status=1)
    assert files(anywhere) == files(judged)
    assert properties(judged["metadata"]["component"])["target"] == ["x86_64-manylinux2014"]


def test_libraries_come_from_the_bundle_or_from_outside(tmp_path):
    soname = (BIN / "elf-x86_64-soname.so").read_bytes()
    (tmp_path / "x.so").write_bytes(soname)
    found = document(tmp_path)
    (needed,) = needs(found)["file:x.so"]
    outside = by_ref(found)[needed]
    assert outside["name"] == "libc.so.6" and outside["bom-ref"] == "outside:linux-x86_64:libc.so.6"
    assert properties(outside)["outside-of-bundle"] == ["true"] and properties(outside)["answered-by"] == ["platform"]


def test_what_was_not_read_makes_it_incomplete(tree):
    (tree / "cut.so").write_bytes(ELF[: len(ELF) // 2])
    (tree / "foo" / "away.so").symlink_to("/nowhere/x.so")
    found = document(tree, status=2)
    (composition,) = found["compositions"]
    assert set(composition["assemblies"]) == {found["metadata"]["component"]["bom-ref"], "file:cut.so", "file:foo/away.so"}
    assert "unread" in properties(files(found)["cut.so"])
    assert "file:cut.so" not in needs(found), "its needs are not known"


def test_what_is_excluded_makes_it_incomplete(tree):
    found = document(tree, "--exclude", "foo/**")
    assert found["compositions"][0]["assemblies"] == [found["metadata"]["component"]["bom-ref"]]


def test_a_root_that_is_not_there(tree, tmp_path):
    found = document(tree, tmp_path / "missing", status=2)
    missing = by_ref(found)["bundle:2/missing"]
    assert "unread" in properties(missing) and "bundle:2/missing" in found["compositions"][0]["assemblies"]


def test_several_bundles_are_components_of_one_document(tree):
    found = document(tree, tree, BIN / "macho-arm64.dylib", "-p", "x86_64-manylinux2014", "-p", "macosx_11_0_arm64")
    subject = found["metadata"]["component"]
    assert subject["name"] == "bundles" and "components" not in subject
    bundles = [component for component in found["components"] if component["bom-ref"].startswith("bundle:")]
    assert [bundle["name"] for bundle in bundles] == ["packages", "packages", "macho-arm64.dylib"] * 2
    assert {properties(bundle)["target"][0] for bundle in bundles[3:]} == {"macosx_11_0_arm64"}
    assert needs(found)[subject["bom-ref"]] >= {bundle["bom-ref"] for bundle in bundles}


def test_names_stay_names(tmp_path):
    tree = tmp_path / "a tree"
    tree.mkdir()
    for name in HOSTILE:
        with open(os.path.join(os.fsencode(tree), name), "wb") as file:
            file.write(ELF)
    package(tree, "evil", "1.0@x?y#z", "a")
    (tree / "node_modules" / "b").mkdir(parents=True)
    (tree / "node_modules" / "b" / "package.json").write_text('{"name": "@../../x\\u0000", "version": "\\ud800"}')
    (tree / "node_modules" / "b" / "x.node").write_bytes(ELF)
    found = document(tree)
    assert len([ref for ref in by_ref(found) if ref.startswith("file:")]) == len(HOSTILE) + 1


def test_a_document_is_written_to_a_file(tree, tmp_path):
    assert run(tree, "--format", "cyclonedx", "-o", tmp_path / "bom.json").out == ""
    assert (tmp_path / "bom.json").read_text() == run(tree, "--format", "cyclonedx").out
