"""End to end: the command itself, over real bundles of the Python index."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("PLATLINT", str(ROOT / "build" / "platlint"))
CACHE = pathlib.Path(
    os.environ.get("PLATLINT_CACHE") or pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "platlint"
)
SCHEMA = json.loads((ROOT / "src" / "report" / "report.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class Result:
    """One run: its exit status, its two streams, and the report if it was JSON."""

    def __init__(self, completed):
        self.status = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr
        self.report = None

    @property
    def rules(self):
        return {finding["rule"] for finding in self.report["findings"] if finding["severity"] == "error"}

    def findings(self):
        """The part of a report that must be equal for a directory and for an archive of it."""
        return [{**finding, "root": None} for finding in self.report["findings"]]


def clean_environment(extra=None):
    kept = {k: v for k, v in os.environ.items() if not k.endswith("_DEPLOYMENT_TARGET") and k not in ("NO_COLOR", "ANDROID_API_LEVEL")}
    return {**kept, **(extra or {})}


def run(*arguments, env=None, cwd=None):
    """Runs the command. No run may end by a signal, or print characters that a terminal would act on."""
    completed = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, env=clean_environment(env), cwd=cwd, timeout=300)
    completed.stdout = completed.stdout.decode("utf-8")
    completed.stderr = completed.stderr.decode("utf-8", "backslashreplace")
    assert completed.returncode in (0, 1, 2), completed.stderr
    return Result(completed)


def audit(*arguments, env=None):
    """Runs with --format json and checks the report against the schema and against itself."""
    result = run(*arguments, "--format", "json", env=env)
    assert result.out, result.err
    result.report = json.loads(result.out)
    VALIDATOR.validate(result.report)
    check_invariants(result)
    return result


def check_invariants(result):
    report, summary = result.report, result.report["summary"]
    severities = [finding["severity"] for finding in report["findings"]]
    assert summary["native"] == summary["judged"] + summary["unreadable"]
    assert summary["entries"] >= summary["native"]
    assert summary["errors"] == severities.count("error")
    assert summary["warnings"] == severities.count("warning")
    assert summary["notes"] == severities.count("note")
    unjudged = any(not part["accepted"] for part in report.get("not_judged", []))
    unread = summary["unreadable"] or summary["unread"] or report["failures"] or unjudged
    wanted = 1 if summary["errors"] else 2 if unread else 0
    assert result.status == wanted
    fits = "fits" if report["target"] else "not-judged"
    verdict = {0: fits, 1: "does-not-fit", 2: "incomplete"}[wanted]
    assert summary["verdict"] == verdict
    order = [(report["roots"].index(f["root"]), f["path"].encode(), f["slice"] or "", f["rule"]) for f in report["findings"]]
    assert order == sorted(order)


def pip_download(requirement, platforms, python, folder):
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--python-version", python]
    for platform in platforms:
        options += ["--platform", platform]
    command = [sys.executable, "-m", "pip", "download", *options, "-d", folder, requirement]
    return subprocess.run(command, capture_output=True, timeout=600)


def wheel(requirement, platform, python="3.12", tags=None):
    """The wheel that pip takes for a platform, downloaded once and cached outside the checkout. `tags`: the tags for
    pip, best first, if the platform's name is not a tag."""
    name = requirement.replace("==", "-")
    folder = CACHE / "wheels" / f"{name}-{platform}-{python}"

    def download(new):
        done = pip_download(requirement, tags or [platform], python, new)
        assert done.returncode == 0, done.stderr.decode("utf-8", "backslashreplace")

    (found,) = kept(folder, download).glob("*.whl")
    return found


def kept(folder, fill):
    """A folder of the cache, which `fill(new)` fills elsewhere first: it is whole or does not exist, whoever else runs
    tests."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = pathlib.Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        try:
            fill(new)
            with contextlib.suppress(OSError):  # another run was faster
                new.rename(folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return folder


def pytest_collection_modifyitems(config, items):
    """`network`: marks a module that fetches from a registry; `scripts/test --fast` leaves those out. A survey only
    runs on request."""
    for item in items:
        if {"wheel", "pip_download", "kept", "cached_tree", "chosen"} & vars(item.module).keys():
            item.add_marker("network")
    if "survey" not in config.option.markexpr:
        surveys = [item for item in items if item.get_closest_marker("survey")]
        config.hook.pytest_deselected(items=surveys)
        items[:] = [item for item in items if item not in surveys]


def unpack(archive, into):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(into)
    return into


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """A wheel, laid out as an installer would lay it out; once per session."""
    done = {}

    def lay_out(path):
        if path not in done:
            done[path] = unpack(path, tmp_path_factory.mktemp("tree") / "packages")
        return done[path]

    return lay_out
