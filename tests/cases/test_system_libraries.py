"""The contents of images: wheels that leave a library to the system, each on systems that have it and that do not.

The needs of the wheels: readelf -d. The contents of the images: src/target/images.cpp. A root of Debian 12 was used to
try that the package of the fix makes the file load (mmdebstrap --variant=minbase, ctypes.CDLL).

"""

import pytest
from conftest import audit, run, wheel

APT = "apt-get update && apt-get install -y --no-install-recommends "
LIGHTGBM, PYODBC = "lightgbm==4.7.0", "pyodbc==5.5.0"
TAGS = ["manylinux_2_28_x86_64", "manylinux2014_x86_64"]
CASES = [
    (LIGHTGBM, "libgomp.so.1", "debian:12", "error", "on Debian 12 run " + APT + "libgomp1"),
    (LIGHTGBM, "libgomp.so.1", "ubuntu:22.04", "error", "on Ubuntu 22.04 run " + APT + "libgomp1"),
    (LIGHTGBM, "libgomp.so.1", "aws-lambda:python3.12", "error", "into lib/ of the bundle or of a layer"),
    (LIGHTGBM, "libgomp.so.1", "azure-functions:python3.12", None, None),
    (LIGHTGBM, "libgomp.so.1", "amazonlinux:2023", None, None),
    (LIGHTGBM, "libgomp.so.1", "google-cloud:python312", "warning", APT + "libgomp1"),
    (PYODBC, "libodbc.so.2", "debian:12", "error", "on Debian 12 run " + APT + "libodbc2"),
    (PYODBC, "libodbc.so.2", "aws-lambda:python3.12", "warning", "into lib/ of the bundle or of a layer"),
    (PYODBC, "libodbc.so.2", "azure-functions:python3.12", None, None),
]


@pytest.mark.parametrize("requirement, library, platform, severity, end", CASES)
def test_missing(requirement, library, platform, severity, end):
    path = wheel(requirement, "manylinux-x86_64", tags=TAGS)
    result = audit(path, "--python", "3.12", "--platform", platform)
    found = [f for f in result.report["findings"] if f["rule"] == "missing-library" and f["expected"] == library]
    assert {f["severity"] for f in found} == ({severity} if severity else set())
    assert all(f["fix"]["summary"].endswith(end) for f in found)
    assert result.status == (1 if severity == "error" else 0)


def test_the_text_ends_in_the_command():
    path = wheel(PYODBC, "manylinux-x86_64", tags=TAGS)
    result = run(path, "--python", "3.12", "--platform", "debian:12")
    assert "needs libodbc.so.2, which is neither in the bundle nor in debian:12 as it is published" in result.out
    assert "  fix: on Debian 12 run " + APT + "libodbc2\n" in result.out
