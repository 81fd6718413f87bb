"""Which Node loads an addon: --node, `node` in the configuration, and the names of runtimes and images."""

import shutil

import pytest
from conftest import audit, run
from test_one_file import BIN, compiled, needs_linux, only


def addon(folder, abi):
    code = f"void node_register_module_v{abi}(void) {{}}\n"
    return compiled(folder / "node_modules" / "x" / "build" / "Release" / "x.node", "-shared", "-fPIC", code=code)


def rules(*arguments):
    return [finding["rule"] for finding in audit(*arguments).report["findings"] if finding["severity"] != "note"]


@needs_linux
@pytest.mark.parametrize(
    "said, abi",
    [
        (("--platform", "node:22"), 127),
        (("--platform", "node:22-slim"), 127),
        (("--platform", "node:24-bookworm"), 137),
        (("--platform", "debian:12", "--node", "22"), 127),
        (("--platform", "linux-x64", "--node", "v22.11.0"), 127),
        (("--platform", "linux/amd64", "--node", "20"), 115),
        (("--platform", "node:22", "--node", "20"), 115),
        (("--platform", "electron:33"), 130),
        (("--platform", "debian:12", "--node", "electron:33"), 130),
        (("--platform", "azure-functions:node22"), 127),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_who_says_it(tmp_path, said, abi):
    addon(tmp_path / "right", abi)
    addon(tmp_path / "wrong", 108)
    assert rules(tmp_path / "right", *said) == []
    assert rules(tmp_path / "wrong", *said) == ["wrong-node-abi"]


@needs_linux
def test_the_report_names_both(tmp_path):
    addon(tmp_path, 127)
    result = audit(tmp_path, "--platform", "electron:33")
    finding = only(result, "wrong-node-abi")
    assert finding["message"] == "built for Node 22 (NODE_MODULE_VERSION 127), target has Electron 33 (130)"
    assert "run npx @electron/rebuild in the project that has Electron 33, or" in finding["fix"]["summary"]
    finding = only(audit(tmp_path, "--platform", "node:20"), "wrong-node-abi")
    assert "run npm rebuild in the bundle under Node 20, or" in finding["fix"]["summary"]
    assert result.report["target"]["node"] == "Electron 33"
    assert "node" not in audit(tmp_path, "--platform", "debian:12").report["target"]


@needs_linux
def test_without_a_node_nothing_is_asked(tmp_path):
    addon(tmp_path, 108)
    for platform in ("debian:12", "linux-x64", "python:3.12-slim"):
        assert rules(tmp_path, "--platform", platform) == []


@needs_linux
def test_the_configuration_says_it(tmp_path, monkeypatch):
    addon(tmp_path / "bundle", 108)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "platlint.toml").write_text('platform = "debian:12"\nnode = "22"\n')
    assert rules("bundle") == ["wrong-node-abi"]
    assert rules("bundle", "--node", "18") == []
    assert rules("bundle", "--platform", "node:18-bookworm") == [], "what the command line's platform says has more weight"
    (tmp_path / "platlint.toml").write_text('platform = "debian:12"\nnode = "lts"\n')
    result = run("bundle")
    assert (result.status, result.err.splitlines()[0]) == (
        2,
        "platlint: platlint.toml:2: unknown Node.js version 'lts', expected one such as 22 or electron:33",
    )


@pytest.mark.parametrize("said, message", [("lts", "unknown Node.js version 'lts'"), ("99", "there is no Node 99 that platlint knows")])
def test_mistakes(tmp_path, said, message):
    shutil.copy(BIN / "elf-x86_64-glibc-2.17.so", tmp_path / "x.node")
    result = run(tmp_path, "--platform", "debian:12", "--node", said)
    assert result.status == 2 and result.err.startswith(f"platlint: {message}") and result.err.count("\n") == 1


@pytest.mark.parametrize(
    "fixture, platform", [("macho-arm64.bundle", "electron:33:darwin-arm64"), ("pe-amd64.dll", "electron:33:win32-x64")]
)
def test_addons_for_other_systems_are_read_too(tmp_path, fixture, platform):
    """Exported names are in a table, which is not read: the name is searched in the whole file."""
    data = (BIN / fixture).read_bytes()
    path = tmp_path / "build" / "Release" / "x.node"
    path.parent.mkdir(parents=True)
    for abi, expected in ((130, []), (127, ["wrong-node-abi"])):
        name = f"node_register_module_v{abi}".encode() + b"\0"
        at = data.rindex(b"\0" * len(name))
        path.write_bytes(data[:at] + name + data[at + len(name) :])
        assert rules(path.parent.parent.parent, "--platform", platform, "--ignore", "invalid-code-signature") == expected
