"""If a worker dies, hangs, uses up memory or answers for others on a file, only that file is lost.

misfortune.cpp is put between the command and the C library. It acts in the middle of the file, in the worker, when the
bytes there ask for it."""

import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import COMMAND, ROOT, audit, run

BIN = ROOT / "testdata" / "artifacts" / "bin"
RIGHT = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
WRONG = (BIN / "macho-arm64.dylib").read_bytes()
LONG = (BIN / "elf-x86_64-1100-tags.so").read_bytes()
TARGET = ("--platform", "x86_64-manylinux2014", "--max-memory", "256MB")
FATES = {
    "be-killed!": "the parser crashed over it (Killed)",
    "do-segv!!!": "the parser crashed over it (Segmentation fault)",
    "do-abort!!": "the parser crashed over it (Aborted)",
    "eat-memory": "reading it takes more memory than is allowed",
    "just-leave": "the parser ended over it",
    "forge-all!": "the worker that read it answered for another file",
}
ENDLESS = ["loop-on!!!", "be-stopped"]
# If memory is used up, there is an exception, which must not come out of the C library's reading below libzip.
PLACES = [(kind, fate) for kind in ("tree", "bundle.zip") for fate in FATES if (kind, fate) != ("bundle.zip", "eat-memory")]
COMPILER = shutil.which(os.environ.get("CXX", "c++"))

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LD_PRELOAD as Linux has it"),
    pytest.mark.skipif(COMPILER is None, reason="no C++ compiler"),
    pytest.mark.skipif(b"__asan_init" in open(COMMAND, "rb").read(), reason="ASan must be the first library, and catches signals"),
]


def put_before(tmp_path_factory, name):
    """The environment that puts a source before the C library."""
    library = tmp_path_factory.mktemp(name) / f"{name}.so"
    source = pathlib.Path(__file__).with_name(f"{name}.cpp")
    subprocess.run([COMPILER, "-std=c++20", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


@pytest.fixture(scope="session")
def misfortune(tmp_path_factory):
    return put_before(tmp_path_factory, "misfortune")


@pytest.fixture(scope="session")
def unfiltered(tmp_path_factory):
    """Starts a command under a kernel that accepts no seccomp filter from it."""
    program = tmp_path_factory.mktemp("unfiltered") / "unfiltered"
    subprocess.run([COMPILER, "-std=c++20", "-o", program, pathlib.Path(__file__).with_name("unfiltered.cpp")], check=True)
    return program


@pytest.fixture(scope="session")
def shuffled(tmp_path_factory):
    return put_before(tmp_path_factory, "shuffled")


@pytest.fixture(scope="session")
def threadless(tmp_path_factory):
    return put_before(tmp_path_factory, "threadless")


def asking_for(fate):
    """A whole library with many pages of tables; the fourth, with its strings, asks for it."""
    name = b"lib1090.so"
    assert LONG.count(name) == 1 and LONG.index(name) > 12288 and len(fate) == len(name)
    return LONG.replace(name, fate.encode())


def lay_out(files, root):
    """As a directory, or as an archive whose members are stored unchanged, away from the bytes that the command itself
    reads."""
    if root.suffix == ".zip":
        with zipfile.ZipFile(root, "w", zipfile.ZIP_STORED) as archive:
            for name, content in {"0.bin": bytes(1 << 16), **files, "~.bin": bytes(1 << 17)}.items():
                archive.writestr(name, content)
        return root
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def without(report, path):
    return (
        [artifact for artifact in report["artifacts"] if artifact["path"] != path],
        [finding for finding in report["findings"] if finding["path"] != path],
    )


def check_one_is_lost(root, reason, misfortune, jobs, *more):
    """The same result as without the misfortune, except 20/y.so; the same bytes for any number of workers."""
    whole = audit(root, *TARGET, *more)
    assert whole.report["summary"]["judged"] == 41, "without the misfortune it is a file like any other"
    struck = [audit(root, *TARGET, *more, "--jobs", number, env=misfortune) for number in jobs]
    assert {result.status for result in struck} == {2}
    assert len({result.out for result in struck}) == 1
    report = struck[0].report
    assert report["summary"]["judged"] == 40 and report["summary"]["unreadable"] == 1
    assert report["summary"]["entries"] == whole.report["summary"]["entries"]
    assert without(report, "20/y.so") == without(whole.report, "20/y.so")
    (finding,) = [finding for finding in report["findings"] if finding["path"] == "20/y.so"]
    assert finding["rule"] == "unreadable-artifact" and reason in finding["message"]


def forty_and(fate):
    return {**{f"{i:02}/x.so": RIGHT for i in range(40)}, "20/y.so": asking_for(fate)}


@pytest.mark.parametrize("more", [(), ("--thorough",)], ids=["tables", "thorough"])
@pytest.mark.parametrize("kind, fate", PLACES)
def test_a_misfortune_costs_one_file(misfortune, tmp_path, kind, fate, more):
    check_one_is_lost(lay_out(forty_and(fate), tmp_path / kind), FATES[fate], misfortune, (1, 2, 8), *more)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tree", "bundle.zip"])
@pytest.mark.parametrize("fate", ENDLESS)
def test_what_never_ends_costs_one_file(misfortune, tmp_path, kind, fate):
    root = lay_out(forty_and(fate), tmp_path / kind)
    check_one_is_lost(root, "reading it takes more than 3 seconds", misfortune, (1, 8), "--max-time", 3)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tree", "bundle.zip"])
def test_the_time_of_all_is_bounded(misfortune, tmp_path, kind):
    """A file in each root never ends: the first uses up the time of all."""
    roots = [lay_out(forty_and("loop-on!!!"), tmp_path / f"{name}-{kind}") for name in ("a", "b", "c")]
    result = audit(*roots, *TARGET, "--max-total-time", 2, env=misfortune)
    reason = "the audit takes more than 2 seconds (--max-total-time)"
    assert result.status == 2 and {failure["reason"] for failure in result.report["failures"]} == {reason}
    assert [failure["root"] for failure in result.report["failures"]] == [str(root) for root in roots[1:]]
    assert "20/y.so" in {f["path"] for f in result.report["findings"] if f["message"] == "not judged: " + reason}


def test_errors_elsewhere_count_for_more(misfortune, tmp_path):
    root = lay_out({"a.so": WRONG, "b.so": asking_for("do-segv!!!"), "c.so": WRONG}, tmp_path / "tree")
    result = audit(root, *TARGET, env=misfortune)
    assert result.status == 1
    assert [(f["path"], f["rule"]) for f in result.report["findings"]] == [
        ("a.so", "wrong-format"), ("b.so", "unreadable-artifact"), ("c.so", "wrong-format")]  # fmt: skip


def test_a_misfortune_inside_an_archive_inside_costs_that_archive(misfortune, tmp_path):
    inner = lay_out({"x.so": RIGHT, "y.so": asking_for("do-abort!!")}, tmp_path / "inner.zip")
    root = lay_out({"a.so": RIGHT, "b.zip": inner.read_bytes(), "c.so": RIGHT}, tmp_path / "tree")
    result = audit(root, *TARGET, env=misfortune)
    assert result.status == 2 and result.report["summary"]["judged"] == 2
    assert [(f["path"], f["rule"]) for f in result.report["findings"]] == [("b.zip", "unreadable-artifact")]


def test_every_file_a_misfortune(misfortune, tmp_path):
    """No worker lives to see a second file."""
    fates = ["be-killed!", "do-segv!!!", "do-abort!!", "just-leave"]
    root = lay_out({f"{i}.so": asking_for(fates[i % 4]) for i in range(60)}, tmp_path / "tree")
    for jobs in (1, 8):
        result = audit(root, *TARGET, "--jobs", jobs, env=misfortune)
        assert result.status == 2 and result.report["summary"]["unreadable"] == 60
        assert {finding["rule"] for finding in result.report["findings"]} == {"unreadable-artifact"}


def test_without_it_the_command_is_as_it_was(misfortune, tmp_path):
    """If the preloaded library sees nothing, nothing changes."""
    root = lay_out({"a.so": RIGHT, "b.so": LONG, "c.so": WRONG}, tmp_path / "tree")
    assert run(root, *TARGET, env=misfortune).out == run(root, *TARGET).out


def test_the_order_of_directories_does_not_matter(shuffled, tmp_path):
    tree = lay_out({f"{i % 3}/{i}.so": (RIGHT, WRONG)[i % 2] for i in range(30)}, tmp_path / "tree")
    listed = [subprocess.run(["ls", "-U", tree / "0"], env={**os.environ, **more}, capture_output=True).stdout.split()
              for more in ({}, shuffled)]  # fmt: skip
    assert listed[0] == listed[1][::-1] and len(listed[0]) == 10
    reports = [run(tree, *TARGET, "--format", "json", env=more).out for more in ({}, shuffled)]
    assert reports[0] == reports[1]


@pytest.mark.parametrize("options", [TARGET, []], ids=["lists", "lists and tries platforms"])
def test_where_no_thread_can_be_had_one_does_all(threadless, tmp_path, options):
    tree = lay_out(forty_and("do-segv!!!"), tmp_path / "tree")
    result = run(tree, *options, "--jobs", 8, "--format", "json", env=threadless)
    assert result.status == 0 and result.out == run(tree, *options, "--format", "json").out


def test_the_version_says_what_is_in_force(unfiltered, tmp_path):
    """Tried on request: the same program, with and without the rights that the kernel would grant."""
    confined = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True).stdout
    refused = subprocess.run([unfiltered, COMMAND, "--version"], capture_output=True, text=True, check=True).stdout
    assert refused.endswith("; reads in: worker processes)\n")
    if b"seccomp_load" not in open(COMMAND, "rb").read():
        pytest.skip("built without libseccomp")
    assert confined == refused.replace("processes)", "processes with seccomp)")
    tree = lay_out({"a.so": RIGHT, "b.so": WRONG}, tmp_path / "tree")
    assert subprocess.run([unfiltered, COMMAND, tree, *TARGET], capture_output=True).stdout == run(tree, *TARGET).out.encode()
