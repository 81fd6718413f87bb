"""The pages of the rules are the output of scripts/pages for the current program."""

import rule_pages
from conftest import ROOT


def test_making_them_again_changes_nothing():
    made = rule_pages.pages()
    assert {path.stem for path in rule_pages.FOLDER.glob("*.md")} == made.keys()
    for name, text in made.items():
        assert (ROOT / "docs" / "rules" / f"{name}.md").read_text() == text, f"{name}: run scripts/pages"


def test_every_rule_says_when_to_waive_it():
    assert list(rule_pages.WAIVERS) == rule_pages.NAMES
