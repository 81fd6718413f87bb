"""Every format is valid for a reader of its own kind, and all of them say the same: for real wheels, and for a bundle
whose names try to break out of each format."""

import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import urllib.parse
import zipfile
from collections import Counter

import jsonschema
import junitparser
import pytest
from conftest import CACHE, ROOT, VALIDATOR, audit, kept, run, wheel

BIN = ROOT / "testdata" / "artifacts" / "bin"
MACHO = (BIN / "macho-arm64.dylib").read_bytes()
ELF = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
TARGET = ("-p", "x86_64-manylinux2014")
FORMATS = ["text", "json", "ndjson", "sarif", "github", "junit", "html", "fix"]
HOSTILE = [
    b"::error::pwned.so", b" ::stop-commands::x.so", b"a\n::warning file=x::y.so", b"a\r\n##[error]b.so", b"##vso[task.complete].so",
    b"\x1b[31mred\x1b[0m.so", b"]]><system-out>.so", b'"quoted" & <tag attr=\'1\'>.so', b"100%25 %0A.so", b"title=x,file=y:z.so",
    b"latin\xe9.so", b"half\xc3", b"\xef\xbf\xbe\xef\xbf\xbf.so", "漢字 e\u0301 🚀.so".encode(), b"[click](https_evil).so",
    b"\x01\x08\x0b\x7f.so", "\u2028\u202egnp.so".encode(), b"{0}.so", b"-v", b"#fragment?query.so",
]  # fmt: skip


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """A directory with all kinds of trouble, a layer, a root that does not exist; as arguments, and the directory to
    run in."""
    folder = tmp_path_factory.mktemp("formats")
    tree = folder / "a tree"
    (tree / "fits").mkdir(parents=True)
    for name in HOSTILE:
        with open(os.path.join(os.fsencode(tree), name), "wb") as file:
            file.write(MACHO)
    (tree / "fits" / "right.so").write_bytes(ELF)
    (tree / "fits" / "cut.so").write_bytes(ELF[: len(ELF) // 2])
    (tree / "away.so").symlink_to("/nowhere/\n::error::x")
    deep = MACHO
    for level in range(10):  # deeper than archives are opened
        deep = zipped({f"{level}.zip" if level else "x.so": deep})
    (tree / "deep.zip").write_bytes(deep)
    (tree / "inside.zip").write_bytes(zipped({"python/a b.so": MACHO, "python/%41.so": MACHO}))
    lying = tree / "lying-1.0.dist-info"
    lying.mkdir()
    (lying / "METADATA").write_text("Metadata-Version: 2.1\nName: lying\nVersion: 1.0\n")
    (lying / "WHEEL").write_text("Wheel-Version: 1.0\nTag: py3-none-any\n")
    (lying / "RECORD").write_text("fits/right.so,,\n")
    (folder / "layer.zip").write_bytes(zipped({"python/x.so": MACHO}))
    return folder, ["a tree", "layer.zip", "no\n::error::such"]


@pytest.fixture(scope="module")
def told(bundles):
    """The output of each format, and the JSON report to compare it with."""
    folder, roots = bundles
    outputs = {}
    for format in FORMATS:
        first, second = (run(*roots, *TARGET, "-v", "--format", format, cwd=folder) for _ in range(2))
        assert first.out == second.out, f"{format}: the same input gives the same bytes"
        assert first.status == 1, "the format is no matter to the exit status"
        outputs[format] = first.out
    report = json.loads(outputs["json"])
    VALIDATOR.validate(report)
    severities = Counter(finding["severity"] for finding in report["findings"])
    assert severities["error"] > len(HOSTILE) and severities["warning"] >= 1 and severities["note"] >= 1
    assert report["summary"]["unreadable"] >= 2 and len(report["failures"]) == 1
    return outputs, report, severities


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_writes_what_a_terminal_acts_on(told, format):
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", told[0][format])


def test_text_agrees(told):
    outputs, report, severities = told
    last = outputs["text"].splitlines()[-1]
    said = {word: int(count) for count, word in re.findall(r"(\d+) (error|warning|note)s?\b", last)}
    assert said == dict(severities)
    summary = report["summary"]
    assert f"{summary['judged']} of {summary['native']} native files judged" in last and "1 root not read" in last


def test_text_gives_a_build_service_no_commands(told):
    for line in told[0]["text"].splitlines():
        assert not line.strip().startswith("::") and "##" not in line


# --- SARIF


@pytest.fixture(scope="session")
def sarif_schema():
    """The schema of the standard (its last release candidate, which is the one in force), from the npm registry."""

    def fetch(new):
        packed = subprocess.run(["npm", "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0"], cwd=new, check=True,
                                capture_output=True, text=True, timeout=300)  # fmt: skip
        with tarfile.open(new / packed.stdout.split()[-1]) as opened:
            (new / "schema.json").write_bytes(opened.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json").read())

    file = kept(CACHE / "sarif-2.1.0-rtm.5", fetch) / "schema.json"
    return json.loads(file.read_text())


def original_path(result):
    return urllib.parse.unquote_to_bytes(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_sarif_is_valid_and_agrees(told, sarif_schema):
    outputs, report, severities = told
    log = json.loads(outputs["sarif"])
    jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (sarif,) = log["runs"]
    assert Counter(result["level"] for result in sarif["results"]) == severities
    rules = sarif["tool"]["driver"]["rules"]
    for result, finding in zip(sarif["results"], report["findings"], strict=True):
        assert result["ruleId"] == finding["rule"] == rules[result["ruleIndex"]]["id"]
        assert finding["message"].split("\n")[0] in result["message"]["text"]
        assert "](" not in result["message"]["text"]
        assert "region" not in result["locations"][0]["physicalLocation"]
    on_disk = {os.path.join(b"a tree", name) for name in HOSTILE}
    assert on_disk <= {original_path(result) for result in sarif["results"]}, "names survive, byte for byte"
    fingerprints = [result["partialFingerprints"]["platlint/v1"] for result in sarif["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_sarif_says_what_was_not_read(told):
    (sarif,) = json.loads(told[0]["sarif"])["runs"]
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [notification["message"]["text"] for notification in invocation["toolExecutionNotifications"]]
    assert len(said) == 3 and "such: " in said[0] and f"{told[1]['summary']['unreadable']} native files" in said[1]
    assert said[2] == "1 entry not read", "deep.zip"


def test_sarif_rules_have_the_texts_of_the_table(told):
    (sarif,) = json.loads(told[0]["sarif"])["runs"]
    rules = {rule["id"]: rule for rule in sarif["tool"]["driver"]["rules"]}
    for line in run("--list-rules").out.splitlines():
        name, severity, summary = line.split(maxsplit=2)
        rule = rules.pop(name)
        assert rule["defaultConfiguration"]["level"] == severity
        assert rule["shortDescription"]["text"] == summary
        explained = " ".join(run("--explain", name).out.split())
        assert " ".join(rule["fullDescription"]["text"].split()) in explained
        assert "Source: " in rule["help"]["text"]
    assert not rules


def test_sarif_members_of_archives(told):
    (sarif,) = json.loads(told[0]["sarif"])["runs"]
    members = {}
    for result in sarif["results"]:
        for logical in result["locations"][0].get("logicalLocations", []):
            members[logical["fullyQualifiedName"]] = (original_path(result), logical["name"])
    assert members["layer.zip!/python/x.so"] == (b"layer.zip", "x.so")
    assert members["a tree/inside.zip!/python/a b.so"] == (b"a tree/inside.zip", "a b.so")
    assert members["a tree/inside.zip!/python/%41.so"] == (b"a tree/inside.zip", "%41.so")


def test_sarif_of_absolute_roots(bundles, sarif_schema):
    folder, roots = bundles
    log = json.loads(run(folder / roots[0], folder / roots[1], *TARGET, "--format", "sarif").out)
    jsonschema.Draft7Validator(sarif_schema).validate(log)
    (sarif,) = log["runs"]
    files = set()
    for result in sarif["results"]:
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        base = sarif["originalUriBaseIds"][location["uriBaseId"]]["uri"]
        parsed = urllib.parse.urlparse(base + location["uri"])
        assert parsed.scheme == "file" and not parsed.query and not parsed.fragment
        files.add(urllib.parse.unquote_to_bytes(parsed.path))
    assert all(os.path.lexists(file) for file in files) and len(files) > len(HOSTILE)
    relative = json.loads(run(*roots[:2], *TARGET, "--format", "sarif", cwd=folder).out)["runs"][0]
    prints = [[r["partialFingerprints"] for r in results] for results in (sarif["results"], relative["results"])]
    assert prints[0] == prints[1], "the same problem wherever the root lies"


def test_sarif_of_what_fits(sarif_schema):
    log = json.loads(run(wheel("numpy==2.2.6", "manylinux2014_x86_64"), *TARGET, "--format", "sarif").out)
    jsonschema.Draft7Validator(sarif_schema).validate(log)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert not [result for result in log["runs"][0]["results"] if result["level"] != "note"]


def test_sarif_lists_what_is_waived_as_suppressed(tmp_path, sarif_schema):
    for name in ("allowed", "known", "new"):
        (tmp_path / f"{name}.so").write_bytes(MACHO)
    run(tmp_path, *TARGET, "--exclude", "new.so", "--exclude", "allowed.so", "--write-baseline", tmp_path / "baseline.json")
    rows = json.loads((tmp_path / "baseline.json").read_text())["findings"]
    assert [(row["path"], row["rule"]) for row in rows] == [("known.so", "wrong-format")]
    (tmp_path / "platlint.toml").write_text('[[allow]]\npath = "allowed.so"\nrule = "wrong-format"\nreason = "a\\u001b reason"\n')
    options = ("--baseline", tmp_path / "baseline.json", "--config", tmp_path / "platlint.toml", "--format", "sarif")
    result = run(tmp_path, *TARGET, *options)
    log = json.loads(result.out)
    jsonschema.Draft7Validator(sarif_schema).validate(log)
    suppressions = {os.path.basename(original_path(r)): r.get("suppressions") for r in log["runs"][0]["results"]}
    assert result.status == 1 and suppressions == {
        b"new.so": None,
        b"allowed.so": [{"kind": "external", "justification": "a\\x1b reason"}],
        b"known.so": [{"kind": "external", "justification": "in the baseline"}],
    }


# --- GitHub


def unescaped(text):
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")


def commands(text):
    """A log as the runner reads it (actions/runner, ActionCommand.TryParseV2): a line that is not a command is only
    printed."""
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        match = re.fullmatch(r"\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)", line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        yield match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])


def test_github_agrees(bundles):
    """The rest of the bundle: only ten annotations of a kind are shown."""
    folder, roots = bundles
    few = folder / "few"
    if not few.exists():
        shutil.copytree(folder / roots[0], few, symlinks=True)
        for name in HOSTILE[6:]:
            os.unlink(os.path.join(os.fsencode(few), name))
    report = audit(few, *TARGET).report
    text = run("few", *TARGET, "-v", "--format", "github", cwd=folder).out
    counted, kinds = Counter(), []
    for kind, properties, message in commands(text):
        assert kind in ("error", "warning", "notice") and set(properties) <= {"file", "title"}
        kinds.append(kind)
        if properties["title"] == "platlint: does not fit":
            assert re.search(rf"\b{report['summary']['errors']} errors, .*native files judged", message)
            continue
        severity = None
        for line in message.split("\n"):
            if said := re.match(r"(error|warning|note): ", line):
                severity = said[1]
            elif line.startswith("  "):
                counted[severity] += 1
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index), "worst first"
    assert counted == Counter(finding["severity"] for finding in report["findings"])


def test_github_shows_no_more_than_it_can_and_hides_nothing(told):
    outputs, report, severities = told
    parsed = list(commands(outputs["github"]))
    kinds = Counter(kind for kind, _, _ in parsed)
    assert kinds["error"] == 10 and max(kinds.values()) <= 10
    assert "such was not read" in parsed[0][1]["title"], "first of all what was not read"
    (rest,) = [message for _, properties, message in parsed if properties["title"].endswith(" more")]
    errors = [f for f in report["findings"] if f["severity"] == "error"]
    groups = {(f["root"], f["package"]["name"] if f["package"] else f["path"]) for f in errors}
    assert len(rest.split("\n")) + 9 == len(groups) + 1, "the last place names the others; the one: the root"


# --- JUnit


def test_junit_is_read_and_agrees(told, tmp_path):
    outputs, report, severities = told
    (tmp_path / "report.xml").write_text(outputs["junit"], encoding="utf-8")
    xml = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    counted, outcomes = Counter(), Counter()
    for suite in xml:
        names = [case.name for case in suite]
        assert len(names) == len(set(names)) == suite.tests
        for case in suite:
            assert len(case.result) <= 1
            text = (case.result[0].text or "") if case.result else case.system_out or ""
            outcomes.update(type(result) for result in case.result)
            counted.update(re.findall(r"^(error|warning|note): ", text, re.M))
        assert suite.failures == sum(isinstance(r, junitparser.Failure) for case in suite for r in case.result)
        assert suite.errors == sum(isinstance(r, junitparser.Error) for case in suite for r in case.result)
    assert counted == severities
    assert (xml.tests, xml.failures, xml.errors) == (
        sum(suite.tests for suite in xml), outcomes[junitparser.Failure], outcomes[junitparser.Error])  # fmt: skip
    assert len(list(xml)) == 3
    unread = list(list(xml)[2])
    assert len(unread) == 1 and isinstance(unread[0].result[0], junitparser.Error)


def test_junit_says_what_was_not_read(tmp_path):
    deep = MACHO
    for level in range(10):  # deeper than archives are opened
        deep = zipped({f"{level}.zip" if level else "x.so": deep})
    (tmp_path / "deep.zip").write_bytes(deep)
    (tmp_path / "report.xml").write_text(run(tmp_path, *TARGET, "--format", "junit").out)
    xml = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    assert (xml.failures, xml.errors) == (0, 1)


def test_junit_of_what_fits_has_a_test_that_passes():
    xml = junitparser.JUnitXml.fromstring(run(wheel("numpy==2.2.6", "manylinux2014_x86_64"), *TARGET, "--format", "junit").out.encode())
    assert xml.failures == xml.errors == 0
    assert "numpy 2.2.6" in [case.name for suite in xml for case in suite]


# --- many bundles


def test_ndjson_is_a_report_a_root(bundles, told):
    folder, roots = bundles
    *lines, last = told[0]["ndjson"].splitlines()
    assert len(lines) == len(roots)
    VALIDATOR.validate(json.loads(last))
    assert json.loads(last)["record"] == "summary" and json.loads(last)["summary"]["bundles"] == len(roots)
    for root, line in zip(roots, lines):
        alone = run(root, *TARGET, "-v", "--format", "json", cwd=folder)
        assert json.loads(line) == json.loads(alone.out), "the same object as that root's own report"
        VALIDATOR.validate(json.loads(line))


@pytest.mark.parametrize("end", ["\n", "\0"], ids=["lines", "NUL"])
def test_names_from_a_file(tmp_path, end):
    names = ["a.so", "b c.so", "d.so"] + (["new\nline.so"] if end == "\0" else [])
    for name in names:
        (tmp_path / name).write_bytes(MACHO)
    (tmp_path / "names").write_bytes(end.join(["", *names]).encode())
    result = run("--files-from", "names", *TARGET, "--format", "ndjson", cwd=tmp_path)
    assert result.status == 1
    reports = [json.loads(line) for line in result.out.splitlines()[:-1]]
    assert [os.path.basename(report["findings"][0]["path"]) for report in reports] == names
    together = json.loads(run("--files-from", "names", *TARGET, "--format", "json", cwd=tmp_path).out)
    assert together["summary"]["errors"] == len(names)


def test_names_from_standard_input(tmp_path):
    from conftest import COMMAND

    (tmp_path / "a.so").write_bytes(MACHO)
    (tmp_path / "b.so").write_bytes(ELF)
    done = subprocess.run([COMMAND, "--files-from", "-", *TARGET, "--format", "ndjson"], cwd=tmp_path, capture_output=True,
                          text=True, input="b.so\nmissing\na.so\n")  # fmt: skip
    verdicts = [json.loads(line)["summary"]["verdict"] for line in done.stdout.splitlines()]
    assert verdicts == ["fits", "incomplete", "does-not-fit", "does-not-fit"] and done.returncode == 1
    done = subprocess.run([COMMAND, "--files-from", "-", *TARGET, "--format", "ndjson"], cwd=tmp_path, capture_output=True,
                          text=True, input="b.so\nmissing\n")  # fmt: skip
    assert done.returncode == 2


def test_no_names_is_nothing_to_audit(tmp_path):
    (tmp_path / "empty").write_text("\n")
    for arguments in (("--files-from", "empty"), ("--files-from", "missing"), ("--files-from", ".")):
        result = run(*arguments, *TARGET, "--format", "ndjson", cwd=tmp_path)
        assert result.status == 2 and result.out == ""
        assert re.fullmatch(r"platlint: (nothing to audit|cannot read the names)[^\n]+\n", result.err)


def test_names_without_an_end():
    result = run("--files-from", "/dev/zero", *TARGET)
    assert (result.status, result.err) == (2, "platlint: more than 64 MiB of names in /dev/zero\n")


def test_ndjson_without_a_platform():
    wheels = [wheel("numpy==2.2.6", "manylinux2014_x86_64"), wheel("numpy==2.2.6", "macosx_11_0_arm64")]
    result = run(*wheels, "--format", "ndjson")
    platforms = [json.loads(line)["requirements"][0]["platform"] for line in result.out.splitlines()[:-1]]
    assert result.status == 0 and platforms == ["Linux x86_64", "macOS arm64"]


@pytest.mark.parametrize("format", ["sarif", "github", "junit", "fix"])
def test_formats_that_judge_need_a_platform(tmp_path, format):
    result = run(tmp_path, "--format", format)
    assert result.status == 2 and result.out == ""
    assert result.err == f"platlint: --format {format} needs a platform to judge for: name it with --platform\n"


def test_ndjson_into_a_file(bundles, tmp_path):
    folder, roots = bundles
    result = run(*roots, *TARGET, "-v", "--format", "ndjson", "--output", tmp_path / "out", cwd=folder)
    assert result.out == "" and len((tmp_path / "out").read_text().splitlines()) == 4
