"""examples/spark on a cluster of two executors: its tables are the command's answers, also if an executor is killed."""

import collections
import contextlib
import functools
import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import uuid
import zipfile

import pytest

from builds import VERSION
from conftest import COMMAND, ROOT, run, wheel

pytestmark = [
    pytest.mark.survey,
    pytest.mark.skipif(not shutil.which("java"), reason="Spark needs a Java virtual machine, which is not here"),
]
JOB = ROOT / "examples" / "spark"
BIN = ROOT / "testdata/artifacts/bin"
X86, ARM = ((BIN / f"elf-{name}-glibc-2.17.so").read_bytes() for name in ("x86_64", "aarch64"))
LINUX, ARM_LINUX = "x86_64-manylinux2014", "aarch64-manylinux2014"
TARGET = ("--platform", LINUX, "--python", "3.12")
TWO_EXECUTORS = "local-cluster[2,1,1024]"
SLOW = 1.0307  # seconds that a platlint takes while executors are killed: a number that no other process has
COUNTS = ("entries", "native", "judged", "unreadable", "unread", "errors", "warnings", "notes")
FITS = [(name, "manylinux2014_x86_64") for name in ("numpy==2.2.6", "cryptography==46.0.3", "markupsafe==3.0.2")]
WRONG = ("charset-normalizer==3.4.4", "win_arm64")


@functools.cache
def tools():
    """The folder of the programs of an environment that has Spark."""
    done = subprocess.run([ROOT / "scripts/python", "tests/spark.txt"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return pathlib.Path(done.stdout.strip()).parent


def bundle(path, binary, package="made"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{package}-1.0.dist-info/RECORD", f"{package}/x.so,,\n")
        archive.writestr(f"{package}/x.so", binary)
    return str(path)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A list of 2,000 bundles. 40 are wrong: 20 for another processor, 10 cut, 4 missing, 6 for another system. 60 are
    real. Those for the other processor are judged for it as well, and five lines occur twice."""
    folder = tmp_path_factory.mktemp("many")
    made = [bundle(folder / f"b{i:04} é.zip", ARM if i % 97 == 5 else X86, f"made{i % 12}") for i in range(1936)]
    for name in made[100:1100:100]:
        cut = pathlib.Path(name).read_bytes()[:-40]
        pathlib.Path(name).write_bytes(cut)
    real = [folder / f"real{i:02}.whl" for i in range(60)]
    for i, path in enumerate(real):
        path.symlink_to(wheel(*(WRONG if i % 10 == 3 else FITS[i % 3])))
    absent = [folder / f"absent{i}.zip" for i in range(4)]
    lines = [*made, *map(str, real), *map(str, absent)]
    assert len(lines) == 2000
    (folder / "list").write_text("".join(f"{line}\n" for line in [*lines, *lines[:5], *(f"{name}\t{ARM_LINUX}" for name in made[5::97])]))
    return folder


@pytest.fixture(scope="module")
def answers(many):
    """The command's answers for them, by bundle and platform."""
    result = run("--files-from", many / "list", *TARGET, "--format", "ndjson", "--no-config")
    *reports, end = map(json.loads, result.out.splitlines())
    assert result.status == 1 and len(reports) == end["summary"]["bundles"] == 2025
    found = {(report["roots"][0], report["target"]["name"]): report for report in reports}
    verdicts = collections.Counter(report["summary"]["verdict"] for report in found.values())
    assert verdicts == {"fits": 1960 + 20, "does-not-fit": 26, "incomplete": 14}
    return found


def submit(folder, *arguments, master=TWO_EXECUTORS, program=COMMAND, conf=()):
    """The command of a job whose executors get the program and the package as a user sends them."""
    package = shutil.make_archive(str(folder / "platlint_spark"), "zip", JOB, "platlint_spark")
    settings = ("spark.ui.enabled=false", "spark.sql.shuffle.partitions=4", *conf)
    options = [word for setting in settings for word in ("--conf", setting)]
    brought = ["--archives", f"{program}#env"] if str(program).endswith(".tar.gz") else ["--files", program]
    where = ["--master", master, *brought, "--py-files", package]
    return [str(word) for word in (tools() / "spark-submit", *where, *options, JOB / "audit_bundles.py", *arguments)]


def environment(folder):
    """Executors of a local cluster work in Spark's own folder: it gets one for each test."""
    home = folder / "spark"
    if not home.exists():
        home.mkdir()
        (installed,) = tools().parent.glob("lib/python3*/site-packages/pyspark")
        for path in installed.iterdir():
            (home / path.name).symlink_to(path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {**kept, "SPARK_HOME": str(home), "PYSPARK_PYTHON": str(tools() / "python"), "PYTHONDONTWRITEBYTECODE": "1"}


def job(folder, *arguments, status=0, **how):
    command = submit(folder, *arguments, **how)
    # spark-submit copies both streams of the driver's Python to its standard output.
    done = subprocess.run(command, env=environment(folder), cwd=folder, capture_output=True, text=True, timeout=1500)
    assert done.returncode == status, done.stderr[-5000:]
    return done


READ = """import json, pyarrow.parquet as parquet, sys
print(json.dumps({name: parquet.read_table(f"{sys.argv[1]}/{name}").to_pylist() for name in sys.argv[2:]}))"""


def tables(output):
    """Read by a reader that is not Spark's. The rows of a table have no order."""
    names = sorted(os.listdir(output))
    assert names == ["audits", "by_package", "by_platform", "by_rule", "findings"]
    done = subprocess.run([tools() / "python", "-c", READ, output, *names], capture_output=True, text=True, check=True)
    return {name: sorted(rows, key=json.dumps) for name, rows in json.loads(done.stdout).items()}


def same_findings(found, reports):
    """Compares the table of findings with the command's reports: every field, and how often."""

    def row(key, finding):
        package, fix = finding["package"] or {}, finding["fix"] or {}
        same = [finding[name] for name in ("rule", "severity", "path", "slice", "message", "expected", "actual")]
        packaged = [package.get(name) for name in ("ecosystem", "name", "version")]
        return json.dumps([*key, *same, *packaged, fix.get("summary"), fix.get("arguments", [])])

    columns = "bundle platform rule severity path slice message expected actual ecosystem package package_version fix fix_arguments"
    mine = collections.Counter(json.dumps([one[name] for name in columns.split()]) for one in found)
    assert mine == collections.Counter(row(key, one) for key, report in reports.items() for one in report["findings"])
    assert len({(one["key"], one["number"]) for one in found}) == len(found)


def same_audits(audits, reports):
    mine = {(row["bundle"], row["platform"]): [row["verdict"], *(row[name] for name in COUNTS)] for row in audits}
    assert mine == {key: [report["summary"]["verdict"], *(report["summary"][name] for name in COUNTS)] for key, report in reports.items()}
    assert len(audits) == len(mine) == len({row["key"] for row in audits})
    assert {row["platlint"] for row in audits} == {VERSION}


def test_types():
    command = [tools() / "python", "-m", "mypy", "--strict", "--cache-dir", os.devnull, "."]
    done = subprocess.run(command, cwd=JOB, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def judged(many, tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    done = job(folder, "--list", many / "list", *TARGET, "--output", folder / "tables", "--each", "50")
    assert f"|{LINUX} |2000  |1960|26          |14        |" in done.stdout, done.stdout
    return folder


def test_the_tables_are_the_command_s_answers(judged, answers):
    found = tables(judged / "tables")
    same_audits(found["audits"], answers)
    same_findings(found["findings"], answers)
    assert sorted(path.name for path in judged.iterdir()) == ["platlint_spark.zip", "spark", "tables"]


def test_the_summaries_add_up(judged, answers):
    found = tables(judged / "tables")
    findings = [(key, finding) for key, report in answers.items() for finding in report["findings"]]
    rules, packages = collections.defaultdict(list), collections.defaultdict(list)
    for key, finding in findings:
        package = finding["package"] or {"ecosystem": None, "name": None}
        rules[finding["rule"], finding["severity"]].append(key)
        packages[package["ecosystem"], package["name"], finding["rule"], finding["severity"]].append(key)
    assert {(row["rule"], row["severity"]): (row["findings"], row["audits"], row["bundles"]) for row in found["by_rule"]} == {
        of: (len(keys), len(set(keys)), len({name for name, _ in keys})) for of, keys in rules.items()
    }
    columns = ("ecosystem", "package", "rule", "severity")
    assert {tuple(row[name] for name in columns): (row["findings"], row["bundles"]) for row in found["by_package"]} == {
        of: (len(keys), len({name for name, _ in keys})) for of, keys in packages.items()
    }
    assert all(row["a_fix"] for row in found["by_package"])
    for row in found["by_platform"]:
        reports = [report["summary"] for (_, platform), report in answers.items() if platform == row["platform"]]
        verdicts = collections.Counter(summary["verdict"] for summary in reports)
        assert row["audits"] == len(reports)
        assert [row["fits"], row["does_not_fit"], row["incomplete"]] == [verdicts[name] for name in ("fits", "does-not-fit", "incomplete")]
        assert row["not_read_whole"] == verdicts["incomplete"]
        for name in ("native", "errors", "warnings", "notes"):
            assert row[name] == sum(summary[name] for summary in reports)
    sizes = sum(os.path.getsize(name) for name, platform in answers if platform == LINUX and os.path.exists(name))
    assert {row["platform"]: row["bytes"] for row in found["by_platform"]}[LINUX] == sizes


def noting(folder, seconds):
    """A platlint that takes longer, and writes down its input."""
    program = folder / "program" / "platlint"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/bash\nset -e\n[[ $1 == --version ]] && exec {shlex.quote(COMMAND)} --version\nnames=$(mktemp -p .)\n"
        f'cat > "$names"\ncat "$names" >> {folder}/asked\nsleep {seconds}\nexec {shlex.quote(COMMAND)} "$@" < "$names"\n'
    )
    program.chmod(0o755)
    return program


def asked_of(folder):
    lines = [line.split("\t") for line in (folder / "asked").read_text().splitlines()]
    return [tuple(line) for line in lines if line[0].startswith("/") and not line[0].startswith("/dev/null/")]


def command_lines():
    """The words of each process, by its number."""
    found = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found[int(path.parent.name)] = path.read_bytes().split(b"\0")[:-1]
    return found


def parent(process):
    return int(pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def busy_executor(mark, seconds):
    """One of this test's executors whose platlint has not answered yet; None if there is none now."""
    words = command_lines()
    backend, mine = b"org.apache.spark.executor.CoarseGrainedExecutorBackend", f"-Dplatlint.test={mark}".encode()
    executors = {process for process, line in words.items() if backend in line and mine in line}
    for process in (number for number, line in words.items() if line == [b"sleep", str(seconds).encode()]):
        with contextlib.suppress(OSError):
            while process > 1 and process not in executors:
                process = parent(process)
            if process > 1:
                return process
    return None


def test_an_executor_is_killed(judged, many, answers, tmp_path):
    """In the middle, by SIGKILL, while slow tasks are started twice: the same tables, and no row occurs twice."""
    mark = uuid.uuid4().hex
    speculation = ("spark.speculation=true", "spark.speculation.quantile=0.1", "spark.speculation.multiplier=1.01")
    conf = (f"spark.executor.extraJavaOptions=-Dplatlint.test={mark}", "spark.speculation.interval=50ms", *speculation)
    output = tmp_path / "tables"
    command = submit(
        tmp_path, "--list", many / "list", *TARGET, "--output", output, "--each", "50", program=noting(tmp_path, SLOW), conf=conf
    )
    with open(tmp_path / "log", "w") as log:
        process = subprocess.Popen(command, env=environment(tmp_path), cwd=tmp_path, stdout=log, stderr=log)
    try:
        done, victim = [], None
        while len(done) < 8 or not victim:
            assert process.poll() is None, (tmp_path / "log").read_text()[-5000:]
            time.sleep(0.05)
            done = list(tmp_path.glob("tables-*-parts/_temporary/0/task_*"))
            victim = busy_executor(mark, SLOW)
        assert len(done) < 30 and not output.exists()
        os.kill(victim, signal.SIGKILL)
        assert process.wait(1200) == 0, (tmp_path / "log").read_text()[-5000:]
    finally:
        process.kill()
    assert "Lost executor" in (tmp_path / "log").read_text()
    asked = asked_of(tmp_path)
    assert set(asked) == set(answers) and len(asked) > len(answers), "nothing was done again"
    assert tables(output) == tables(judged / "tables")
    assert not list(tmp_path.glob("tables-*"))


def test_what_is_answered_is_not_asked_again(judged, many, answers, tmp_path):
    shutil.copytree(judged / "tables", tmp_path / "tables")
    before = {row["key"]: row for row in tables(tmp_path / "tables")["audits"]}
    new = [bundle(tmp_path / f"new{i}.zip", X86) for i in range(3)]
    (tmp_path / "list").write_text((many / "list").read_text() + "".join(f"{name}\n" for name in new))
    arguments = ("--list", tmp_path / "list", *TARGET, "--output", tmp_path / "tables", "--reuse")
    job(tmp_path, *arguments, master="local[2]", program=noting(tmp_path, 0))
    unread = [key for key, report in answers.items() if report["summary"]["verdict"] == "incomplete"]
    assert sorted(asked_of(tmp_path)) == sorted([*unread, *((name, LINUX) for name in new)])
    found = tables(tmp_path / "tables")
    after = {row["key"]: row for row in found["audits"]}
    assert len(found["audits"]) == len(after) == len(before) + 3
    assert {key: after[key] for key in before} == before
    same_findings(found["findings"], answers)


def test_a_job_that_fails_changes_nothing(judged, many, tmp_path):
    shutil.copytree(judged / "tables", tmp_path / "tables")
    before = tables(tmp_path / "tables")
    arguments = ("--list", many / "list", "--output", tmp_path / "tables")
    done = job(tmp_path, *arguments, "-p", "linux-nonsense", master="local[2]", status=1)
    assert "unknown platform 'linux-nonsense'" in done.stdout
    dies = tmp_path / "platlint"
    dies.write_text(f'#!/bin/bash\nset -o pipefail\n{shlex.quote(COMMAND)} "$@" | sed "s/b0100/b0000/"\n')
    dies.chmod(0o755)
    done = job(tmp_path, *arguments, "-p", LINUX, master="local[2]", program=dies, status=1)
    assert "and was answered by" in done.stdout
    assert tables(tmp_path / "tables") == before
    (tmp_path / "tables" / "mine").mkdir()
    done = job(tmp_path, *arguments, "-p", LINUX, master="local[2]", status=1)
    assert "tables holds other things than tables, and a run replaces it: mine" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["platlint", "platlint_spark.zip", "spark", "tables"]


PUT = """import boto3, pathlib, sys
store = boto3.client("s3", region_name="us-east-1")
store.create_bucket(Bucket="box")
for path in pathlib.Path(sys.argv[1]).iterdir():
    store.upload_file(str(path), "box", "bundles/" + path.name)"""


@pytest.fixture
def store(monkeypatch):
    """S3's interface as moto imitates it, for Amazon's own client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "any")
    process = subprocess.Popen([tools() / "moto_server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def test_bundles_of_a_store(store, tmp_path):
    (tmp_path / "bundles").mkdir()
    for i in range(30):
        bundle(tmp_path / "bundles" / f"b{i:02} é#?%41.zip", ARM if i in (3, 17) else X86)
    (tmp_path / "bundles" / "notes.txt").write_text("no bundle\n")
    (tmp_path / "bundles" / "list").write_text("s3a://box/bundles/b03 é#?%41.zip\ns3a://box/bundles/absent.zip\n")
    subprocess.run([tools() / "python", "-c", PUT, tmp_path / "bundles"], check=True)
    (tmp_path / "scratch").mkdir()
    arguments = (*TARGET, "--output", tmp_path / "tables", "--scratch", tmp_path / "scratch")
    job(tmp_path, "--under", "s3://box/bundles/", "--glob", "*.zip", *arguments, master="local[2]")
    found = {row["bundle"]: row for row in tables(tmp_path / "tables")["audits"]}
    assert set(found) == {f"s3://box/bundles/b{i:02} é#?%41.zip" for i in range(30)}
    for name, row in found.items():
        path = tmp_path / "bundles" / name.rsplit("/", 1)[1]
        report = json.loads(run(path, *TARGET, "--format", "json").out)
        assert [row["verdict"], *(row[count] for count in COUNTS)] == [report["summary"][count] for count in ("verdict", *COUNTS)]
        assert row["bytes"] == path.stat().st_size
        assert [one["message"] for one in row["findings"]] == [one["message"] for one in report["findings"]]
    shutil.copy(COMMAND, tmp_path / "scratch" / "platlint")
    archive = shutil.make_archive(str(tmp_path / "env"), "gztar", tmp_path / "scratch")
    (tmp_path / "scratch" / "platlint").unlink()
    arguments = (*arguments, "--platlint", "./env/platlint")
    job(tmp_path, "--list", "s3a://box/bundles/list", *arguments, master="local[2]", program=archive)
    found = {row["bundle"].rsplit("/", 1)[1]: row for row in tables(tmp_path / "tables")["audits"]}
    assert found["b03 é#?%41.zip"]["verdict"] == "does-not-fit"
    assert found["absent.zip"]["reason"].startswith("not copied: FileNotFoundError")
    assert os.listdir(tmp_path / "scratch") == []
