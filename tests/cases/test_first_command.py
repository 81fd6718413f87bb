"""The first command of a stranger: `platlint .`, without a platform. Alternatives are one package. Only platforms that
run the code are named, the best known first."""

import json
import re
import zipfile

import pytest
from conftest import audit, run
from test_alternatives import BIN, ELF_ARM, ELF_X64, PE_X64, tree

MACHO_ARM, PE_X86 = BIN / "macho-arm64.dylib", BIN / "pe-x86.dll"


def requirements_of(root):
    (requirements,) = audit(root).report["requirements"]
    return requirements


def languages(requirements):
    names = (name for name in requirements["fits"] + [row["platform"] for row in requirements["misfits"]])
    runtimes = {name.split(":")[1] for name in names if name.split(":")[0] in ("aws-lambda", "azure-functions", "google-cloud")}
    words = {re.match("[a-z]+", runtime)[0] for runtime in runtimes}
    return {{"nodejs": "node", "dotnetcore": "dotnet"}.get(word, word) for word in words} - {"provided"}


PREBUILDS = {
    "linux-x64": ELF_X64,
    "linux-arm64": ELF_ARM,
    "darwin-arm64": MACHO_ARM,
    "win32-x64": PE_X64,
    "win32-ia32": PE_X86,
}


def node_package(name, files, **keys):
    package = {f"node_modules/{name}/package.json": json.dumps({"name": name, "version": "1.0.0", **keys}).encode()}
    return {**package, **{f"node_modules/{name}/{path}": content for path, content in files.items()}}


def prebuilt(name, platforms=PREBUILDS):
    return node_package(name, {f"prebuilds/{one}/node.napi.node": platforms[one] for one in platforms})


PART = node_package("@x/y-linux-x64", {"y.node": ELF_X64}, os=["linux"], cpu=["x64"])
LAUNCHERS = {"pip/t64.exe": PE_X64, "pip/t32.exe": PE_X86}


def python_package(name, files, tag="py3-none-any"):
    return {
        **files,
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n".encode(),
        f"{name}-1.dist-info/WHEEL": f"Wheel-Version: 1.0\nTag: {tag}\n".encode(),
        f"{name}-1.dist-info/RECORD": "".join(f"{path},,\n" for path in files).encode(),
    }


MODULE = python_package("m", {"m/_m.cpython-312-x86_64-linux-gnu.so": ELF_X64}, "cp312-cp312-manylinux_2_17_x86_64")


def test_prebuilds_for_all_beside_a_part_for_one(tmp_path):
    found = requirements_of(tree(tmp_path, {**prebuilt("a"), **prebuilt("b"), **PART}))
    assert found["platform"] == "Linux x86_64" and not found["mixed"] and found["unused"] == 8
    assert found["fits"][0].startswith("aws-lambda:nodejs") and found["fits"][1] == "linux-x64"
    assert languages(found) == {"node"}


def test_prebuilds_for_all_serve_each(tmp_path):
    found = requirements_of(tree(tmp_path, prebuilt("a")))
    assert found["platform"] == "Linux x86_64 and aarch64, macOS arm64, Windows AMD64 and x86"
    assert {"linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "aws-lambda:nodejs22.x:arm64"} <= set(found["fits"])
    assert not found["mixed"] and not found["everywhere"] and found["unused"] == 0


def test_what_only_another_platform_lacks(tmp_path):
    """One of two packages has nothing for Windows on x86: the tree does not run there."""
    fewer = {name: PREBUILDS[name] for name in ("linux-x64", "win32-x64")}
    found = requirements_of(tree(tmp_path, {**prebuilt("a"), **prebuilt("b", fewer)}))
    assert found["platform"] == "Linux x86_64, Windows AMD64"


def test_launchers_for_windows_make_no_windows_bundle(tmp_path):
    bundle = tree(tmp_path / "b", python_package("pip", LAUNCHERS))
    found = requirements_of(bundle)
    assert found["everywhere"] and not found["mixed"]
    assert {"x86_64-manylinux2014", "win_amd64", "macos"} <= set(found["fits"])
    assert "any platform: its native files are for Windows" in run(bundle).out


def test_a_python_tree_runs_no_node(tmp_path):
    inside = {"m/static/package.json": b'{"name": "labextension", "version": "1.0.0"}'}
    found = requirements_of(tree(tmp_path, {**MODULE, **python_package("pip", LAUNCHERS), **inside}))
    assert found["platform"] == "Linux x86_64" and languages(found) == {"python"}
    assert found["fits"][:2] == ["aws-lambda:python3.12", "x86_64-manylinux2014"]
    assert found["misfits"][-1]["rule"] == "wrong-python-abi"


@pytest.mark.parametrize(
    ("files", "language"),
    [
        ({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n", "linux-x86-64/libj.so": ELF_X64}, "java"),
        ({"runtimes/linux-x64/native/e.so": ELF_X64, "app.deps.json": b"{}"}, "dotnet"),
        ({"vendor/bundle/ruby/3.4.0/gems/x-1/lib/x.so": ELF_X64}, "ruby"),
        ({"node_modules/x.node": ELF_X64}, "node"),
    ],
)
def test_the_runtime_is_that_of_the_code(files, language, tmp_path):
    assert languages(requirements_of(tree(tmp_path, files))) == {language}


def test_a_wheelhouse_for_three_platforms(tmp_path):
    for tag, content in (("manylinux_2_17_x86_64", ELF_X64), ("macosx_11_0_arm64", MACHO_ARM), ("win_amd64", PE_X64)):
        with zipfile.ZipFile(tmp_path / f"m-1-py3-none-{tag}.whl", "w") as archive:
            for path, data in python_package("m", {"m/m.so": content}, f"py3-none-{tag}").items():
                archive.writestr(path, data if isinstance(data, bytes) else data.read_bytes())
    found = requirements_of(tmp_path)
    assert found["platform"] == "Linux x86_64, macOS arm64, Windows AMD64" and not found["mixed"]


def test_a_stray_file_is_told_before_what_the_rest_fits(tmp_path):
    result = run(tree(tmp_path, {**MODULE, **python_package("n", {"n/n.dylib": MACHO_ARM}, "py3-none-macosx_11_0_arm64")}))
    lines = [line.split(" ")[2] for line in result.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert "Linux x86_64" in result.out and lines.index("mixed:") < lines.index("the")
    assert "the rest fits aws-lambda:python3.12, x86_64-manylinux2014" in result.out


def test_what_a_package_does_without_is_no_need(tmp_path):
    """debugpy's own library needs a later glibc than the one that debugpy runs with."""
    late = {"d/attach_linux_amd64.so": BIN / "elf-x86_64-glibc-2.34.so", "d/attach.dylib": MACHO_ARM, "d/attach_amd64.dll": PE_X64}
    found = requirements_of(tree(tmp_path, {**MODULE, **python_package("d", late)}))
    assert found["needs"][0]["needs"] == "glibc 2.17" or "2.34" not in found["needs"][0]["needs"]
