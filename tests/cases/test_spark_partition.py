"""A task of examples/spark, without Spark: the rows are the command's answers, and none is lost when it dies."""

import contextlib
import json
import os
import pathlib
import shlex
import shutil
import sys
import time
import types
import zipfile

import pytest

from builds import VERSION
from conftest import COMMAND, ROOT, run

sys.path.insert(0, str(ROOT / "examples" / "spark"))
from platlint_spark import ask, copies
from platlint_spark.names import below, listed, wanted
from platlint_spark.partition import audit_partition
from platlint_spark.rows import Question, Work

BIN = ROOT / "testdata/artifacts/bin"
FITS, ARM = "elf-x86_64-glibc-2.17.so", "elf-aarch64-glibc-2.17.so"
LINUX, ARM_LINUX = "x86_64-manylinux2014", "aarch64-manylinux2014"
ASKED = Question(COMMAND, VERSION)


def bundle(path, binary):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("numpy-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: numpy\nVersion: 1.0\n")
        archive.writestr("numpy-1.0.dist-info/RECORD", "numpy/x.so,,\n")
        archive.writestr("numpy/x.so", (BIN / binary).read_bytes())
    return str(path)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark")
    names = [bundle(folder / f"b{i} é.zip", ARM if i == 4 else FITS) for i in range(6)]
    cut = pathlib.Path(shutil.copy(names[0], folder / "cut.zip"))
    cut.write_bytes(cut.read_bytes()[:-40])
    return [*names, str(cut), str(folder / "absent.zip")]


def works(bundles, *platforms):
    return [Work(name, platforms or (LINUX,)) for name in bundles]


def told(rows):
    return {(row.bundle, row.platform): row for row in rows}


def dying(folder, how, program=COMMAND):
    """A platlint that reads its names up to one with the word `killer`, and then does something else."""
    script = folder / "platlint"
    script.write_text(
        f"#!/bin/bash\ncat > {folder}/names\nsed '/killer/,$d' {folder}/names > {folder}/before\n"
        f'cmp -s {folder}/names {folder}/before && exec {shlex.quote(program)} "$@" < {folder}/names\n'
        f"[ -s {folder}/before ] && {shlex.quote(program)} \"$@\" < {folder}/before | sed '$d'\n{how}\n"
    )
    script.chmod(0o755)
    return Question(str(script), VERSION, patience=3)


def test_rows_are_the_answers_of_the_command(bundles, tmp_path):
    rows = list(audit_partition(ASKED, works(bundles, LINUX, ARM_LINUX)))
    (tmp_path / "list").write_text("".join(f"{name}\t{platform}\n" for name in bundles for platform in (LINUX, ARM_LINUX)))
    *answers, _ = map(json.loads, run("--files-from", tmp_path / "list", "--format", "ndjson", "--no-config").out.splitlines())
    assert len(rows) == len(answers) == 16
    for answer in answers:
        row = told(rows)[answer["roots"][0], answer["target"]["name"]]
        summary = answer["summary"]
        assert row.verdict == summary["verdict"]
        for name in ("entries", "native", "judged", "unreadable", "unread", "errors", "warnings", "notes"):
            assert getattr(row, name) == summary[name]
        assert len(row.findings) == len(answer["findings"])
        for found, finding in zip(row.findings, answer["findings"]):
            for name in ("rule", "severity", "path", "slice", "message", "expected", "actual"):
                assert getattr(found, name) == finding[name]
            assert (found.ecosystem, found.package, found.package_version) == ("python", "numpy", "1.0")
            assert (found.fix, found.fix_arguments) == (finding["fix"]["summary"], finding["fix"]["arguments"])


def test_statuses_are_told_apart(bundles):
    rows = told(audit_partition(ASKED, works(bundles)))
    verdicts = [(row.verdict, row.complete, bool(row.reason)) for row in (rows[name, LINUX] for name in bundles)]
    fits, wrong, unread = ("fits", True, False), ("does-not-fit", True, False), ("incomplete", False, True)
    assert verdicts == [fits, fits, fits, fits, wrong, fits, unread, unread]
    assert rows[bundles[-1], LINUX].reason == "No such file or directory"
    assert rows[bundles[0], LINUX].bytes == os.path.getsize(bundles[0]) and rows[bundles[-1], LINUX].bytes is None
    assert {len(list(audit_partition(ASKED, works(some)))) for some in (bundles[:1], bundles[4:5], bundles[6:7])} == {1}
    assert list(audit_partition(ASKED, [])) == []


def test_a_wrong_question_is_no_fault_of_a_bundle(bundles):
    for wrong in (works(bundles[:2], "linux-nonsense"), [Work(bundles[0], (LINUX,)), Work(bundles[1], ("",))]):
        with pytest.raises(RuntimeError, match="exit status 2 of .*platlint.*platform"):
            list(audit_partition(ASKED, wrong))
    with pytest.raises(RuntimeError, match="asked platlint 9"):
        list(audit_partition(Question(COMMAND, "9"), works(bundles)))
    with pytest.raises(RuntimeError, match="--nonsense"):
        list(audit_partition(Question(COMMAND, VERSION, ("--nonsense",)), works(bundles)))
    with pytest.raises(FileNotFoundError):
        list(audit_partition(Question("/absent/platlint", VERSION), works(bundles)))


def test_options_reach_the_command(bundles, tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.py").write_text("x = 1\n")
    text = works([str(tmp_path / "text")])
    assert [row.verdict for row in audit_partition(ASKED, text)] == ["fits"]
    strict = Question(COMMAND, VERSION, ("--require-native",))
    assert [row.verdict for row in audit_partition(strict, text)] == ["does-not-fit"]


def test_bundles_of_a_lambda_are_no_deployment(bundles):
    """Several on one command line would be a function and its layers."""
    rows = list(audit_partition(ASKED, works(bundles[:3], "aws-lambda:python3.12")))
    assert [row.native for row in rows] == [1, 1, 1]


def test_what_kills_the_process_costs_only_itself(bundles, tmp_path):
    killers = [bundle(tmp_path / f"killer{i}.zip", FITS) for i in (1, 2)]
    names = [*bundles[:3], killers[0], *bundles[3:], killers[1]]
    before = told(audit_partition(ASKED, works(bundles)))
    for how, reason in (("kill -KILL $$", "platlint: killed by signal 9"), ("exit 139", "platlint: exit status 139")):
        rows = told(audit_partition(dying(tmp_path, how), works(names)))
        assert {key: row for key, row in rows.items() if key[0] not in killers} == before
        for name in killers:
            row = rows[name, LINUX]
            assert (row.verdict, row.complete, row.reason, row.findings) == ("incomplete", False, reason, [])


def test_what_never_answers_costs_only_itself(bundles, tmp_path):
    killer = bundle(tmp_path / "killer.zip", FITS)
    rows = list(audit_partition(dying(tmp_path, "exec sleep 100"), works([killer, *bundles[:3]])))
    assert [row.reason for row in rows] == ["platlint: no answer in 3 seconds", None, None, None]


def test_what_dies_once_is_nobodys_fault(bundles, tmp_path):
    """A lack of memory can happen to any process: a second process that begins with the same bundle decides."""
    killer = bundle(tmp_path / "killer.zip", FITS)
    how = f'[ -e {tmp_path}/once ] && exec {COMMAND} "$@" < {tmp_path}/names\ntouch {tmp_path}/once\nkill -KILL $$'
    rows = list(audit_partition(dying(tmp_path, how), works([*bundles[:3], killer, bundles[3]])))
    assert [row.verdict for row in rows] == ["fits"] * 5


def test_a_line_that_is_cut_is_no_answer(bundles, tmp_path):
    killer = bundle(tmp_path / "killer.zip", FITS)
    rows = list(audit_partition(dying(tmp_path, "printf '{\"roots\":'; kill -KILL $$"), works([bundles[0], killer])))
    assert [row.verdict for row in rows] == ["fits", "incomplete"]


@pytest.mark.parametrize("how", ["{} | sed '$d'", "{}; exit 0", "head -n 1 | {}"], ids=["no end", "another status", "fewer"])
def test_an_end_that_does_not_agree_is_no_success(bundles, tmp_path, how):
    script = tmp_path / "platlint"
    script.write_text("#!/bin/bash\n" + how.format(f'{shlex.quote(COMMAND)} "$@"') + "\n")
    script.chmod(0o755)
    asked = works(bundles[4:6] if "head" not in how else bundles[:2])
    with pytest.raises(RuntimeError, match="exit status 0 of"):
        list(audit_partition(Question(str(script), VERSION), asked))


def test_a_name_that_no_line_holds(bundles):
    (row,) = audit_partition(ASKED, works(["a\nb.zip"]))
    assert (row.verdict, row.reason) == ("incomplete", "a line break in its name")


def test_keys():
    keys = {
        question.key(name, platform)
        for question in (ASKED, Question(COMMAND, "0.0.9"), Question(COMMAND, VERSION, ("--python", "3.12")))
        for name in ("a", "b")
        for platform in (LINUX, ARM_LINUX)
    }
    assert len(keys) == 12
    assert ASKED.key("a", LINUX) == Question("/elsewhere/platlint", VERSION, patience=1).key("a", LINUX)


class Store:
    """Objects in memory, with the calls that examples/spark uses of fsspec. It remembers how many files there were."""

    def __init__(self, objects, scratch):
        self.objects, self.scratch, self.most = objects, scratch, 0

    def size(self, path):
        return len(self.objects[path])

    def get_file(self, path, local):
        if path.endswith("broken.zip"):
            raise ConnectionError("reset")
        pathlib.Path(local).write_bytes(self.objects[path][: 10 if path.endswith("short.zip") else None])
        self.most = max(self.most, sum(len(files) for _, _, files in os.walk(self.scratch)))

    def cat_file(self, path):
        return self.objects[path]

    def find(self, top):
        return sorted(path for path in self.objects if path.startswith(top + "/"))


@pytest.fixture
def store(bundles, tmp_path, monkeypatch):
    objects = {f"box/{i // 20}/b{i:02}.whl": pathlib.Path(bundles[4 if i == 7 else 0]).read_bytes() for i in range(40)}
    made = Store(objects, tmp_path)
    module = types.SimpleNamespace(url_to_fs=lambda uri: (made, uri.removeprefix("s3a://").partition("?")[0]))
    monkeypatch.setitem(sys.modules, "fsspec", types.ModuleType("fsspec"))
    monkeypatch.setitem(sys.modules, "fsspec.core", module)
    return made


def test_remote_bundles_are_copied_a_few_at_a_time(store, bundles, tmp_path):
    names = [f"s3a://{path}" for path in store.objects]
    size = len(store.objects["box/0/b00.whl"])
    few = Question(COMMAND, VERSION, scratch=str(tmp_path), scratch_bytes=10 * size)
    rows = told(audit_partition(few, [*works(names, LINUX, ARM_LINUX), *works(bundles[:1])]))
    assert len(rows) == 81 and store.most <= 16
    assert [row.verdict for row in rows.values()].count("does-not-fit") == 1 + 39
    local = told(audit_partition(ASKED, works([bundles[4]])))[bundles[4], LINUX]
    wrong = rows["s3a://box/0/b07.whl", LINUX]
    assert wrong._replace(key="", bundle="") == local._replace(key="", bundle="")
    assert [name for name in os.listdir(tmp_path)] == []


def test_what_is_not_copied_is_not_judged(store, tmp_path):
    good = store.objects["box/0/b00.whl"]
    store.objects.update({"box/broken.zip": good, "box/short.zip": good, "box/large.zip": good + b"\0"})
    asked = Question(COMMAND, VERSION, scratch=str(tmp_path), largest=len(good))
    names = ["absent.zip", "broken.zip", "large.zip", "short.zip", "", "..", "a\nb.zip"]
    rows = told(audit_partition(asked, works([f"s3a://box/{name}" for name in [*names, "0/b00.whl"]])))
    reasons = [rows[f"s3a://box/{name}", LINUX].reason for name in names]
    assert reasons[:4] == [
        "not copied: KeyError: 'box/absent.zip'",
        "not copied: ConnectionError: reset",
        f"not copied: OSError: {len(good) + 1} bytes, copied are at most {len(good)}",
        f"not copied: OSError: 10 of {len(good)} bytes came",
    ]
    assert all(reason.startswith("not copied: ") for reason in reasons)
    assert rows["s3a://box/0/b00.whl", LINUX].verdict == "fits"
    assert os.listdir(tmp_path) == []


def test_names(store, tmp_path):
    text = b"a.zip\r\nb\tc.zip\tlinux/arm64\n\nd.zip\t\n" + b"\xe9.zip\n"
    (tmp_path / "list").write_bytes(text)
    store.objects["box/list"] = text
    assert list(listed(str(tmp_path / "list"))) == list(listed("s3a://box/list"))
    found = wanted(str(tmp_path / "list"), None, "*", [LINUX, ARM_LINUX])
    both = {LINUX, ARM_LINUX}
    assert found == {"a.zip": both, "b\tc.zip": {"linux/arm64"}, "d.zip": both, "\\xe9.zip": both}
    assert list(below("s3a://box/0/", "*1?.whl")) == [f"s3a://box/0/b1{i}.whl" for i in range(10)]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "x.whl").touch()
    assert list(below(str(tmp_path), "*.whl")) == [str(tmp_path / "sub" / "x.whl")]
    with pytest.raises(SystemExit, match="no platform"):
        wanted(str(tmp_path / "list"), None, "*", [])
    with pytest.raises(SystemExit, match="nothing to audit"):
        wanted(None, str(tmp_path), "*.jar", [LINUX])


def test_where_the_program_is(tmp_path, monkeypatch):
    assert ask.find_program(os.path.abspath(COMMAND), str(tmp_path)) == os.path.abspath(COMMAND)
    monkeypatch.setenv("PATH", str(pathlib.Path(COMMAND).resolve().parent))
    assert os.path.samefile(ask.find_program("platlint", str(tmp_path)), COMMAND)
    shutil.copy(COMMAND, tmp_path)
    assert ask.find_program("platlint", str(tmp_path)) == str(tmp_path / "platlint")
    (tmp_path / "env" / "bin").mkdir(parents=True)
    shutil.copy(COMMAND, tmp_path / "env" / "bin")
    assert ask.find_program("./env/bin/platlint", str(tmp_path)) == str(tmp_path / "env/bin/platlint")
    for absent in ("platlint-of-nobody", "./env/bin/absent", str(tmp_path / "env")[:-1]):
        with pytest.raises(FileNotFoundError, match="no program"):
            ask.find_program(absent, str(tmp_path))


def test_a_task_that_is_dropped_leaves_no_process(bundles, tmp_path):
    """Spark drops a generator when another attempt was faster."""
    killer = bundle(tmp_path / "killer.zip", FITS)
    asked = dying(tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 100")
    with contextlib.closing(audit_partition(asked, works([bundles[0], killer]))) as rows:
        assert next(rows).verdict == "fits"
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
            time.sleep(0.01)
        begun = time.monotonic()
    assert time.monotonic() - begun < 50
    assert not pathlib.Path("/proc", (tmp_path / "pid").read_text().strip()).exists()
    assert copies.is_remote("abfs://box@account/x.zip") and not copies.is_remote("/a/b.zip")
