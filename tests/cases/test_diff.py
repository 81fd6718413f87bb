"""platlint diff: bundles and reports that are made for it. The comparison itself has units (tests/diff)."""

import json
import os
import re
import shutil

import jsonschema
import pytest
from conftest import ROOT, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
OLD = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
NEW = (BIN / "elf-x86_64-glibc-2.34.so").read_bytes()
MACHO = (BIN / "macho-arm64.dylib").read_bytes()
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "src" / "diff" / "diff.schema.json").read_text()))
LINUX = ("--platform", "x86_64-manylinux2014")


def diff(*arguments, **more):
    """The document of a diff: it is valid and agrees with the exit status."""
    result = run("diff", *arguments, "--format", "json", **more)
    assert result.out, result.err
    result.report = json.loads(result.out)
    SCHEMA.validate(result.report)
    worse = result.report["worse"]
    assert result.status == (1 if worse else 0 if result.report["complete"] else 2), (worse, result.err)
    return result


def bundle(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def report(path, into, *arguments):
    """The output of --format json for a bundle, in a file."""
    assert run(path, *arguments, "--format", "json", "-o", into).status in (0, 1, 2)
    return into


@pytest.fixture
def pair(tmp_path):
    return bundle(tmp_path / "old", {"x/a.so": OLD}), bundle(tmp_path / "new", {"x/a.so": NEW})


def test_a_bundle_and_itself(pair):
    same = diff(pair[0], pair[0])
    assert (same.status, same.report["worse"]) == (0, [])
    assert not any(same.report[part] for part in ("packages", "needs", "floors", "pythons", "foreign"))


def test_a_higher_floor_without_a_platform(pair):
    up, down = diff(*pair), diff(*reversed(pair))
    assert up.report["worse"] == ["platform-lost", "floor-higher"] and down.status == 0
    (floor,) = up.report["floors"]
    assert (floor["platform"], floor["what"], floor["change"], floor["path"]) == ("linux x86_64", "glibc", "higher", "x/a.so")
    assert (floor["old"], floor["new"]) == ("2.14", "2.34")
    assert down.report["floors"][0]["change"] == "lower"
    assert up.report["platforms"]["lost"] == down.report["platforms"]["gained"] != []
    assert up.report["findings"] is None


def test_with_a_platform_its_findings_decide(pair):
    enough = diff(*pair, "--platform", "x86_64-manylinux_2_34")
    assert (enough.status, enough.report["findings"]) == (0, []) and len(enough.report["floors"]) == 1
    old = diff(*pair, *LINUX)
    assert old.report["worse"] == ["new-error"]
    assert [(row["change"], row["rule"]) for row in old.report["findings"]] == [("new", "glibc-too-new")]
    gone = diff(*reversed(pair), *LINUX)
    assert gone.status == 0 and gone.report["findings"][0]["change"] == "gone"
    assert diff(*pair, *LINUX, "--ignore", "glibc-too-new").status == 0


def test_a_foreign_file(pair):
    mixed = bundle(pair[0].parent / "mixed", {"x/a.so": OLD, "x/b.so": MACHO})
    change = diff(pair[0], mixed)
    assert "foreign-file" in change.report["worse"]
    assert [(row["change"], row["path"], row["platform"]) for row in change.report["foreign"]] == [
        ("new", "x/b.so", "macos aarch64")]  # fmt: skip
    assert diff(mixed, pair[0]).status == 0 and diff(mixed, mixed).status == 0


def test_reports_and_bundles_are_one(pair, tmp_path):
    for platform in ((), LINUX):
        old, new = (report(path, tmp_path / f"{path.name}.json", *platform) for path in pair)
        bundles = diff(*pair, *platform)
        assert diff(old, new).out == bundles.out
        assert diff(old, pair[1]).out == bundles.out == diff(pair[0], new).out, "the report says the platform"


def test_the_platform_of_a_report_is_taken_whole(pair, tmp_path):
    for platform in (("-p", "aws-lambda:python3.12:arm64"), (*LINUX, "--python", "3.13t"),
                     (*LINUX, "--node", "electron:33"), (*LINUX, "--provides", "libodd.so.1")):  # fmt: skip
        old = report(pair[0], tmp_path / "old.json", *platform)
        assert diff(old, pair[1]).out == diff(*pair, *platform).out


def test_two_platforms_are_refused(pair, tmp_path):
    old, new = report(pair[0], tmp_path / "a.json", *LINUX), report(pair[1], tmp_path / "b.json", "-p", "linux/arm64")
    bare = report(pair[0], tmp_path / "c.json")
    for arguments, words in (
        ((old, new), "two reports for two platforms: x86_64-manylinux2014, and "),
        ((old, pair[1], "-p", "linux/arm64"), "two reports for two platforms"),
        ((old, old, *LINUX), "both are reports, which say themselves what they are for: leave out --platform"),
        ((bare, pair[1], *LINUX), "is a report without a platform: write it with --platform too"),
        ((*pair, *LINUX, "-p", "linux/arm64"), "a diff is for one platform: say --platform once"),
    ):
        result = run("diff", *arguments)
        assert (result.status, result.out) == (2, "") and words in result.err


def test_what_is_no_report_is_refused(pair, tmp_path):
    path = tmp_path / "r.json"
    good = json.loads(report(pair[0], path).read_text())
    hostile = {
        "{": "not JSON",
        "{}": "not a JSON report of platlint (--format json)",
        '{"a": ' * 100_000: "nested too deep",
        run(pair[0], *LINUX, "--format", "sarif").out: "not a JSON report of platlint (--format json)",
        run(*pair, "--format", "ndjson").out: "not JSON, or more than one report",
        run(pair[0], *LINUX, "-p", "linux/arm64", "--format", "json").out: "a report of several audits",
        json.dumps({**good, "schema_version": "2.0"}): "a report of schema_version 2.0, expected 1.0",
        json.dumps({**good, "artifacts": [{**good["artifacts"][0], "size": -1}]}): "artifacts[0].size is not a count",
        json.dumps({**good, "artifacts": [{**good["artifacts"][0], "package": 10**18}]}): "is not one of the packages of its root",
        json.dumps({**good, "roots": []}): "r.json cannot be read",
    }
    for text, words in hostile.items():
        path.write_text(text)
        result = run("diff", path, pair[1])
        assert (result.status, result.out) == (2, "") and words in result.err, (text[:80], result.err)


def test_a_report_that_is_too_large(tmp_path, pair):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.write(b"{")
        file.truncate((128 << 20) + 1)
    result = run("diff", path, pair[0])
    assert result.status == 2 and "has more than 134217728 bytes" in result.err


def test_a_report_through_a_pipe(pair, tmp_path):
    text = run(pair[0], "--format", "json").out
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_text(text)
        os._exit(0)
    assert diff(pipe, pair[1]).out == diff(*pair).out


def test_what_is_not_read(pair, tmp_path):
    missing = run("diff", pair[0], tmp_path / "missing")
    assert (missing.status, missing.out) == (2, "") and "nothing is compared" in missing.err
    cut = bundle(tmp_path / "cut", {"x/a.so": OLD, "x/b.so": OLD[: len(OLD) // 2]})
    assert diff(pair[0], cut, "--platform", "x86_64-manylinux_2_34").status in (1, 2)
    damaged = diff(cut, cut)
    assert (damaged.status, damaged.report["complete"], damaged.report["worse"]) == (2, False, [])


def test_usage(pair):
    for arguments, words in (
        (("diff",), "OLD is required"),
        (("diff", pair[0]), "NEW is required"),
        (("diff", *pair, pair[0]), "platlint diff --help"),
        (("diff", *pair, "--format", "sarif"), "sarif not in {text,json,markdown}"),
        (("diff", *pair, "--write-baseline", "x"), "platlint diff --help"),
        (("diff", *pair, "--platfrom", "x"), "did you mean --platform?"),
    ):
        result = run(*arguments)
        assert (result.status, result.out) == (2, "") and words in result.err, result.err
    assert "OLD" in run("diff", "--help").out and "platlint diff" in run("--help").out


def test_a_directory_of_that_name(pair):
    shutil.copytree(pair[0], pair[0].parent / "diff")
    for path in ("./diff", "diff/"):
        result = run(path, *LINUX, "--format", "json", cwd=pair[0].parent)
        assert (result.status, json.loads(result.out)["roots"]) == (0, [path])
    assert run("--target", "diff", *LINUX, cwd=pair[0].parent).status == 0


def test_the_configuration_has_its_word(pair):
    (pair[0].parent / "platlint.toml").write_text('platform = "x86_64-manylinux2014"\nformat = "sarif"\ntarget = ["nowhere"]\n')
    told = diff("old", "new", cwd=pair[0].parent)
    assert (told.report["target"], told.report["worse"]) == ("x86_64-manylinux2014", ["new-error"])
    assert diff("old", "new", "--no-config", cwd=pair[0].parent).report["target"] is None


def test_text_and_markdown_say_the_same(pair):
    for platform in ((), LINUX):
        found = diff(*pair, *platform).report
        for format in ("text", "markdown"):
            result = run("diff", *pair, *platform, "--format", format, "-v")
            assert result.status == 1 and "worse: " in result.out
            for row in found["findings"] or []:
                assert row["rule"] in result.out and row["path"] in result.out
            assert re.search("glibc`? 2.14 -> 2.34", result.out)
            assert all(name in result.out for name in found["platforms"]["lost"])
            assert f"1 native file, {len(OLD) / 1000:.1f} kB" in result.out


def test_names_stay_names(pair, tmp_path):
    names = [b"\x1b[31mred.so", b"a\n::error::x.so", b"latin\xe9.so", b"`|<b>**.so", "\u202e.so".encode()]
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    for name in names:
        with open(os.path.join(os.fsencode(hostile), name), "wb") as file:
            file.write(MACHO)
    for format in ("text", "markdown"):
        out = run("diff", pair[0], hostile, *LINUX, "--format", format, "-v").out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out) and "\n::error" not in out
    assert len(diff(pair[0], hostile, *LINUX).report["findings"]) >= len(names)


def test_a_diff_is_written_to_a_file(pair, tmp_path):
    result = run("diff", *pair, "-o", tmp_path / "diff.txt")
    assert (result.status, result.out) == (1, "")
    assert (tmp_path / "diff.txt").read_text() == run("diff", *pair).out
