"""Makes the page of each rule: the text of --explain, a bundle and its report, the fix for each installer, when to
waive it."""

import json
import pathlib
import re
import tempfile

from conftest import ROOT, run
from test_rules import GRAVITY, NAMES, REPORTED, fixture, laid_out

MARK = "<!-- scripts/pages writes this page. -->"
FOLDER = ROOT / "docs" / "rules"
WAIVERS = json.loads((ROOT / "scripts" / "waivers.json").read_text())
PYTHON = ("uv", "uv-sync", "pip", "poetry", "pdm", "pipenv", "pex", "conda")
NODE = ("npm", "pnpm", "yarn", "bun")
OWNER = {"example-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: example\nVersion: 1.0\n"}
# Rules that only note something.
NOTED = [
    ("foreign-search-path", "debian:12", {"x.so": fixture("elf-x86_64-runpath.so", (b"/opt/demo/lib", b"/home/ci/lib"))}),
    (
        "foreign-variant",
        "linux-x64",
        {
            "node_modules/x/package.json": b'{"name": "x", "version": "1.0.0"}',
            "node_modules/x/prebuilds/darwin-arm64/x.node": fixture("macho-arm64.bundle"),
            "node_modules/x/prebuilds/linux-x64/x.node": fixture("elf-x86_64-glibc-2.17.so"),
        },
    ),
]
EXAMPLES = {rule: (platform, files) for rule, platform, files in REPORTED + NOTED}


def arguments(rule):
    extra = {"no-native-code": ["--require-native"]}.get(rule, [] if GRAVITY[rule] != "note" else ["-v"])
    return ["--platform", EXAMPLES[rule][0], "--python", "3.12", *extra]


def fix(rule, files, installer):
    """The fix that users of this installer read."""
    with tempfile.TemporaryDirectory() as folder:
        laid_out(pathlib.Path(folder) / "bundle", files)
        done = run("bundle", *arguments(rule), "--installer", installer, "--format", "json", cwd=folder)
    for finding in json.loads(done.out)["findings"]:
        if finding["rule"] == rule and finding["fix"]:
            return finding["fix"]["summary"]
    return ""


def owned(files):
    """The same files as those of a Python package."""
    if any(name.endswith("METADATA") for name in files):
        return files
    record = "".join(f"{name},,\n" for name in files)
    return {**files, **OWNER, "example-1.0.dist-info/RECORD": record.encode()}


def fixes(rule):
    files = EXAMPLES[rule][1]
    is_node = any("node_modules" in name for name in files)
    told = {name: fix(rule, files if is_node else owned(files), name) for name in (NODE if is_node else PYTHON)}
    if not any(told.values()):
        return "Nothing has to be fixed."
    if len(set(told.values())) == 1:
        return f"For each installer: {code(told.popitem()[1])}"
    package = "x" if is_node else "example"
    rows = [f"| `{name}` | {code(text)} |" for name, text in told.items()]
    return "\n".join([f"If the file belongs to the package `{package}`:", "", "| installer | fix |", "|---|---|", *rows])


def code(text):
    return f"`{text}`".replace("|", "\\|")


def plain(text):
    """Words without markup."""
    return re.sub(r"([<*`_])", r"\\\1", text)


def example(rule):
    platform, files = EXAMPLES[rule]
    with tempfile.TemporaryDirectory() as folder:
        laid_out(pathlib.Path(folder) / "bundle", files)
        done = run("bundle", *arguments(rule), cwd=folder)
    printed = re.sub(r" +$", "", done.out + done.err, flags=re.M)
    holds = ", ".join(f"`{name}`" for name in files)
    command = " ".join(["platlint", "bundle", *arguments(rule)])
    return f"`bundle` holds {holds}.\n\n```text\n$ {command}\n{printed}```"


def summary(rule):
    return run("--explain", rule).out.splitlines()[0].partition(": ")[2]


def page(rule):
    _, why, source = (" ".join(part.split()) for part in run("--explain", rule).out.strip().split("\n\n"))
    sources = "\n".join(f"- {one}" for one in source.removeprefix("Source: ").split("; "))
    parts = [
        f"# {rule}",
        MARK,
        f"{GRAVITY[rule].capitalize()}: {summary(rule)}.",
        plain(why),
        "## An example",
        example(rule),
        "## How to fix it",
        fixes(rule),
        "## When to waive it",
        f"{WAIVERS[rule]} How to waive a finding: [configuration](../configuration.md).",
        "## Sources",
        plain(sources),
    ]
    return "\n\n".join(parts) + "\n"


def index():
    rows = [f"| [{rule}]({rule}.md) | {GRAVITY[rule]} | {summary(rule)} |" for rule in NAMES]
    return "\n".join(["# The pages of the rules", "", MARK, "", "| rule | severity | fires on |", "|---|---|---|", *rows, ""])


def pages():
    """The text of each file of the folder."""
    return {"README": index(), **{rule: page(rule) for rule in NAMES}}


def main():
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (FOLDER / f"{name}.md").write_text(text)


if __name__ == "__main__":
    main()
