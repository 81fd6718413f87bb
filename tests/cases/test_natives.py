"""The most used packages of npm and Maven with native code, on five platforms: no error where they work.

npm_natives.txt and maven_natives.txt have them, with the errors that are right and why. A sample always runs; all of it
takes minutes, and gigabytes once: scripts/test -m survey."""

import hashlib
import shutil
import subprocess

import pytest
from conftest import audit, kept  # noqa: F401  (kept marks this module as one that fetches)
from listed_trees import PLATFORMS, jar_name, jars, npm_group, rows, unpacked_group

NPM = rows("npm_natives.txt")
JARS = rows("maven_natives.txt")
LOADS = "import(process.argv[2]).then(() => process.exit(0), error => { console.log(error.message); process.exit(7) })"


def sample(list_of_rows):
    return [row for row in list_of_rows if "sample" in row.words]


def groups():
    names = sorted({word for row in NPM for word in row.words if word.startswith("group")})
    together = {name: [row for row in NPM if name in row.words] for name in names}
    slow = [pytest.param(group, id=name, marks=pytest.mark.survey) for name, group in together.items()]
    return [pytest.param(sample(NPM), id="sample"), *slow]


def key(names):
    return "npm-" + hashlib.sha256("\0".join([*names, *PLATFORMS]).encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """The trees of a group, unpacked; one group at a time, because they are large."""
    last = {}

    def lay_out(group):
        names = [row.name for row in group]
        if last.get("names") != names:
            shutil.rmtree(last.get("path", "/nonexistent"), ignore_errors=True)
            last.update(names=names, path=tmp_path_factory.mktemp("natives"))
            unpacked_group(npm_group(key(names), names), last["path"])
        return last["path"]

    yield lay_out
    shutil.rmtree(last.get("path", "/nonexistent"), ignore_errors=True)


def without_version(name):
    return name.rsplit("@", 1)[0]


def errors(result):
    found = {}
    for finding in result.report["findings"]:
        if finding["severity"] == "error":
            found.setdefault(finding["package"]["name"], set()).add(finding["rule"])
    return found


@pytest.mark.parametrize("group", groups())
@pytest.mark.parametrize("platform", PLATFORMS)
def test_npm(group, platform, trees):
    tree = trees(group) / platform
    wanted = {without_version(row.name): row.errors[platform] for row in group if platform in row.errors}
    assert errors(audit(tree, "--platform", platform)) == wanted


@pytest.mark.parametrize("group", groups())
def test_node_says_the_same(group, trees):
    """If Node loads the addon with the package, no finding is against it; if not, there is one."""
    tree = trees(group) / "linux-x64"
    (tree / "loads.mjs").write_text(LOADS)
    for row in (row for row in group if "import" in row.words):
        name = without_version(row.name)
        done = subprocess.run(["node", "loads.mjs", name], cwd=tree, capture_output=True, text=True, timeout=120)
        assert (done.returncode == 0) == ("linux-x64" not in row.errors), (name, done.stdout, done.stderr)


def jar_cases():
    all_of_it = [pytest.param(JARS, "jars-all", id="all", marks=pytest.mark.survey)]
    return [pytest.param(sample(JARS), "jars-sample", id="sample"), *all_of_it]


@pytest.mark.parametrize("chosen, name", jar_cases())
@pytest.mark.parametrize("platform", PLATFORMS)
def test_jars(chosen, name, platform):
    names = [row.name for row in chosen]
    folder = jars(name + "-" + hashlib.sha256("\0".join(names).encode()).hexdigest()[:16], names)
    found = {}
    for row in chosen:
        result = audit(folder / jar_name(row.name), "--platform", platform)
        rules = {finding["rule"] for finding in result.report["findings"] if finding["severity"] == "error"}
        if rules != row.errors.get(platform, set()):
            found[row.name] = sorted(rules)
    assert found == {}


def test_all_platforms_jars_together(tmp_path):
    """netty-tcnative's jars side by side, as in a class path for all platforms."""
    chosen = [row.name for row in JARS if "netty-tcnative" in row.name]
    assert len(chosen) == 4
    folder = jars("jars-tcnative-" + hashlib.sha256("\0".join(chosen).encode()).hexdigest()[:16], chosen)
    for platform in ("linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"):
        assert audit(folder, "--platform", platform).status == 0, platform
