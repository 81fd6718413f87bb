"""The real contents of the system that runs the bundle: --sysroot and `sysroot`."""

import os
import pathlib
import tarfile

import pytest
from conftest import audit, run
from test_images import Layout, layer, saved
from test_one_file import compiled, needs_linux

pytestmark = needs_linux
MODULE = "_x.cpython-312-x86_64-linux-gnu.so"
PYTHON = ("--python", "3.12")
LIBRARIES = "usr/lib/x86_64-linux-gnu"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "platlint"


def defining(path, soname, *versions):
    """A library that defines these versions, oldest first."""
    script = path.parent / "versions.map"
    path.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("".join(f"{name} {{ s{number}; }};\n" for number, name in enumerate(versions)))
    code = "".join(f"int s{number}(void) {{ return 0; }}\n" for number, _ in enumerate(versions)) or "int mine(void) { return 0; }\n"
    flags = ["-shared", "-fPIC", "-nostdlib", f"-Wl,-soname,{soname}"]
    compiled(path, *flags, *([f"-Wl,--version-script={script}"] if versions else []), code=code)
    script.unlink()
    return path


@pytest.fixture
def system(tmp_path):
    """The root of a system of our own, with a glibc that defines 2.36."""
    root = tmp_path / "root"
    defining(root / LIBRARIES / "libc.so.6", "libc.so.6", "GLIBC_2.2.5", "GLIBC_2.4", "GLIBC_2.14", "GLIBC_2.36")
    defining(root / "opt/mine/libodbc.so.2", "libodbc.so.2")
    (root / "lib").symlink_to("usr/lib")
    (root / "etc/ld.so.conf.d").mkdir(parents=True)
    (root / "etc/ld.so.conf").write_text("include /etc/ld.so.conf.d/*.conf\n")
    (root / "etc/os-release").write_text('ID=debian\nVERSION_ID="12"\n')
    return root


@pytest.fixture
def bundle(tmp_path):
    """A module that needs libgomp.so.1 and libodbc.so.2."""
    needs = [
        defining(tmp_path / "sdk" / name, name, *versions)
        for name, versions in (("libgomp.so.1", ["OMP_1.0", "GOMP_5"]), ("libodbc.so.2", []))
    ]
    code = "int s1(void), mine(void); int PyInit__x(void) { return s1() + mine(); }\n"
    compiled(tmp_path / "bundle" / MODULE, "-shared", "-fPIC", "-nostdlib", *needs, code=code)
    return tmp_path / "bundle"


def found(*arguments):
    result = audit(*arguments, *PYTHON)
    return {(finding["rule"], finding["severity"], finding["expected"]) for finding in result.report["findings"]}, result


def add_gomp(root, *versions):
    """Under a link that leads there by way of a link to a directory, as alternatives do."""
    defining(root / "usr/lib/gomp/libgomp.so.1.0.0", "libgomp.so.1", *versions)
    (root / "etc/alternatives").mkdir(exist_ok=True)
    (root / "etc/alternatives/gomp").symlink_to("/lib/gomp/libgomp.so.1.0.0")
    (root / LIBRARIES / "libgomp.so.1").symlink_to("/etc/alternatives/gomp")


def test_its_libraries_answer(bundle, system):
    findings, result = found(bundle, "--sysroot", system)
    assert findings == {("missing-library", "error", "libgomp.so.1, libodbc.so.2")} or {f[0:2] for f in findings} == {
        ("missing-library", "error"),
        ("missing-library", "warning"),
    }
    assert result.report["target"]["name"] == "debian:12" and result.report["target"]["sysroot"] == str(system)
    assert any("apt-get install -y --no-install-recommends libgomp1" in finding["fix"]["summary"] for finding in result.report["findings"])
    add_gomp(system, "OMP_1.0", "GOMP_5")
    (system / "etc/ld.so.conf.d/mine.conf").write_text("/opt/mine\n")
    assert found(bundle, "--sysroot", system)[0] == set()
    text = run(bundle, "--sysroot", system, *PYTHON)
    assert text.status == 0 and f"judged for Linux x86_64, glibc 2.36 (Debian 12 in {system})\n" in text.out


def test_so_do_their_versions(bundle, system):
    add_gomp(system, "OMP_1.0", "GOMP_4")
    (system / "etc/ld.so.conf.d/mine.conf").write_text("/opt/mine\n")
    assert found(bundle, "--sysroot", system)[0] == {("missing-version", "error", "GOMP_5")}
    (system / LIBRARIES / "libc.so.6").unlink()
    defining(system / LIBRARIES / "libc.so.6", "libc.so.6", "GLIBC_2.2.4")
    needs_glibc = compiled(bundle / "y.so", "-shared", "-fPIC", code='#include <stdlib.h>\nint y(void) { return atoi("1"); }\n')
    assert needs_glibc.exists()
    assert ("glibc-too-new", "error") in {
        finding[:2] for finding in found(bundle, "--sysroot", system, "--platform", "manylinux2014_x86_64")[0]
    }


def test_what_lies_where_no_loader_looks(bundle, system):
    add_gomp(system, "OMP_1.0", "GOMP_5")
    (finding,) = found(bundle, "--sysroot", system)[1].report["findings"]
    assert finding["severity"] == "warning" and "holds in /opt/mine, where its loader does not look" in finding["message"]
    compiled(
        bundle / MODULE,
        "-shared",
        "-fPIC",
        "-nostdlib",
        "-Wl,-rpath,/opt/mine",
        system / "opt/mine/libodbc.so.2",
        code="int mine(void); int PyInit__x(void) { return mine(); }\n",
    )
    assert found(bundle, "--sysroot", system)[0] == set()


def tar_of(system, path):
    with tarfile.open(path, "w") as archive:
        archive.add(system, ".")
    return path


def test_as_a_tar_and_as_an_image(bundle, system, tmp_path):
    add_gomp(system, "OMP_1.0", "GOMP_5")
    (system / "etc/ld.so.conf.d/mine.conf").write_text("/opt/mine\n")
    assert found(bundle, "--sysroot", tar_of(system, tmp_path / "root.tar"))[0] == set()
    base = (tmp_path / "root.tar").read_bytes()
    assert found(bundle, "--sysroot", Layout(tmp_path / "image").image("linux/amd64", [base]).write())[0] == set()
    whiteout = layer({"usr/lib/gomp/.wh.libgomp.so.1.0.0": b""})
    without = saved(tmp_path / "without.tar", {"linux/amd64": [base, whiteout]})
    assert {finding[:2] for finding in found(bundle, "--sysroot", without)[0]} == {("missing-library", "error")}
    both = Layout(tmp_path / "both").image("linux/amd64", [base]).image("linux/arm64", [base]).write()
    result = run(bundle, "--sysroot", both)
    assert result.status == 2 and result.err.endswith("holds images for linux/amd64 and linux/arm64: say --platform too\n")
    assert found(bundle, "--sysroot", both, "--platform", "linux/amd64")[0] == set()


def test_library_path_of_an_image(bundle, system, tmp_path):
    """config.Env, of an OCI layout and of `docker save`."""
    add_gomp(system, "OMP_1.0", "GOMP_5")
    base = [tar_of(system, tmp_path / "root.tar").read_bytes()]
    for number, (environment, fits) in enumerate(
        [
            (["PATH=/bin", "LD_LIBRARY_PATH=/nowhere:/opt/mine"], True),
            (["LD_LIBRARY_PATH=opt/mine"], False),
            (["PATH=/opt/mine", "MY_LD_LIBRARY_PATH=/opt/mine"], False),
        ]
    ):
        layout = Layout(tmp_path / f"image{number}").image("linux/amd64", base, environment=environment).write()
        for image in (layout, saved(tmp_path / f"saved{number}.tar", {"linux/amd64": base}, environment=environment)):
            assert (found(bundle, "--sysroot", image)[0] == set()) == fits
    # A configuration that is no JSON, or not there: nothing is known of it
    for config in ("{", None):
        layout = Layout(tmp_path / f"bad{config is None}").image("linux/amd64", base, environment=["LD_LIBRARY_PATH=/opt/mine"])
        (blob,) = [path for path in (layout.folder / "blobs/sha256").iterdir() if b"LD_LIBRARY_PATH" in path.read_bytes()]
        blob.unlink() if config is None else blob.write_text(config)
        assert {finding[:2] for finding in found(bundle, "--sysroot", layout.write())[0]} == {("missing-library", "warning")}


def test_its_symbols_answer(bundle, system):
    """A library of the system with the right name and version may be another release, without the symbol."""
    add_gomp(system, "OMP_1.0", "GOMP_5")
    (system / "etc/ld.so.conf.d/mine.conf").write_text("/opt/mine\n")
    assert found(bundle, "--sysroot", system)[0] == set()
    compiled(
        system / "opt/mine/libodbc.so.2",
        "-shared",
        "-fPIC",
        "-nostdlib",
        "-Wl,-soname,libodbc.so.2",
        code="int other(void) { return 0; }\n",
    )
    findings, result = found(bundle, "--sysroot", system)
    assert findings == {("undefined-symbol", "error", "mine")}
    (finding,) = result.report["findings"]
    assert finding["message"] == "needs the symbol mine, which none of its libraries has"
    assert found(bundle, "--sysroot", system, "--provides", "libodbc.so.2")[0] == set()
    # A library that the system's own one needs may have the symbol: here it is not there
    compiled(
        system / "opt/mine/libodbc.so.2",
        *("-shared", "-fPIC", "-nostdlib", "-Wl,-soname,libodbc.so.2", "-Wl,--no-as-needed"),
        defining(system.parent / "sdk/libfar.so.1", "libfar.so.1"),
        code="int other(void) { return 0; }\n",
    )
    assert found(bundle, "--sysroot", system)[0] == set()
    defining(system / "opt/mine/libfar.so.1", "libfar.so.1")
    assert found(bundle, "--sysroot", system)[0] == set()
    compiled(
        system / "opt/mine/libfar.so.1", "-shared", "-fPIC", "-nostdlib", "-Wl,-soname,libfar.so.1", code="int far(void) { return 0; }\n"
    )
    assert found(bundle, "--sysroot", system)[0] == {("undefined-symbol", "error", "mine")}


def test_a_version_without_its_symbol(system, tmp_path):
    """The version is there, the symbol is not: the loader says "undefined symbol: answer, version MINE_1"."""
    (tmp_path / "one.map").write_text("MINE_1 { *; };\n")
    shared = ("-shared", "-fPIC", "-nostdlib", "-Wl,-soname,libmine.so.1", f"-Wl,--version-script={tmp_path}/one.map")
    code = "int answer(void) { return 42; }\n"
    library = compiled(system / LIBRARIES / "libmine.so.1", *shared, code=code)
    user = "int answer(void); int PyInit__x(void) { return answer(); }\n"
    compiled(tmp_path / "bundle" / MODULE, "-shared", "-fPIC", "-nostdlib", library, code=user)
    assert found(tmp_path / "bundle", "--sysroot", system)[0] == set()
    compiled(library, *shared, code=code.replace("answer", "question"))
    findings, result = found(tmp_path / "bundle", "--sysroot", system)
    assert findings == {("undefined-symbol", "error", "answer")}
    assert result.report["findings"][0]["message"] == f"needs the symbol answer, which libmine.so.1 of {system} does not have"


def test_in_the_configuration(bundle, system, tmp_path, monkeypatch):
    add_gomp(system, "OMP_1.0", "GOMP_5")
    (system / "etc/ld.so.conf.d/mine.conf").write_text("/opt/mine\n")
    (tmp_path / "platlint.toml").write_text('sysroot = "root"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert found(bundle)[0] == set()
    assert found(bundle)[1].report["target"]["sysroot"] == "../root"


def test_bad_usage(bundle, system, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/readme.txt").write_text("nothing\n")
    for arguments, message in [
        (["--sysroot", tmp_path / "nowhere"], "no such file or directory"),
        (["--sysroot", tmp_path / "empty"], "holds no C library (libc.so.6, ld-musl-*.so.1): name the root of a Linux system"),
        (["--sysroot", system, "--platform", "win_amd64"], "the platform win_amd64 is not Linux"),
        (["--sysroot", system, "--platform", "macosx_14_0_arm64"], "the platform macosx_14_0_arm64 is not Linux"),
        (["--sysroot", system, "--platform", "linux/arm64"], "holds glibc for x86_64, which is not the platform linux/arm64"),
        (["--sysroot", system, "--platform", "alpine:3.20"], "holds glibc for x86_64, which is not the platform alpine:3.20"),
    ]:
        result = run(bundle, *arguments)
        assert (result.status, result.out) == (2, "") and result.err.count("\n") == 1
        assert result.err.lower().startswith(f"platlint: --sysroot {arguments[1]}: {message}".lower())


@pytest.mark.parametrize("release, glibc", [("bullseye", "2.31"), ("bookworm", "2.36"), ("trixie", "2.41")])
def test_real_roots(bundle, release, glibc):
    root = CACHE / f"root-{release}-python3.tar"
    if not root.exists():
        pytest.skip(f"tests/oracle has not made {root.name}")
    findings, result = found(bundle, "--sysroot", root)
    assert {finding[:2] for finding in findings} == {("missing-library", "error")}
    assert result.report["target"]["libc"] == {"name": "glibc", "version": glibc}
    assert result.report["target"]["name"].startswith("debian:")
