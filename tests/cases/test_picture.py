"""The picture of a terminal is the output of scripts/picture for the current program."""

import picture
import pytest

pytestmark = pytest.mark.network


def test_drawing_it_again_changes_nothing():
    assert picture.FILE.read_text() == picture.picture(), "run scripts/picture"


def test_lines_break_at_the_last_column():
    row = [[character for character, _ in line] for line in picture.lines(picture.characters("a" * 101 + "\n\x1b[1;31mb\x1b[0m\n"))]
    assert ["".join(line) for line in row] == ["a" * 100, "a", "b"]
    assert picture.characters("\x1b[1;31mb\x1b[0mc") == [("b", "1;31"), ("c", "")]
