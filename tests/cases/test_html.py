"""--format html, read as text: one page that fetches nothing, runs only its own script, and has every file and byte. What it does
in a browser is tests/cases/test_html_browser.py's."""

import base64
import hashlib
import html.parser
import json
import os
import re
import zipfile

import pytest
from conftest import ROOT, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
MACHO = (BIN / "macho-arm64.dylib").read_bytes()
ELF = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
LINUX, MAC = "x86_64-manylinux2014", "macosx_11_0_arm64"
HOSTILE = [
    b"<img src=x onerror=alert(1)>.so",
    b"<script>alert(1)<\\script>.so",
    b"<!--<script>.so",
    b'" onmouseover="alert(1).so',
    b"{{script}}.so",
    "\u202egnp.so".encode(),
    b"\x1b[31m.so",
    b"a\nb.so",
    b"latin\xe9.so",
    b"&lt;b&gt;.so",
    b"]]>.so",
    b"__proto__",
    "漢字🚀.so".encode(),
]
BAD = "a<b></script><script>document.title=1</script>/hostile"


class Reader(html.parser.HTMLParser):
    """The elements of a page, with the text of scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.texts.append("")
        self.inside = True

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data

    def all(self, tag):
        return [(attributes, text) for (name, attributes), text in zip(self.elements, self.texts, strict=True) if name == tag]


def page(*arguments, cwd=None):
    result = run(*arguments, "--format", "html", cwd=cwd)
    assert result.out, result.err
    reader = Reader(result.out)
    (data,) = [text for attributes, text in reader.all("script") if attributes.get("type") == "application/json"]
    return result, reader, json.loads(data)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("html")
    tree = folder / "b"
    (tree / "fits").mkdir(parents=True)
    (tree / "fits" / "right.so").write_bytes(ELF)
    (tree / "wrong.so").write_bytes(MACHO)
    (tree / "text.txt").write_bytes(b"x" * 1000)
    with zipfile.ZipFile(tree / "inside.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("python/x.so", MACHO)
        archive.writestr("python/zeros", b"\0" * 100000)
    (folder / "good").mkdir()
    (folder / "good" / "x.so").write_bytes(ELF)
    hostile = folder / BAD
    (hostile / "<script>document.title=1<").mkdir(parents=True)
    (hostile / "<script>document.title=1<" / "script>.so").write_bytes(MACHO)
    for name in HOSTILE:
        with open(os.path.join(os.fsencode(hostile), name), "wb") as file:
            file.write(MACHO)
    return folder


def source(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_its_policy_allows_its_own_script_and_nothing_else(bundle):
    _, reader, _ = page(BAD, "-p", LINUX, cwd=bundle)
    policies = [a["content"] for a, _ in reader.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    scripts = [text for attributes, text in reader.all("script") if "type" not in attributes]
    styles = [text for _, text in reader.all("style")]
    assert (len(policies), len(scripts), len(styles)) == (1, 1, 1)
    allowed = f"default-src 'none'; style-src {source(styles[0])}; script-src {source(scripts[0])}; base-uri 'none'; form-action 'none'"
    assert policies == [allowed]
    order = [tag for tag, _ in reader.elements]
    assert order.index("meta") < order.index("style") < order.index("script")


def test_it_fetches_nothing(bundle):
    result, reader, _ = page(BAD, "-p", LINUX, cwd=bundle)
    fetching = r"https?:|//[a-z]|url\(|@import|\bfetch\(|XMLHttpRequest|import\("
    making = r"eval\(|innerHTML|outerHTML|insertAdjacent|document\.write"
    assert not re.search(f"{fetching}|{making}", re.sub(r"^\s*//.*$", "", result.out, flags=re.MULTILINE))
    for tag, attributes in reader.elements:
        assert tag not in ("img", "link", "iframe", "object", "embed", "form", "base"), tag
        assert not any(name.startswith("on") or name in ("src", "style", "action") for name in attributes), (tag, attributes)
        assert attributes.get("href", "#").startswith("#")


def test_hostile_names_are_data(bundle):
    plain = page("good", "-p", LINUX, cwd=bundle)[1]
    _, reader, data = page(BAD, "-p", LINUX, cwd=bundle)
    assert [tag for tag, _ in reader.elements] == [tag for tag, _ in plain.elements]
    names = data["bundles"][0]["files"][1::5]
    assert len(names) == len(HOSTILE) + 1 and "<img src=x onerror=alert(1)>.so" in names and "\\u{202e}gnp.so" in names
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", "".join(names))


def test_it_is_small_and_the_same_each_time(bundle):
    first, second = (page("b", "-p", LINUX, cwd=bundle)[0] for _ in range(2))
    assert first.out == second.out and first.status == 1
    assert len(first.out.encode()) < 100_000, "400 kB is the limit of the page beside its data"


def summed(bundle):
    """The bytes as the page sums them up: each entry, except those in an archive that is an entry."""
    up, directories = bundle["files"][0::5], bundle["directories"]
    packed = [False]
    for parent, _, entry in zip(*[iter(directories)] * 3, strict=True):
        packed.append(entry >= 0 or packed[parent])
    return sum(size for at, size in enumerate(bundle["files"][2::5]) if not packed[up[at]])


def test_every_file_is_there_and_the_bytes_add_up(bundle):
    _, _, data = page("b", "-p", LINUX, cwd=bundle)
    (only,) = data["bundles"]
    on_disk = [path for path in (bundle / "b").rglob("*") if path.is_file()]
    assert len(only["files"]) == 5 * (len(on_disk) + 2), "and the members of inside.zip"
    assert only["bytes"] == summed(only) == sum(path.stat().st_size for path in on_disk)


def test_it_agrees_with_the_json_report(bundle):
    _, _, data = page("b", "good", "-p", LINUX, cwd=bundle)
    report = json.loads(run("b", "good", "-p", LINUX, "--format", "json", cwd=bundle).out)
    assert data["verdict"] == report["summary"]["verdict"] == "does-not-fit"
    judgements = [part["judgements"][0] for part in data["parts"]]
    assert sum(one["errors"] for one in judgements) == report["summary"]["errors"]
    assert [one["cell"] for one in judgements] == ["wrong-format", "fits"]
    assert judgements[0]["groups"][0]["fixes"] and set(data["rules"]) == {finding["rule"] for finding in report["findings"]}


def test_several_platforms_share_the_files(bundle):
    _, _, data = page("b", "-p", LINUX, "-p", MAC, cwd=bundle)
    assert data["crossed"] and len(data["bundles"]) == len(data["parts"]) == 1
    assert [one["platform"] for one in data["parts"][0]["judgements"]] == [0, 1]
    assert data["headline"] == "b does not fit 2 of 2 platforms"


def test_without_a_platform_it_says_what_is_needed(bundle):
    result, reader, data = page("b", cwd=bundle)
    assert result.status == 0 and data["verdict"] == "not-judged" and data["platforms"] == []
    assert data["parts"][0]["needs"]["minority"], "it is mixed"
    assert reader.all("title")[0][1].strip() == data["headline"] == reader.all("h1")[0][1].strip()


def test_what_was_not_read_is_not_left_out(bundle, tmp_path):
    (tmp_path / "cut.so").write_bytes(ELF[: len(ELF) // 2])
    result, _, data = page(tmp_path, tmp_path / "absent", "-p", LINUX)
    assert result.status == 1 and [one["judgements"][0]["cell"] for one in data["parts"]] == ["truncated-artifact", "not read"]
    assert data["bundles"][1]["failure"] and data["bundles"][1]["files"] == []
    assert {fact["state"] for fact in data["facts"]} == {"unread"}


def test_waived_findings_are_named(bundle):
    _, _, data = page("b", "-p", LINUX, "--exclude", "inside.zip", "--ignore", "wrong-format", cwd=bundle)
    assert "1 finding ignored" in data["counts"] and "excluded" in data["counts"]
