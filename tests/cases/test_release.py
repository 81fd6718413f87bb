"""A release is the same each time: two are made of one commit, in two folders, and compared byte for byte.

The libraries inside come from one cache; tests/artifacts/same makes those anew too."""

import hashlib
import platform

import pytest

from builds import GIT, call
from conftest import ROOT

pytestmark = [pytest.mark.survey, pytest.mark.packaging]
TARGET = f"linux-{platform.machine()}"


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.skipif(TARGET not in ("linux-x86_64", "linux-aarch64"), reason="no release is made for this machine")
def test_two_releases_are_equal(tmp_path):
    made = []
    for name in ("one", "another place"):
        call(*GIT, "clone", "--quiet", f"file://{ROOT}", tmp_path / name)
        call(tmp_path / name / "scripts" / "release", "--dist", tmp_path / f"dist of {name}", TARGET)
        made.append(hashes(tmp_path / f"dist of {name}"))
    one, two = made
    assert one == two and {"SHA256SUMS", "provenance.intoto.json", "tag.txt", f"platlint-{TARGET}", f"platlint-{TARGET}.cdx.json"} <= set(
        one
    )
    assert len([name for name in one if name.endswith((".whl", ".tar.gz", ".tgz"))]) == 5
