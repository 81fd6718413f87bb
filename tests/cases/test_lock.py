"""--lock: a lock file instead of bundles. test_lock_survey.py compares its answers with uv's and npm's own."""

import json

import jsonschema
import pytest

from conftest import ROOT, run

SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "src/lock/lock.schema.json").read_text()))
ARM = "aarch64-manylinux2014"

UV = """version = 1
requires-python = ">=3.10"
[[package]]
name = "app"
source = { editable = "." }
dependencies = [{ name = "native" }, { name = "pure" }, { name = "mine" }]
[package.dev-dependencies]
dev = [{ name = "tool" }]
[[package]]
name = "native"
version = "2.3.3"
source = { registry = "https://index" }
sdist = { url = "https://files/native-2.3.3.tar.gz", hash = "sha256:0" }
wheels = [{ url = "https://files/native-2.3.3-cp312-cp312-manylinux_2_28_aarch64.whl", hash = "sha256:0" }]
[[package]]
name = "pure"
version = "1"
source = { registry = "https://index" }
wheels = [{ url = "https://files/pure-1-py3-none-any.whl", hash = "sha256:0" }]
[[package]]
name = "mine"
version = "1"
source = { git = "https://host/mine?rev=1#2" }
[[package]]
name = "tool"
version = "1"
source = { registry = "https://index" }
sdist = { url = "https://files/tool-1.tar.gz", hash = "sha256:0" }
"""

NPM = {
    "lockfileVersion": 3,
    "packages": {
        "": {"dependencies": {"split": "1"}},
        "node_modules/split": {"version": "1.0.0", "optionalDependencies": {"@s/linux-x64": "1", "@s/darwin-arm64": "1"}},
        "node_modules/@s/linux-x64": {"version": "1.0.0", "optional": True, "os": ["linux"], "cpu": ["x64"]},
        "node_modules/@s/darwin-arm64": {"version": "1.0.0", "optional": True, "os": ["darwin"], "cpu": ["arm64"]},
    },
}

PNPM = """lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: '1', version: 1.0.0}
packages:
  a@1.0.0: {resolution: {integrity: x}}
snapshots:
  a@1.0.0: {}
"""

PYLOCK = """lock-version = "1.0"
[[packages]]
name = "a"
version = "1"
wheels = [{ name = "a-1-py3-none-any.whl" }]
"""

POETRY = """[[package]]
name = "a"
version = "1"
groups = ["main"]
files = [{file = "a-1-py3-none-any.whl", hash = "sha256:0"}]
[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
"""

LOCKS = {"uv.lock": UV, "package-lock.json": json.dumps(NPM), "pnpm-lock.yaml": PNPM, "pylock.toml": PYLOCK, "poetry.lock": POETRY}


@pytest.fixture
def project(tmp_path):
    for name, text in LOCKS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def judge(project, name, *arguments):
    result = run("--lock", name, *arguments, "--format", "json", cwd=project)
    result.report = json.loads(result.out)
    SCHEMA.validate(result.report)
    assert result.status == {"ready": 0, "not-ready": 1}[result.report["verdict"]]
    return result


def refused(project, *arguments):
    result = run(*arguments, cwd=project)
    assert (result.status, result.out) == (2, "") and len(result.err.splitlines()) == 1, result.err
    return result.err


def test_what_will_be_built_and_what_fixes_it(project):
    result = run("--lock", "uv.lock", "-p", ARM, "--python", "3.12", cwd=project)
    assert result.status == 1
    assert result.out.splitlines() == [
        f"uv.lock for {ARM} (Linux aarch64, glibc 2.17), Python 3.12: 2 packages are built from source, of 3",
        "  error: native 2.3.3: its wheels need glibc 2.28, and the platform has 2.17: it will be built from source",
        "    fix: a wheel is there for manylinux_2_28_aarch64; uv sync --no-build-package native keeps it from being built",
        "  error: tool 1: it has no wheel at all: it will be built from source",
        "    fix: uv sync --no-build-package tool keeps it from being built",
        "  not judged: mine (from git): built where they are installed, if they are not wheels",
    ]


def test_the_fix_that_is_named_fixes_it(project):
    result = run("--lock", "uv.lock", "-p", "manylinux_2_28_aarch64", "--python", "3.12", "--no-dev", cwd=project)
    assert result.status == 0 and "nothing is built from source, of 2 packages" in result.out
    assert run("--lock", "uv.lock", "-p", "manylinux_2_28_aarch64", "--python", "3.12", "--no-dev", "-q", cwd=project).out == ""


def test_several_platforms_in_one_report(project):
    result = judge(project, "uv.lock", "-p", ARM, "-p", "aws-lambda:python3.12:arm64", "--python", "3.12")
    assert [platform["summary"]["source"] for platform in result.report["platforms"]] == [2, 1]
    (native,) = [p for p in result.report["platforms"][1]["packages"] if p["name"] == "native"]
    assert native["supply"] == "ready" and native["file"].endswith("manylinux_2_28_aarch64.whl")


def test_a_name_without_a_release_bars_no_wheel_and_says_what_they_need(project):
    result = judge(project, "uv.lock", "-p", "linux-arm64", "--python", "3.12", "--no-dev")
    assert result.report["verdict"] == "ready" and result.report["platforms"][0]["floor"] == "glibc 2.28"


@pytest.mark.parametrize("name, platform, status", [
    ("package-lock.json", "linux-x64", 0), ("package-lock.json", "darwin-arm64", 0), ("package-lock.json", "win32-x64", 1),
    ("pnpm-lock.yaml", "win32-x64", 0), ("pylock.toml", "win_amd64", 0), ("poetry.lock", "win_amd64", 0),
])  # fmt: skip
def test_each_kind_of_lock(project, name, platform, status):
    assert judge(project, name, "-p", platform, "--python", "3.12").status == status


def test_platform_and_python_of_the_configuration(project):
    (project / "pyproject.toml").write_text(f'[tool.platlint]\nplatform = "{ARM}"\npython = "3.12"\ntarget = ["build"]\n')
    assert run("--lock", "uv.lock", cwd=project).status == 1


@pytest.mark.parametrize("groups, built", [('["dev"]', 2), ("[]", 1), ('"all"', 2)])
def test_the_default_groups_of_uv_beside_it(project, groups, built):
    (project / "pyproject.toml").write_text(f"[tool.uv]\ndefault-groups = {groups}\n")
    result = judge(project, "uv.lock", "-p", ARM, "--python", "3.12")
    assert result.report["platforms"][0]["summary"]["source"] == built


def test_a_report_in_a_file(project):
    assert run("--lock", "poetry.lock", "-p", "linux-x64", "--python", "3.12", "-o", "report.txt", cwd=project).out == ""
    assert "nothing is built" in (project / "report.txt").read_text()


@pytest.mark.parametrize("arguments, said", [
    (["--lock", "uv.lock", "-p", ARM], "for which Python? say --python 3.12; the lock asks for >=3.10"),
    (["--lock", "uv.lock", "-p", ARM, "--python", "3.9"], "it is for Python >=3.10, not for 3.9"),
    (["--lock", "uv.lock", "--python", "3.12"], "--lock needs a platform"),
    (["--lock", "uv.lock", "-p", ARM, "."], "in the place of bundles"),
    (["--lock", "uv.lock", "-p", ARM, "--python", "3.12", "--extra", "x"], "the lock has no extra 'x'"),
    (["--lock", "uv.lock", "-p", ARM, "--python", "3.12", "--format", "sarif"], "text or json, not sarif"),
    (["--lock", "none/uv.lock", "-p", ARM], "cannot read"),
    (["--lock", "requirements.txt", "-p", ARM], "cannot read"),
    (["--no-dev", "."], "--no-dev needs --lock FILE"),
    (["--extra", "x", "."], "--extra needs --lock FILE"),
    (["--group", "x", "."], "--group needs --lock FILE"),
])  # fmt: skip
def test_what_cannot_be_answered_is_one_line(project, arguments, said):
    assert said in refused(project, *arguments)


MARKER = "version = 1\n[[package]]\nname = 'a'\nsource = { virtual = '.' }\ndependencies = [{ name = 'a', marker = '%s' }]\n"
HOSTILE = [
    ("uv.lock", "[" * 200_000),
    ("uv.lock", "a = " + "[" * 200_000),
    ("uv.lock", 'version = 1\n[[package]]\nname = "\\u12"\n'),
    ("uv.lock", MARKER % ("(" * 50_000)),
    ("package-lock.json", "[" * 200_000),
    ("package-lock.json", '{"a":' * 100_000),
    ("package-lock.json", "\x00" * 1000),
    ("pnpm-lock.yaml", "a: " + "{a: " * 100_000),
    ("pnpm-lock.yaml", "".join(" " * depth + "a:\n" for depth in range(300))),
    ("pnpm-lock.yaml", "a: &x [*x]\n"),
    ("poetry.lock", "\xff\xfe" * 100),
    ("pylock.toml", 'lock-version = "1.0"\n"a' + "b" * 10_000),
    *((name, "") for name in LOCKS),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_lock_ends_in_one_line(tmp_path, number):
    name, text = HOSTILE[number]
    (tmp_path / name).write_bytes(text.encode("latin-1"))
    refused(tmp_path, "--lock", name, "-p", ARM, "--python", "3.12")


@pytest.mark.parametrize("name", LOCKS)
def test_cut_at_each_eighth_it_never_ends_in_a_crash(tmp_path, name):
    text = LOCKS[name]
    for eighth in range(1, 8):
        (tmp_path / name).write_text(text[: len(text) * eighth // 8])
        result = run("--lock", name, "-p", ARM, "--python", "3.12", cwd=tmp_path)
        assert result.status in (0, 1) or len(result.err.splitlines()) == 1


def test_names_are_safe_on_a_terminal(tmp_path):
    (tmp_path / "uv.lock").write_text(UV.replace('"tool"', '"\\u001b[31mred\\u202e"'))
    out = run("--lock", "uv.lock", "-p", ARM, "--python", "3.12", cwd=tmp_path).out
    assert "\x1b" not in out and "\u202e" not in out and "red" in out


def projects():
    """The facts in locks.txt: for each project the packages, and for each platform those that uv says have no wheel."""
    found = []
    for line in (ROOT / "tests/cases/locks.txt").read_text().splitlines():
        kind, _, rest = line.partition(" ")
        words = rest.split()
        if kind == "project":
            found.append({"name": words[0], "packages": [], "answers": {}})
        elif kind == "answer":
            found[-1]["answers"][words[0]] = set(words[2:])
        elif kind == "package":
            found[-1]["packages"].append((*words[0].split("=="), words[1] == "source", words[2:]))
    return found


@pytest.mark.parametrize("project", projects(), ids=lambda project: project["name"])
def test_packages_of_known_projects_as_uv_answered(tmp_path, project):
    text = 'version = 1\n[[package]]\nname = "app"\nsource = { virtual = "." }\ndependencies = [\n'
    text += "".join(f'  {{ name = "{name}" }},\n' for name, *_ in project["packages"]) + "]\n"
    for name, version, has_source, tags in project["packages"]:
        text += f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "https://index" }}\n'
        text += 'sdist = { url = "https://files/x.tar.gz" }\n' if has_source else ""
        text += "wheels = [" + ", ".join(f'{{ url = "https://files/x-{version}-{tag}.whl" }}' for tag in tags) + "]\n"
    (tmp_path / "uv.lock").write_text(text)
    for platform, lacking in project["answers"].items():
        report = judge(tmp_path, "uv.lock", "-p", platform, "--python", "3.12").report["platforms"][0]
        found = {f"{p['name']}=={p['version']}" for p in report["packages"] if p["supply"] in ("source", "nothing")}
        assert found == lacking, platform
