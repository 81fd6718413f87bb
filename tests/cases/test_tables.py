"""The tables of C++ are the output of scripts/tables for data/ and auditwheel's policies, and a checkout refreshes the
data."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from conftest import ROOT, audit

sys.path.insert(0, str(ROOT / "data"))
import datafile  # noqa: E402
import debian  # noqa: E402
import distributions  # noqa: E402
import fetch  # noqa: E402
import lambda_runtimes  # noqa: E402
import node_releases  # noqa: E402
import policies  # noqa: E402
import python_symbols  # noqa: E402
import services  # noqa: E402
import system_packages  # noqa: E402
import tables  # noqa: E402
import windows_libraries  # noqa: E402
from versions import PREFIXES, PROCESSORS  # noqa: E402

TEXT = distributions.PATH.read_text()
DISTRIBUTIONS = distributions.distributions(TEXT)


def test_making_them_again_changes_nothing():
    made = tables.tables()
    assert made.keys() == set((ROOT / "src").glob("*/*.inc"))
    for path, text in made.items():
        assert path.read_text() == text, f"{path}: run scripts/tables"


def test_rows_name_processors_once():
    for name, release, row in distributions.releases(DISTRIBUTIONS):
        processors = " ".join(row.get("newest", {})).split()
        assert len(processors) == len(set(processors)), (name, release)
        assert set(processors) <= set(PROCESSORS), (name, release)


def test_aliases_reach_their_release(tmp_path):
    (tmp_path / "a.py").write_text("")
    for name, release, row in distributions.releases(DISTRIBUTIONS):
        if "alias" in row:
            report = audit(tmp_path, "--platform", f"{name}:{row['alias']}").report
            assert report["target"]["name"] == f"{name}:{release}"


def write_image(checkout, name, processor, glibc, numbers):
    """A file of the cache: for each prefix, a symbol version that is a number, and one that is not."""
    names = {prefix: ["TM_1", *([] if number == "-" else [number])] for prefix, number in zip(PREFIXES, numbers.split())}
    path = checkout / "cache" / processor / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"extra": [], "glibc_version": glibc, "symbols": names}))


def commit(checkout):
    git = ["git", "-C", checkout, "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=x", "--date=2027-01-02T00:00:00Z"]):
        subprocess.run([*git, *arguments], check=True, env={"GIT_COMMITTER_DATE": "2027-01-02T00:00:00Z", "PATH": "/usr/bin:/bin"})
    return distributions.git(checkout, "rev-parse", "--short=12", "HEAD")


@pytest.fixture
def checkout(tmp_path):
    """The contents that the source must have had for the current data."""
    for name, release, row in distributions.releases(DISTRIBUTIONS):
        for processors, numbers in row.get("newest", {}).items():
            for processor in processors.split() if "?" not in numbers else ():
                write_image(tmp_path, f"{DISTRIBUTIONS[name].get('cache', name)}-{release}", processor, row["glibc"], numbers)
    return tmp_path


def changes(text):
    """The lines that differ, before and after."""
    before, after = TEXT.splitlines(), text.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_a_checkout_that_says_the_same_changes_its_name_alone(checkout):
    name = commit(checkout)
    gone, new = changes(distributions.refreshed(TEXT, checkout))
    assert [line.split(" = ")[0] for line in gone] == ["source", "date"]
    assert new == [f'source = "mayeut/pep600_compliance {name}"', "date = 2027-01-02"]


def test_a_checkout_brings_new_numbers_and_new_releases(checkout):
    numbers = "2.99 3.4.99 1.3.99 15.0.0 1.3.1.2 -"
    write_image(checkout, "debian-13", "loongarch64", "2.41", numbers)
    write_image(checkout, "debian-99", "x86_64", "2.99", numbers)
    write_image(checkout, "debian-99", "aarch64", "2.99", numbers)
    write_image(checkout, "unheard-of-1", "x86_64", "2.99", numbers)
    commit(checkout)
    text = distributions.refreshed(TEXT, checkout)
    gone, new = changes(text)
    assert len(gone) == 3 and 'alias = "trixie"' in gone[-1]
    assert 'alias = "trixie"' in new[2] and f'loongarch64 = "{numbers}"' in new[2]
    assert new[3:] == [f'"99" = {{ glibc = "2.99", newest = {{ "x86_64 aarch64" = "{numbers}" }} }}']
    made = distributions.tables(text)["target/measurements"]
    version = "Version{2, 99, 0}, Version{3, 4, 99}, Version{1, 3, 99}, Version{15, 0, 0}, Version{1, 3, 1}, std::nullopt"
    assert f'    Measurement{{"debian", "99", 99, 1, {{Architecture::x86_64, Architecture::aarch64}}, 6, {{{version}}}}},' in made


def test_what_one_number_cannot_say_is_refused():
    rows = policies.policies("manylinux")
    rows[17]["symbol_versions"]["x86_64"]["GLIBC"].remove("2.14")
    with pytest.raises(AssertionError, match="17"):
        policies.newest_alone_says_it(rows)


def test_a_library_that_a_policy_takes_back_is_refused():
    rows = policies.policies("manylinux")
    rows[28]["lib_whitelist"].remove("libz.so.1")
    with pytest.raises(AssertionError):
        policies.since(rows)


def test_a_release_has_the_number_of_its_last_version():
    rows = [("electron", "9.0.0-beta.2", "80"), ("electron", "9.0.0-beta.1", "76"), ("node", "9.0.0", "59"), ("node", "3.0.0", "45")]
    assert node_releases.releases(rows, "electron") == {"9": 80}
    assert node_releases.releases(rows, "node") == {"9": 59}


def test_another_file_of_the_same_version_is_refused():
    registries = fetch.Registries({})
    registries.pin("npm:a", "1", "", b"a")
    pin = registries.pins["npm:a"]
    assert pin.startswith("1 sha256:ca978112")
    with pytest.raises(SystemExit, match="npm:a 1 is not the file that was pinned"):
        registries.pin("npm:a", "1", "0", b"a")


def test_dlls_are_in_the_list_of_the_windows_that_have_them():
    linked = {"everywhere", "intel", "new", "amd64", "server"}
    every, intel, new = windows_libraries.lists(
        linked, {"everywhere", "intel", "x"}, {"everywhere", "intel", "amd64"}, {"everywhere", "new"}
    )
    assert (every, intel, new) == ({"everywhere"}, {"intel"}, {"new"})


def test_import_libraries_are_those_of_intel_and_of_all(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as archive:
        for name in ("lib-common/Secur32.def.in", "lib64/windows.networking.def", "libarm32/arm.def", "lib32/readme"):
            archive.writestr("ziglang/lib/libc/mingw/" + name, "")
    assert windows_libraries.import_libraries(tmp_path / "a.whl") == {"secur32", "windows.networking"}


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler here")
def test_the_symbols_that_a_library_defines(tmp_path):
    """Not its versions, and not what it needs."""
    (tmp_path / "a.map").write_text("A_1 { global: *; };")
    (tmp_path / "a.c").write_text("int needed(void); int has, _has; int both(void) { return needed(); }")
    subprocess.run(["cc", "-shared", "-fPIC", "-nostdlib", "-o", "a.so", "a.c", "-Wl,--version-script=a.map"], cwd=tmp_path, check=True)
    assert debian.exported(tmp_path / "a.so") == {"has", "_has", "both"}


INDEX = """bin/true                                  utils/coreutils
usr/lib/x86_64-linux-gnu/liba.so.1        libs/liba1-extra,libs/liba1,debug/a-dbg
usr/lib/x86_64-linux-gnu/sub/libb.so.1    libs/libb1
lib/libc.so.1                             libs/libelogind0,libs/libsystemd0
"""


def test_the_package_of_a_library_by_the_index_of_a_release():
    libraries, preferred = ["liba.so.1", "libb.so.1", "libc.so.1"], {"libc.so.1": "libsystemd0", "liba.so.1": "gone"}
    made = system_packages.indexed(debian.files(INDEX), libraries, preferred)
    assert made == {"liba.so.1": "liba1", "libb.so.1": "-", "libc.so.1": "libsystemd0"}
    preferred = {"libb.so.1": "libb1"}  # a link that update-alternatives makes
    assert system_packages.indexed(debian.files(INDEX), libraries, preferred)["libb.so.1"] == "libb1"


@pytest.mark.parametrize(
    "older, newer, found",
    [
        ("a1", "a1", "a1"),
        ("a1", "a1t64", "a1t64"),
        ("a1", "a2", "a2|a1"),
        ("-", "a1", "?"),
        ("a1", "?", "?"),
        ("-", "-", "?"),
    ],
)
def test_an_ubuntu_between_two_debians(older, newer, found):
    assert system_packages.between(older, newer) == found


def test_every_package_belongs_to_a_library_to_look_for():
    data = datafile.loads(system_packages.PATH.read_text())
    for release in data["releases"].values():
        assert system_packages.column(release["packages"]).keys() <= set(data["libraries"].split())


def test_a_runtime_without_a_row_is_named():
    data = {"runtimes": {"python3.12": {}}, "left_out": "custom"}
    service = {"shapes": {"Runtime": {"enum": ["ruby9.9", "python3.12", "custom"]}}}
    assert lambda_runtimes.missing(data, service) == ["ruby9.9"]


def test_a_runtime_is_one_row():
    text = lambda_runtimes.PATH.read_text().replace("[runtimes]\n", '[runtimes]\n"python3.99" = { base = "2023", arm64 = true }\n')
    (made,) = lambda_runtimes.tables(text).values()
    assert '    LambdaRow{"python3.99", &amazon_linux_2023, true, Python{3, 99, false}},\n' in made
    rows = list(services.service_rows("google", {"python399": {"system": "ubuntu:99.04"}}))
    words = ["&google", '"python399"', '"ubuntu"', '"99.04"', '"Ubuntu 99.04"', "Python{3, 99, false}", "false"]
    assert [list(row) for row in rows] == [words]


def test_a_build_of_a_new_minor_version_of_python():
    known = {"Py_Old": {11}, "Py_Both": {11, 12}}
    assert python_symbols.merged(known, {"_Py_Odd"}, 13, {"Py_Both", "Py_New", "_Py_Odd"}) == (
        {"Py_Old": {11}, "Py_Both": {11, 12, 13}, "Py_New": {13}},
        {"_Py_Odd"},
    )


def test_a_name_that_two_builds_of_a_minor_version_disagree_on():
    known = {"Py_Old": {11}, "Py_Both": {11, 12}, "_Py_Gone": {12}}
    assert python_symbols.merged(known, set(), 12, {"Py_Both", "_Py_New"}) == (
        {"Py_Old": {11}, "Py_Both": {11, 12}},
        {"_Py_Gone", "_Py_New"},
    )


def test_what_every_python_exports_is_no_row():
    text = '[exports]\n"6 7" = "Py_Both"\n"7" = "Py_New"\n'
    (made,) = python_symbols.tables(text).values()
    assert "constexpr int oldest = 6, newest = 7;" in made and "Py_Both" not in made
    assert 'Row{minors(7),\n        "Py_New"},' in made


@pytest.mark.parametrize("name", ["Py_New", "_PyNew", "PyInitConfig_Get"])
def test_a_name_of_the_c_api(name):
    assert python_symbols.NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["PyInit_a", "Pz", "a_Py"])
def test_no_name_of_the_c_api(name):
    assert not python_symbols.NAME.fullmatch(name)
