"""--follow-links: the destinations of links that leave a directory are read as part of it."""

import os
import shutil

import pytest

from conftest import audit, run
from test_unread import RIGHT, TARGET, WRONG, link_all, of, zipped

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX links")


def paths(result):
    return [row["path"] for row in result.report["artifacts"]]


def copied(bundle, folder):
    """The bundle as `cp -RL` writes it."""
    shutil.copytree(bundle, folder, symlinks=False)
    return folder


def test_a_linked_file_and_a_linked_directory_are_judged(tmp_path):
    store = tmp_path / "store"
    (store / "pkg" / "lib").mkdir(parents=True)
    (store / "pkg" / "lib" / "libx.so.1").write_bytes(WRONG)
    (store / "pkg" / "lib" / "libx.so").symlink_to("libx.so.1")
    (store / "pkg" / "other").symlink_to("../other")
    (store / "other").mkdir()
    (store / "other" / "y.node").write_bytes(WRONG)
    bundle = link_all(tmp_path / "b", {"node_modules/pkg": store / "pkg", "z.so": store / "pkg" / "lib" / "libx.so", "own": "a"})
    (bundle / "a").mkdir()
    (bundle / "a" / "x.so").write_bytes(RIGHT)
    assert audit(bundle, *TARGET).status == 2
    result = audit(bundle, *TARGET, "--follow-links")
    assert result.status == 1 and result.report["unread"] == []
    assert paths(result) == ["a/x.so", "node_modules/pkg/lib/libx.so.1", "node_modules/pkg/other/y.node", "z.so"]
    assert {f["path"] for f in result.report["findings"]} == set(paths(result)) - {"a/x.so"}
    assert run(bundle, *TARGET, "--follow-links").out == run(bundle, *TARGET, "--follow-links", "--jobs", "3").out


def test_as_a_copy(tmp_path):
    """Followed links give the same result as a copy."""
    store = tmp_path / "store"
    (store / "d" / "e").mkdir(parents=True)
    (store / "d" / "e" / "x.so").write_bytes(WRONG)
    (store / "one.so").write_bytes(RIGHT)
    with open(store / "text", "w") as text:
        text.write("text")
    bundle = link_all(tmp_path / "b", {"d": store / "d", "again": store / "d", "one.so": store / "one.so", "text": store / "text"})
    zipped(store / "d", store / "a.zip")
    (bundle / "a.whl").symlink_to(store / "a.zip")
    followed = audit(bundle, *TARGET, "--follow-links")
    copy = audit(copied(bundle, tmp_path / "copy"), *TARGET)
    assert followed.findings() == copy.findings()
    assert paths(followed) == paths(copy) == ["a.whl!/e/x.so", "again/e/x.so", "d/e/x.so", "one.so"]
    assert followed.report["summary"] == copy.report["summary"]


def test_metadata_is_followed(tmp_path):
    store = tmp_path / "store"
    (store / "pkg").mkdir(parents=True)
    (store / "pkg" / "package.json").write_text('{"name": "pkg", "version": "1.2.3"}')
    (store / "pkg" / "x.node").write_bytes(WRONG)
    bundle = link_all(tmp_path / "b", {"node_modules/pkg": store / "pkg"})
    (finding,) = audit(bundle, *TARGET, "--follow-links").report["findings"]
    assert finding["package"]["name"] == "pkg" and finding["package"]["version"] == "1.2.3"


def test_cycles_are_cut(tmp_path):
    store = tmp_path / "store"
    (store / "a").mkdir(parents=True)
    (store / "b").mkdir()
    (store / "a" / "x.so").write_bytes(RIGHT)
    (store / "b" / "y.so").write_bytes(RIGHT)
    (store / "a" / "to_b").symlink_to("../b")
    (store / "b" / "to_a").symlink_to("../a")
    (store / "b" / "self").symlink_to(".")
    (store / "b" / "up").symlink_to("..")
    bundle = link_all(tmp_path / "b", {"link": store / "a", "parent": tmp_path, "own": "."})
    (bundle / "z.so").write_bytes(RIGHT)
    result = audit(bundle, *TARGET, "--follow-links")
    assert result.status == 0 and result.report["unread"] == []
    assert paths(result) == [
        "link/to_b/y.so", "link/x.so", "parent/store/a/x.so", "parent/store/b/y.so", "z.so"]  # fmt: skip


def test_the_whole_is_bounded(tmp_path):
    """Twelve directories, each with links to every other: more paths than anybody can follow."""
    store = tmp_path / "store"
    for name in range(12):
        (store / str(name)).mkdir(parents=True)
        (store / str(name) / "x.so").write_bytes(RIGHT)
        for other in range(12):
            if other != name:
                (store / str(name) / f"to{other}").symlink_to(f"../{other}")
    bundle = link_all(tmp_path / "b", {"link": store / "0"})
    result = audit(bundle, *TARGET, "--follow-links", "--max-entries", "500")
    assert result.status == 2
    assert [failure["reason"] for failure in result.report["failures"]] == ["more than 500 entries"]
    again = run(bundle, *TARGET, "--follow-links", "--max-entries", "500", "--jobs", "4", "--format", "json")
    assert again.out == result.out


def test_what_is_not_followed(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    refused = {"root": "/", "proc": "/proc", "self": "/proc/self", "dev": "/dev", "sys": "/sys", "fifo": tmp_path / "pipe"}
    links = {**refused, "gone.so": "nowhere", "null": "/dev/null", "gone": "nowhere"}
    bundle = link_all(
        tmp_path / "b", {name: target for name, target in links.items() if name == "gone" or os.path.exists(target) or "." in name}
    )
    (bundle / "x.so").write_bytes(RIGHT)
    result = audit(bundle, *TARGET, "--follow-links")
    assert result.status == 2 and paths(result) == ["x.so"]
    wanted = {name for name, target in refused.items() if os.path.exists(target)} | {"gone.so"}
    assert {entry["path"] for entry in result.report["unread"]} == wanted
    assert set(of(result, "external-link")) == wanted | {"null", "gone"}


def test_what_may_not_be_listed(tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    bundle = link_all(tmp_path / "b", {"link": store})
    (bundle / "x.so").write_bytes(RIGHT)
    store.chmod(0)
    try:
        result = audit(bundle, *TARGET, "--follow-links")
        assert result.status == (0 if os.geteuid() == 0 else 2)
    finally:
        store.chmod(0o700)


def test_a_survey_follows_too(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.so").write_bytes(RIGHT)
    bundle = link_all(tmp_path / "b", {"link": tmp_path / "store"})
    result = run(bundle)
    assert result.status == 2 and "everywhere" not in result.out
    result = run(bundle, "--follow-links")
    assert result.status == 0 and "needs glibc 2.14 (link/x.so)" in result.out


# --- the dependencies of a package in a store


def store(folder, needs):
    """In pnpm's layout: every package beside links to its dependencies."""
    for name, others in needs.items():
        package = folder / "node_modules" / ".pnpm" / f"{name.replace('/', '+')}@1.0.0" / "node_modules" / name
        package.mkdir(parents=True)
        (package / "package.json").write_text(f'{{"name": "{name}", "version": "1.0.0"}}')
        for other in others:
            link = package.parents[name.count("/")] / other
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(folder / "node_modules" / ".pnpm" / f"{other.replace('/', '+')}@1.0.0" / "node_modules" / other)
    return folder / "node_modules" / ".pnpm"


def test_what_a_package_needs_lies_beside_it(tmp_path):
    """Node looks for it from the real place of the package."""
    kept = store(tmp_path, {"tool": ["@tool/linux-arm64", "plain"], "@tool/linux-arm64": [], "plain": ["tool"], "lone": []})
    native = kept / "@tool+linux-arm64@1.0.0" / "node_modules" / "@tool" / "linux-arm64" / "tool.node"
    native.write_bytes(WRONG)
    app = link_all(
        tmp_path / "app", {f"node_modules/{name}": kept / f"{name}@1.0.0" / "node_modules" / name for name in ("tool", "plain", "lone")}
    )
    (app / "index.js").write_text("1\n")
    result = audit(app, *TARGET)
    assert result.status == 2
    assert [row["path"] for row in result.report["unread"]] == ["node_modules/plain", "node_modules/tool"]
    result = audit(app, *TARGET, "--follow-links")
    assert result.status == 1 and result.report["unread"] == []
    (path,) = paths(result)  # once, whichever package needs it
    assert path.endswith("/node_modules/@tool/linux-arm64/tool.node")
    assert {f["package"]["name"] for f in result.report["findings"]} <= {"@tool/linux-arm64", "tool"}
