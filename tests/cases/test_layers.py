"""AWS Lambda: a function and its layers are one deployment; everything else named together is not."""

import json
import shutil
import zipfile

import pytest
from conftest import ROOT, audit, run, unpack, wheel

BIN = ROOT / "testdata" / "artifacts" / "bin"
WRONG = (BIN / "macho-arm64.dylib").read_bytes()
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
LAMBDA = ("--platform", "aws-lambda:python3.12")
LINUX, MAC = "manylinux2014_x86_64", "macosx_11_0_arm64"


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o644 << 16  # writestr alone makes 0600, which Lambda's user may not read
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


def numpy(platform, keep=lambda name: True):
    """The files of a numpy wheel."""
    with zipfile.ZipFile(wheel("numpy==2.2.6", platform)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/") and keep(name)}


def below(prefix, files):
    return {prefix + name: content for name, content in files.items()}


def severities(result):
    return {finding["severity"] for finding in result.report["findings"]}


@pytest.mark.parametrize("prefix", ["python/", "python/lib/python3.12/site-packages/"])
def test_a_wheel_as_a_layer(tmp_path, prefix):
    layer = zipped(tmp_path / "layer.zip", below(prefix, numpy(MAC)))
    packed, tree = audit(layer, *LAMBDA), audit(unpack(layer, tmp_path / "layer"), *LAMBDA)
    assert packed.findings() == tree.findings() and packed.rules == {"wrong-format"}
    assert packed.report["roles"] == tree.report["roles"] == ["layer"]
    (package,) = packed.report["packages"]
    assert (package["name"], package["version"], package["path"]) == ("numpy", "2.2.6", prefix + "numpy-2.2.6.dist-info")
    assert all("--only-binary" in finding["fix"]["arguments"] for finding in packed.report["findings"])


def test_a_layer_for_node(tmp_path):
    files = {"nodejs/node_modules/@a/b/package.json": '{"name": "@a/b", "version": "1.0.0"}', "nodejs/node_modules/@a/b/b.node": WRONG}
    result = audit(zipped(tmp_path / "layer.zip", files), "-p", "aws-lambda:nodejs22.x")
    assert result.report["roles"] == ["layer"]
    assert [finding["package"]["name"] for finding in result.report["findings"]] == ["@a/b"]


def test_libraries_of_a_layer(tmp_path):
    def is_library(name):
        return name.startswith("numpy.libs/")

    function = zipped(tmp_path / "function.zip", {"handler.py": "", **numpy(LINUX, lambda name: not is_library(name))})
    libraries = {"lib/" + name.split("/")[1]: content for name, content in numpy(LINUX, is_library).items()}
    layer = zipped(tmp_path / "layer.zip", libraries)
    alone = audit(function, *LAMBDA)
    assert {finding["rule"] for finding in alone.report["findings"]} == {"missing-library"}
    for roots in ([function, layer], [layer, function]):
        assert audit(*roots, *LAMBDA).report["findings"] == []
    trees = [unpack(function, tmp_path / "f"), unpack(layer, tmp_path / "l")]
    result = audit(*trees, *LAMBDA)
    assert result.report["findings"] == [] and result.report["roles"] == ["function", "layer"]
    assert "(function), " in run(*trees, *LAMBDA).out
    # Other targets have no layers: each root is judged alone.
    other = audit(function, layer, "-p", "x86_64-manylinux2014")
    assert other.rules == {"missing-library"} and other.report["roles"] == ["alone", "alone"]


def test_the_later_layer_wins(tmp_path):
    wrong = zipped(tmp_path / "wrong.zip", {"python/x/_x.so": WRONG, "python/x/only.so": WRONG})
    right = zipped(tmp_path / "right.zip", {"python/x/_x.so": RIGHT})
    result = audit(wrong, right, *LAMBDA)
    said = {finding["path"]: (finding["severity"], finding.get("hidden_by")) for finding in result.report["findings"]}
    assert said == {"python/x/_x.so": ("note", str(right)), "python/x/only.so": ("error", None)}
    assert {finding["root"] for finding in result.report["findings"]} == {str(wrong)}
    assert severities(audit(right, wrong, *LAMBDA)) == {"error"}
    text = run(wrong, right, *LAMBDA, "-v").out
    assert f"not loaded, {right} hides it" in text and "1 note" in text


def test_the_function_s_package_is_imported(tmp_path):
    function = zipped(tmp_path / "function.zip", {"handler.py": "", **numpy(LINUX)})
    layer = zipped(tmp_path / "layer.zip", below("python/", numpy(MAC, lambda name: name.startswith("numpy/"))))
    for roots in ([function, layer], [layer, function]):
        result = audit(*roots, *LAMBDA)
        assert result.status == 0 and severities(result) == {"note"}
        assert {finding["hidden_by"] for finding in result.report["findings"]} == {str(function)}
    assert audit(layer, zipped(tmp_path / "other.zip", {"handler.py": ""}), *LAMBDA).status == 1


def test_a_bad_root_hides_nothing(tmp_path):
    wrong = zipped(tmp_path / "wrong.zip", {"lib/libx.so": WRONG})
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4" + b"\0" * 100)
    result = audit(wrong, tmp_path / "bad.zip", *LAMBDA)
    assert result.status == 1 and severities(result) == {"error"}


def test_unrelated_bundles_are_not_merged(tmp_path):
    wrong = zipped(tmp_path / "x-1-py3-none-any.whl", {"x/__init__.py": "", "x/_x.so": WRONG})
    right = zipped(tmp_path / "x-2-py3-none-any.whl", {"x/__init__.py": "", "x/_x.so": RIGHT})
    functions = [zipped(tmp_path / f"{i}.zip", {"handler.py": "", "_x.so": code}) for i, code in enumerate((WRONG, RIGHT))]
    for target in (LAMBDA, ("-p", LINUX)):
        assert "wrong-format" in audit(wrong, right, *target).rules
        assert "wrong-format" in audit(*functions, *target).rules
    house = tmp_path / "wheels"
    house.mkdir()
    shutil.copy(right, house)
    assert audit(wrong, house, *LAMBDA).report["roles"] == ["alone", "alone"]


def sparse(tree, sizes):
    """A directory of files that are nothing but holes; sizes in MB."""
    for name, megabytes in sizes.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        with (tree / name).open("wb") as file:
            file.truncate(megabytes << 20)
    return tree


def test_size_of_a_deployment(tmp_path):
    function = sparse(tmp_path / "function", {"handler.py": 132})
    layer = sparse(tmp_path / "layer", {"python/x.py": 120})
    assert audit(function, *LAMBDA).status == audit(layer, *LAMBDA).status == 0
    result = audit(function, layer, *LAMBDA)
    (finding,) = result.report["findings"]
    assert (finding["rule"], finding["root"]) == ("bundle-too-large", str(function))
    assert f"unpacks to 252.0 MB together with {layer}, AWS Lambda takes 250 MB" in finding["message"]


def test_verbose_names_the_ten_largest(tmp_path):
    function = sparse(tmp_path / "function", {f"p{i:02}/__init__.py": 20 + i for i in range(12)})
    for i in range(12):
        (function / f"p{i:02}" / "_x.so").write_bytes(RIGHT)
    brief, verbose = run(function, *LAMBDA).out, run(function, *LAMBDA, "-v").out
    assert "largest: p11 31.0 MB, p10 30.0 MB, p09 29.0 MB [bundle-too-large]" in brief
    assert "    p10: 30.0 MB\n" not in brief
    listed = [line.strip() for line in verbose.splitlines() if line.endswith(" MB")]
    assert listed == [f"p{i:02}: {20 + i}.0 MB" for i in range(11, 1, -1)]
    reports = [json.loads(run(function, *LAMBDA, "--format", "json", *more).out) for more in ([], ["-v"])]
    assert reports[0]["findings"] == reports[1]["findings"]
    assert reports[0]["findings"][0]["details"] == listed
