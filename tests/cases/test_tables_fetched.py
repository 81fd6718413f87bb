"""What scripts/tables fetches is what data/ says. The sources are pinned, so only an error here can change that."""

import shutil
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "data"))
import tables  # noqa: E402

pytestmark = pytest.mark.network


def refreshing_changes_nothing(subject):
    return tables.fetched(subject) == tables.FETCHED[subject].PATH.read_text()


@pytest.mark.skipif(not shutil.which("npm"), reason="no npm here")
def test_node_releases():
    assert refreshing_changes_nothing("node_releases")


@pytest.mark.survey
def test_windows_libraries():
    assert refreshing_changes_nothing("windows_libraries")
