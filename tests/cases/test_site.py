"""The site of the pages: scripts/site builds it, and a link that leads nowhere stops it."""

import re
import subprocess

import pytest
import yaml

from conftest import ROOT

pytestmark = pytest.mark.network
SITE = ROOT / "build" / "site"
SOURCE = ROOT / "build" / "site-source"
NAV = yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"]


def call(*command):
    return subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built():
    done = call("scripts/site")
    assert done.returncode == 0, done.stdout + done.stderr
    return SITE


def named(entry):
    return [entry] if isinstance(entry, str) else [page for part in entry.values() for page in flat(part)]


def flat(entries):
    return named(entries) if isinstance(entries, str) else [page for entry in entries for page in named(entry)]


def test_the_navigation_has_every_page():
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")]
    assert set(pages) <= set(flat(NAV))


def test_every_rule_has_a_page(built):
    rules = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} - {"README"}
    assert {path.parent.name for path in (built / "docs" / "rules").glob("*/index.html")} >= rules


def test_nothing_is_fetched_from_elsewhere(built):
    for page in built.rglob("*.html"):
        for tag in re.findall(r"<(?:script|link|img)\b[^>]*>", page.read_text()):
            assert "://" not in tag or 'rel="canonical"' in tag, f"{page}: {tag}"


@pytest.mark.parametrize("link", ["[x](docs/nowhere.md)", "[x](docs/rules.md#nowhere)"])
def test_a_link_that_leads_nowhere_stops_it(built, link):
    page = SOURCE / "README.md"
    before = page.read_text()
    python = call("scripts/python", "scripts/site.txt").stdout.strip()
    try:
        page.write_text(f"{before}\n{link}\n")
        done = call(python, "-m", "mkdocs", "build", "--strict")
    finally:
        page.write_text(before)
    assert done.returncode != 0 and "nowhere" in done.stderr
