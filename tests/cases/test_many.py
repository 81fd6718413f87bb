"""Many bundles at once: one platform per line, several platforms, counts in place of names, a summary for programs."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile

import pytest

from conftest import ROOT, VALIDATOR, audit, run

BIN = ROOT / "testdata/artifacts/bin"
X86 = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
ARM = (BIN / "elf-aarch64-glibc-2.17.so").read_bytes()
LINUX = "x86_64-manylinux2014"
ARM_LINUX = "aarch64-manylinux2014"


def bundle(path, binary):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lib/x.so", binary)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """200 bundles, of which 5 do not fit and 2 cannot be read."""
    folder = tmp_path_factory.mktemp("many")
    for i in range(200):
        bundle(folder / f"b{i:03}.zip", ARM if i % 40 == 3 else X86)
    for name in ("b010.zip", "b020.zip"):
        (folder / name).write_bytes((folder / name).read_bytes()[:-40])
    (folder / "list").write_text("".join(f"b{i:03}.zip\n" for i in range(200)))
    return folder


WRONG = [f"b{i:03}.zip" for i in range(3, 200, 40)]


def test_the_closing_line_counts(many):
    result = run("--files-from", "list", "--platform", LINUX, cwd=many)
    assert result.status == 1
    *_, last = result.out.splitlines()
    assert last.startswith(f"5 of 200 bundles do not fit {LINUX}, 2 could not be read: 5 errors, 198 native files judged")
    assert [line for line in result.out.splitlines() if line.startswith("does not fit: ")] == [f"does not fit: {name}" for name in WRONG]
    assert "not read: b010.zip\nnot read: b020.zip\n" in result.out
    quiet = run("--files-from", "list", "--platform", LINUX, "-q", cwd=many)
    assert len(quiet.out.splitlines()) == 8 and quiet.out.splitlines()[-1] == last
    for name in WRONG:
        shutil.copy(many / "b000.zip", many / ("kept-" + name))
    (many / "right").write_text("".join(f"b{i:03}.zip\n" for i in range(30, 40)))
    assert (
        run("--files-from", "right", "--platform", LINUX, cwd=many).out == f"10 bundles fit {LINUX}: 10 native files judged, 10 entries\n"
    )


def test_few_bundles_are_named(many):
    result = run("b000.zip", "b001.zip", "--platform", LINUX, cwd=many)
    assert result.out.startswith(f"b000.zip, b001.zip fit {LINUX}: ")


FORMATS = ("text", "json", "ndjson", "sarif", "junit", "markdown")


def failing(format, report):
    """The roots with errors that count, in the form of that format."""
    if format == "json":
        return [finding["root"] for finding in json.loads(report)["findings"]]
    if format == "ndjson":
        return [finding["root"] for line in report.splitlines()[:-1] for finding in json.loads(line)["findings"]]
    if format == "sarif":
        results = [row for row in json.loads(report)["runs"][0]["results"] if "suppressions" not in row]
        return [row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for row in results]
    if format == "junit":
        return [case.get("classname") for case in ET.fromstring(report).iter("testcase") if case.find("failure") is not None]
    if format == "text":
        return [line.removeprefix("does not fit: ") for line in report.splitlines() if line.startswith("does not fit: ")]
    return re.findall(r"^\| error \|.*?\| `(b[0-9]+\.zip)` \|", report, re.M)


def test_all_formats_agree(many, tmp_path):
    """With a baseline and without: equal findings, equal exit status, and the counts of the summary."""
    known = tmp_path / "known.json"
    (many / "whole").write_text("".join(f"b{i:03}.zip\n" for i in range(200) if i not in (10, 20)))
    assert run("--files-from", "whole", "--platform", LINUX, "--format", "ndjson", "--write-baseline", known, cwd=many).status == 0
    rows = json.loads(known.read_text())["findings"]
    assert sorted(row["bundle"] for row in rows) == WRONG
    known.write_text(json.dumps({"platlint_baseline": "2.0", "findings": rows[1:]}))
    for arguments, wrong in (((), WRONG), (("--baseline", known), WRONG[:1])):
        told = {}
        for format in FORMATS:
            result = run("--files-from", "list", "--platform", LINUX, "--format", format, *arguments, cwd=many)
            assert result.status == 1, format
            told[format] = result.out
            assert failing(format, result.out) == wrong, format
        last = json.loads(told["ndjson"].splitlines()[-1])
        VALIDATOR.validate(last)
        assert [row["root"] for row in last["failing"]] == wrong and last["summary"]["errors"] == len(wrong)
        assert [row["root"] for row in last["incomplete"]] == ["b010.zip", "b020.zip"] and last["summary"]["complete"] is False
        assert len(told["ndjson"].splitlines()) == 201


@pytest.mark.slow
def test_two_thousand_bundles(tmp_path):
    """40 of them are wrong: the baseline knows all of those, all but three, or none."""
    names = [f"b{i:04}.zip" for i in range(2000)]
    wrong = names[7::50]
    for name in names:
        bundle(tmp_path / name, ARM if name in wrong else X86)
    (tmp_path / "list").write_text("\n".join(names))
    command = ("--files-from", "list", "--platform", LINUX)
    assert run(*command, "--write-baseline", "all.json", cwd=tmp_path).status == 0
    rows = json.loads((tmp_path / "all.json").read_text())["findings"]
    assert [row["bundle"] for row in rows] == wrong and len(rows) == 40
    kept = [row for row in rows if row["bundle"] not in wrong[:3]]
    (tmp_path / "some.json").write_text(json.dumps({"platlint_baseline": "2.0", "findings": kept}))
    for arguments, expected in (((), wrong), (("--baseline", "some.json"), wrong[:3]), (("--baseline", "all.json"), [])):
        for format in ("text", "ndjson", "sarif", "junit"):
            whole = ("-v",) if format == "text" else ()  # else it lists twenty
            result = run(*command, "--format", format, *whole, *arguments, cwd=tmp_path)
            assert (result.status, failing(format, result.out)) == (1 if expected else 0, expected), format


def test_bundles_together_and_each_alone_give_the_same(tmp_path):
    """Many small ones share a pool of workers: broken ones, links, archives inside and metadata among them."""
    for i in range(12):
        bundle(tmp_path / f"b{i:02}.zip", ARM if i == 3 else X86)
    whole = (tmp_path / "b00.zip").read_bytes()
    (tmp_path / "b04.zip").write_bytes(whole[:-40])
    (tmp_path / "b05.zip").write_bytes(b"text")
    with zipfile.ZipFile(tmp_path / "b06.zip", "w") as archive:
        archive.writestr("inside.zip", whole)
        archive.writestr("cut.so", X86[:400])
        archive.writestr("m-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    tree = tmp_path / "b07"
    (tree / "node_modules" / "a").mkdir(parents=True)
    (tree / "node_modules" / "a" / "package.json").write_text('{"name": "a", "version": "1.0.0"}')
    (tree / "node_modules" / "a" / "a.node").write_bytes(X86)
    (tmp_path / "b08").mkdir()
    roots = sorted(path.name for path in tmp_path.iterdir())
    together = json.loads(run(*roots, "--platform", LINUX, "--format", "json", cwd=tmp_path).out)
    alone = [json.loads(run(root, "--platform", LINUX, "--format", "json", cwd=tmp_path).out) for root in roots]
    for key in ("findings", "failures", "unread", "packages", "artifacts"):
        assert together[key] == [row for report in alone for row in report[key]], key
    assert together["summary"]["entries"] == sum(report["summary"]["entries"] for report in alone)
    assert together["failures"] and together["findings"] and len(together["packages"]) > 2
    rows = run(*roots, "--platform", LINUX, "--format", "ndjson", cwd=tmp_path).out.splitlines()[:-1]
    assert [json.loads(row) for row in rows] == alone
    functions = (tmp_path / "../functions").resolve()  # for AWS Lambda each line is an audit of its own
    functions.write_text("".join(f"{root}\taws-lambda:python3.12\n" for root in roots))
    rows = run("--files-from", functions, "--format", "ndjson", cwd=tmp_path).out.splitlines()[:-1]
    assert [json.loads(row)["roots"] for row in rows] == [[root] for root in roots]
    for root, row in zip(roots, rows, strict=True):
        assert run(root, "--platform", "aws-lambda:python3.12", "--format", "ndjson", cwd=tmp_path).out.splitlines()[0] == row


def test_a_platform_a_line(tmp_path):
    bundle(tmp_path / "x.zip", X86)
    bundle(tmp_path / "arm.zip", ARM)
    (tmp_path / "list").write_text(f"x.zip\t{LINUX}\narm.zip\t{ARM_LINUX}\r\nx.zip\t{ARM_LINUX}\narm.zip\n")
    result = run("--files-from", "list", "--platform", ARM_LINUX, "--format", "json", cwd=tmp_path)
    report = json.loads(result.out)
    VALIDATOR.validate(report)
    assert result.status == 1 and report["failing"] == [{"root": "x.zip", "platform": ARM_LINUX}]
    assert report["summary"]["bundles"] == 4 and [one["target"]["name"] for one in report["reports"]] == [LINUX, ARM_LINUX]
    text = run("--files-from", "list", "--platform", ARM_LINUX, cwd=tmp_path)
    assert text.out.endswith(f"does not fit: x.zip on {ARM_LINUX}\n1 of 4 bundles does not fit\n")
    refused = run("--files-from", "list", cwd=tmp_path)
    assert (refused.status, refused.err) == (
        2,
        "platlint: list: arm.zip has no platform, but others have: name it behind a tab, or with --platform\n",
    )


def test_functions_a_line_are_no_deployment(tmp_path):
    """A file in one function of the list does not exist for another."""
    for name in ("a", "b"):
        bundle(tmp_path / f"{name}.zip", X86)
    (tmp_path / "list").write_text("a.zip\taws-lambda:python3.12\nb.zip\taws-lambda:python3.12\n")
    report = json.loads(run("--files-from", "list", "--format", "json", cwd=tmp_path).out)
    assert [one["roots"] for one in report["reports"]] == [["a.zip"], ["b.zip"]]


@pytest.mark.parametrize("platform", ["linux-x46", "", "x\t"])
def test_a_platform_a_line_that_is_none(tmp_path, platform):
    (tmp_path / "list").write_text(f"x.zip\t{platform}\n")
    result = run("--files-from", "list", cwd=tmp_path)
    assert result.status == 2 and result.err.startswith("platlint: list: x.zip") and len(result.err.splitlines()) == 1


def test_a_tab_in_a_name_that_ends_in_nul(tmp_path):
    bundle(tmp_path / "a\tb.zip", X86)
    (tmp_path / "list").write_bytes(b"a\tb.zip\0")
    assert audit("--files-from", tmp_path / "list", "--platform", LINUX).report["failures"][0]["root"] == "a\tb.zip"


def test_several_platforms_are_a_table(tmp_path):
    bundle(tmp_path / "x.zip", X86)
    bundle(tmp_path / "longer-name.zip", ARM)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "x.zip").read_bytes()[:-40])
    names = ("x.zip", "longer-name.zip", "cut.zip")
    result = run(*names, "-p", LINUX, "-p", ARM_LINUX, "-p", "linux-x64-musl", cwd=tmp_path)
    assert result.status == 1
    assert result.out.splitlines()[:4] == [
        "bundle           x86_64-manylinux2014  aarch64-manylinux2014  linux-x64-musl",
        "x.zip            fits                  wrong-architecture     fits (wrong-libc)",
        "longer-name.zip  wrong-architecture    fits                   wrong-architecture",
        "cut.zip          not read              not read               not read",
    ]
    assert result.out.splitlines()[4:7] == [
        f"does not fit: longer-name.zip on {LINUX}",
        "  lib/x.so: ELF aarch64 (glibc), target is ELF x86_64 (glibc)",
        "  fix: replace it with a build for Linux x86_64, glibc 2.17",
    ]
    assert result.out.count("\n  fix: ") == 3 and result.out.splitlines()[-1] == "3 of 9 bundles do not fit, 3 could not be read"
    assert "target is ELF aarch64" in run(*names, "-p", LINUX, "-p", ARM_LINUX, "-v", cwd=tmp_path).out
    for format in ("json", "sarif", "junit", "github", "ndjson", "markdown"):
        assert run(*names, "-p", LINUX, "-p", ARM_LINUX, "--format", format, cwd=tmp_path).status == 1
    report = json.loads(run(*names, "-p", LINUX, "-p", ARM_LINUX, "--format", "json", cwd=tmp_path).out)
    VALIDATOR.validate(report)
    assert len(report["reports"]) == 2
    assert run("x.zip", "-p", LINUX, "-p", "x86_64-manylinux_2_28", cwd=tmp_path).status == 0
    refused = run("x.zip", "-p", LINUX, "-p", "linux-x46", cwd=tmp_path)
    assert refused.status == 2 and refused.out == "" and "linux-x46" in refused.err


def test_a_summary_ends_ndjson_without_a_platform_too(tmp_path):
    bundle(tmp_path / "x.zip", X86)
    result = run("x.zip", "missing.zip", "--format", "ndjson", cwd=tmp_path)
    last = json.loads(result.out.splitlines()[-1])
    VALIDATOR.validate(last)
    assert result.status == 2 and last["summary"]["verdict"] == "incomplete" and last["summary"]["bundles"] == 2
    alone = json.loads(run("x.zip", "--format", "ndjson", cwd=tmp_path).out.splitlines()[-1])
    assert alone["summary"]["verdict"] == "not-judged"


def test_statistics_count_the_rules(many):
    result = run("--files-from", "list", "--platform", LINUX, "--statistics", cwd=many)
    assert "5 errors of wrong-architecture in 5 bundles\n" in result.out
    assert (
        "| 5 errors | `wrong-architecture` | 5 |"
        in run("--files-from", "list", "--platform", LINUX, "--statistics", "--format", "markdown", cwd=many).out
    )
    refused = run("--files-from", "list", "--platform", LINUX, "--statistics", "--format", "json", cwd=many)
    assert (refused.status, refused.out) == (
        2,
        "",
    ) and refused.err == "platlint: --statistics is a part of --format text and markdown, not of json\n"


def test_code_quality_of_gitlab(many):
    rows = json.loads(run("--files-from", "list", "--platform", LINUX, "--format", "gitlab", cwd=many).out)
    assert [row["location"]["path"] for row in rows if row["check_name"] == "wrong-architecture"] == WRONG
    assert [row["location"]["path"] for row in rows if row["check_name"] == "unread"] == ["b010.zip", "b020.zip"]
    assert {row["severity"] for row in rows} == {"critical"} and len({row["fingerprint"] for row in rows}) == len(rows) == 7
    assert all(row["location"]["lines"] == {"begin": 1} and row["description"] for row in rows)
    assert json.loads(run("b000.zip", "--platform", LINUX, "--format", "gitlab", cwd=many).out) == []


def test_markdown_mentions_nobody_and_links_nowhere(tmp_path):
    """Text from a bundle is written in code spans, also if its names hold the end of one."""
    names = ["@someone/x.so", "[a](b).so", "a|b.so", "`tick`.so", "<img src=x>.so", "#1.so"]
    for name in names:
        (tmp_path / "b" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "b" / name).write_bytes(ARM)
    out = run("b", "--platform", LINUX, "--format", "markdown", cwd=tmp_path).out
    rows = [line for line in out.splitlines() if line.startswith("| error")]
    assert len(rows) == len(names)
    for row in rows:
        outside = "".join(part for i, part in enumerate(row.replace("\\|", "").replace("`` `tick`.so ``", "").split("`")) if i % 2 == 0)
        assert not set(outside) & set("@[]()#`") and outside.replace("<br>", "").count("<") == 0, row
    assert out.startswith(f"### platlint: does not fit `{LINUX}`\n")
    assert "| error | `` `tick`.so `` |" in out and "`a\\|b.so`" in out


def test_markdown_says_what_was_not_read_and_what_is_waived(many):
    out = run("--files-from", "list", "--platform", LINUX, "--format", "markdown", "--exclude", "lib/x.so", cwd=many).out
    assert "- not read: `b010.zip`" in out and "200 bundles could not be judged completely" in out and "excluded" in out


# --- the report's file


def test_a_report_that_cannot_be_written_leaves_no_half_file(tmp_path):
    bundle(tmp_path / "x.zip", ARM)
    (tmp_path / "report").write_text("before")
    (tmp_path / "report").chmod(0o640)
    result = run("x.zip", "--platform", LINUX, "-o", "report", cwd=tmp_path)
    assert result.status == 1 and "does not fit" in (tmp_path / "report").read_text()
    assert (tmp_path / "report").stat().st_mode & 0o777 == 0o640
    full = run("x.zip", "--platform", LINUX, "-o", "/dev/full", cwd=tmp_path)
    assert full.status == 2 and full.err == "platlint: cannot write to /dev/full: No space left on device\n"
    assert run("x.zip", "--platform", LINUX, "-o", "/dev/null", cwd=tmp_path).status == 1
    (tmp_path / "link").symlink_to("report")
    run("x.zip", "--platform", ARM_LINUX, "-o", "link", cwd=tmp_path)
    assert (tmp_path / "link").is_symlink() and "fits" in (tmp_path / "report").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "report", "x.zip"]


@pytest.mark.parametrize("format", ["text", "json", "ndjson", "markdown"])
def test_an_audit_that_fails_half_way_leaves_the_old_report(tmp_path, format):
    """The second platform is not valid: the report of the first is gone, and yesterday's file is still there."""
    bundle(tmp_path / "x.zip", X86)
    (tmp_path / "report").write_text("before")
    result = run("x.zip", "-p", LINUX, "-p", "linux-x46", "--format", format, "-o", "report", cwd=tmp_path)
    assert result.status == 2 and (tmp_path / "report").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "x.zip"]
