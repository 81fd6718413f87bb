"""What scripts/tables fetches is what data/ says. Most sources are pinned, so only an error here can change that. A release
of Debian may get another version of a package, and then only the pins may differ."""

import shutil
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "data"))
import datafile  # noqa: E402
import debian  # noqa: E402
import system_packages  # noqa: E402
import tables  # noqa: E402

pytestmark = pytest.mark.network


def refreshing_changes_nothing(subject):
    return tables.fetched(subject) == tables.FETCHED[subject].PATH.read_text()


def refreshing_changes_pins_alone(subject):
    before, after = tables.FETCHED[subject].PATH.read_text(), tables.fetched(subject)
    return before.partition("[sources]")[0] == after.partition("[sources]")[0]


@pytest.mark.skipif(not shutil.which("npm"), reason="no npm here")
def test_node_releases():
    assert refreshing_changes_nothing("node_releases")


@pytest.mark.survey
def test_lambda_runtimes():
    assert refreshing_changes_nothing("lambda_runtimes")


@pytest.mark.survey
def test_windows_libraries():
    assert refreshing_changes_nothing("windows_libraries")


@pytest.mark.survey
@pytest.mark.skipif(not shutil.which("apt-get"), reason="no apt-get here")
def test_c_symbols():
    assert refreshing_changes_pins_alone("c_symbols")


@pytest.mark.survey
@pytest.mark.skipif(not shutil.which("apt-get") or not shutil.which("mvn"), reason="no apt-get or no mvn here")
def test_python_symbols():
    assert refreshing_changes_pins_alone("python_symbols")


@pytest.mark.survey
@pytest.mark.skipif(not shutil.which("apt-get"), reason="no apt-get here")
def test_system_packages():
    assert refreshing_changes_pins_alone("system_packages")


@pytest.mark.survey
@pytest.mark.skipif(not shutil.which("apt-get"), reason="no apt-get here")
def test_every_package_exists(tmp_path):
    """Also in a release whose index of files cannot be read."""
    data = datafile.loads(system_packages.PATH.read_text())
    for release in data["releases"].values():
        if "suite" in release:
            names = debian.Archive(tmp_path / release["suite"], release["suite"]).names()
            assert set(system_packages.column(release["packages"]).values()) - {"-"} <= names
