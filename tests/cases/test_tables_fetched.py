"""What scripts/tables fetches is what data/ says. The sources are pinned, so only an error here can change that."""

import shutil
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "data"))
import tables  # noqa: E402


@pytest.mark.network
@pytest.mark.skipif(not shutil.which("npm"), reason="no npm here")
def test_node_releases():
    assert tables.fetched("node_releases") == tables.FETCHED["node_releases"].PATH.read_text()
