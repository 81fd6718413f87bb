"""Without a platform: which platforms does it fit?"""

from conftest import audit, run, wheel


def needs(requirements):
    return [need["needs"] for need in requirements["needs"]]


def test_numpy_for_arm_linux():
    path = wheel("numpy==2.2.6", "manylinux2014_aarch64")
    report = audit(path).report
    assert report["target"] is None and report["summary"]["verdict"] == "not-judged"
    (requirements,) = report["requirements"]
    assert requirements["platform"] == "Linux aarch64"
    assert needs(requirements)[0] == "glibc 2.17" and "CPython 3.12" in needs(requirements)
    assert {"aws-lambda:python3.12:arm64", "aarch64-manylinux2014"} <= set(requirements["fits"])
    misfits = {misfit["platform"]: misfit["rule"] for misfit in requirements["misfits"]}
    assert misfits["aws-lambda:python3.11:arm64"] == "wrong-python-abi"
    assert not requirements["mixed"]
    text = run(path).out
    assert text.splitlines()[0].endswith(": Linux aarch64")
    assert "  fits aws-lambda:python3.12:arm64" in text


def test_numpy_for_a_mac():
    (requirements,) = audit(wheel("numpy==2.2.6", "macosx_11_0_arm64")).report["requirements"]
    assert requirements["platform"] == "macOS arm64"
    assert "macOS 11.0" in needs(requirements)
    assert "aarch64-apple-darwin" in requirements["fits"]


def test_a_mixed_bundle(tmp_path, unpacked):
    import shutil

    tree = tmp_path / "tree"
    shutil.copytree(unpacked(wheel("numpy==2.2.6", "manylinux2014_x86_64")), tree)
    source = unpacked(wheel("charset-normalizer==3.4.4", "macosx_10_13_universal2"))
    shutil.copytree(source / "charset_normalizer", tree / "charset_normalizer")
    (requirements,) = audit(tree).report["requirements"]
    assert requirements["platform"] == "Linux x86_64" and requirements["mixed"]
    assert {row["path"].split("/")[0] for row in requirements["minority"]} == {"charset_normalizer"}
    assert "x86_64-manylinux2014" in requirements["fits"]
    assert "mixed: also holds" in run(tree).out


def test_nothing_native(tmp_path):
    (tmp_path / "a.py").write_text("")
    result = run(tmp_path)
    assert result.status == 0 and "no native files: fits everywhere" in result.out
