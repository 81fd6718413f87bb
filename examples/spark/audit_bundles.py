# SPDX-License-Identifier: Apache-2.0
"""Judges very many bundles with platlint on a Spark cluster, and writes tables.

spark-submit --py-files platlint_spark.zip audit_bundles.py --list bundles.txt -p x86_64-manylinux2014 --output TABLES
"""

from __future__ import annotations

import argparse
import functools
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession

from platlint_spark.ask import find_program, reports
from platlint_spark.names import wanted
from platlint_spark.partition import audit_partition
from platlint_spark.rows import Audit, Question, Work

FINDING = """array<struct<rule: string, severity: string, path: string, slice: string, message: string, expected: string,
    actual: string, ecosystem: string, package: string, package_version: string, fix: string, fix_arguments: array<string>>>"""
AUDIT = f"""key string, bundle string, platform string, platlint string, verdict string, complete boolean, reason string,
    bytes long, entries long, native long, judged long, unreadable long, unread long, errors long, warnings long, notes long,
    findings {FINDING}"""

# Each may ask those above it.
TABLES = {
    "audits": "SELECT * FROM answered",
    "findings": """SELECT key, bundle, platform, number, found.*
        FROM audits LATERAL VIEW posexplode(findings) AS number, found""",
    "by_rule": """SELECT rule, severity, count(*) AS findings, count(DISTINCT key) AS audits, count(DISTINCT bundle) AS bundles
        FROM findings GROUP BY rule, severity""",
    "by_package": """SELECT ecosystem, package, rule, severity, count(*) AS findings, count(DISTINCT bundle) AS bundles,
        array_sort(collect_set(package_version)) AS versions, min(fix) AS a_fix
        FROM findings GROUP BY ecosystem, package, rule, severity""",
    "by_platform": """SELECT platform, count(*) AS audits, count_if(verdict = 'fits') AS fits,
        count_if(verdict = 'does-not-fit') AS does_not_fit, count_if(verdict = 'incomplete') AS incomplete,
        count_if(NOT complete) AS not_read_whole, sum(native) AS native, sum(errors) AS errors, sum(warnings) AS warnings,
        sum(notes) AS notes, sum(bytes) AS bytes
        FROM audits GROUP BY platform""",
}
ROWS_A_FILE = 50_000


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", help="file or URI: a bundle a line, which may end in a tab and a platform")
    what.add_argument("--under", help="folder or URI: all files below it")
    parser.add_argument("--glob", default="*", help="with --under: names that are taken, such as '*.whl'")
    parser.add_argument("-p", "--platform", action="append", default=[], help="for bundles whose line names none; several: each")
    parser.add_argument("--python", help="as platlint's")
    parser.add_argument("--option", action="append", default=[], help="one more word for platlint: --option=--require-native")
    parser.add_argument("--output", required=True, help="URI of the folder of the tables; a run replaces them")
    parser.add_argument("--reuse", action="store_true", help="ask only what the tables there do not answer")
    parser.add_argument("--platlint", default=Question.program, help="the program on the executors")
    parser.add_argument("--scratch", help="folder on the executors for copies of remote bundles")
    parser.add_argument("--patience", type=float, default=Question.patience, help="seconds without an answer (%(default)s)")
    parser.add_argument("--each", type=int, default=500, help="bundles a task (%(default)s)")
    return parser.parse_args(words)


def with_program(question: Question) -> Question:
    """On an executor: where platlint is there."""
    return replace(question, program=find_program(question.program, SparkFiles.getRootDirectory()))


def rehearse(question: Question, platforms: list[str], _: Any) -> tuple[str, str]:
    """On one executor, before all are asked: platlint's version, or what is wrong with the question."""
    try:
        here = with_program(question)
        said = subprocess.run([here.program, "--version"], capture_output=True, text=True, check=True).stdout
        for platform in platforms:
            list(reports(here, platform, ["/dev/null/no bundle"]))
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        return "", str(error)
    return said.split()[1], ""


def question_of(spark: SparkSession, options: argparse.Namespace, platforms: set[str]) -> Question:
    words = (*(("--python", options.python) if options.python else ()), *options.option)
    question = Question(options.platlint, options=words, patience=options.patience, scratch=options.scratch)
    ask = functools.partial(rehearse, question, sorted(platforms))
    version, problem = spark.sparkContext.parallelize([None], 1).map(ask).first()
    if problem:
        raise SystemExit(problem)
    return replace(question, version=version)


def audit_some(question: Question, works: Iterable[Work]) -> Iterator[Audit]:
    return audit_partition(with_program(question), works)


class Folder:
    """Of the tables. Hadoop's file system knows where it is, as Spark does when it writes there."""

    def __init__(self, spark: SparkSession, uri: str) -> None:
        context: Any = spark.sparkContext  # the Java side has no types
        self.uri = uri
        self.path = context._jvm.org.apache.hadoop.fs.Path(uri)
        self.store = self.path.getFileSystem(context._jsc.hadoopConfiguration())

    def names(self) -> set[str]:
        if not self.store.exists(self.path):
            return set()
        return {status.getPath().getName() for status in self.store.listStatus(self.path)}

    def delete(self) -> None:
        self.store.delete(self.path, True)

    def rename(self, to: Folder) -> None:
        if not self.store.rename(self.path, to.path):
            raise OSError(f"cannot rename {self.uri} to {to.uri}")

    def replace(self, output: Folder, old: Folder) -> None:
        """Until here nothing of the output has changed."""
        if self.store.exists(output.path):
            output.rename(old)
        try:
            self.rename(output)
        except Exception:
            if self.store.exists(old.path):
                old.rename(output)
            raise
        old.delete()


def left_over(spark: SparkSession, question: Question, works: dict[str, set[str]], audits: str) -> DataFrame:
    """The rows of the last run that are asked for and were read whole. `works` loses them."""
    asked = {question.key(bundle, platform): (bundle, platform) for bundle, them in works.items() for platform in them}
    keys = spark.createDataFrame([(key,) for key in asked], "key string")
    known = spark.read.schema(AUDIT).parquet(audits).where("complete").join(keys, "key", "left_semi")
    for row in known.select("key").toLocalIterator():
        bundle, platform = asked[row.key]
        works[bundle].discard(platform)
    return known.select(*Audit._fields)


def answer(spark: SparkSession, question: Question, works: dict[str, set[str]], each: int, parts: str) -> DataFrame:
    """Asks the executors. What a lost one had not delivered is done again by another: Spark takes one attempt of each task
    into the folder, and what follows reads the folder, so nothing is asked twice and nothing counts twice."""
    context = spark.sparkContext
    asked = [Work(bundle, sorted(platforms)) for bundle, platforms in works.items() if platforms]
    # Neighbours in a list are alike, and large ones would meet in one task.
    asked.sort(key=lambda work: question.key(work.bundle, ""))
    tasks = max(1, -(-len(asked) // each), min(len(asked), 2 * context.defaultParallelism))
    rows = context.parallelize(asked, tasks).mapPartitions(functools.partial(audit_some, question))
    # A cluster may begin an application again, under the same name.
    spark.createDataFrame(rows, AUDIT).write.mode("overwrite").parquet(parts)
    return spark.read.schema(AUDIT).parquet(parts)


def write_tables(spark: SparkSession, answered: DataFrame, expected: int, folder: str) -> None:
    answered.createOrReplaceTempView("answered")
    count, keys = spark.sql("SELECT count(*), count(DISTINCT key) FROM answered").first() or (0, 0)
    if not count == keys == expected:
        raise RuntimeError(f"{expected} audits were asked for: {count} came, {keys} different ones")
    for name, query in TABLES.items():
        spark.sql(query).coalesce(1 + expected // ROWS_A_FILE).write.mode("overwrite").parquet(f"{folder}/{name}")
        spark.read.parquet(f"{folder}/{name}").createOrReplaceTempView(name)


def main() -> None:
    options = arguments()
    works = wanted(options.list, options.under, options.glob, options.platform)
    expected = sum(map(len, works.values()))
    spark = SparkSession.builder.appName("platlint").getOrCreate()
    output = Folder(spark, options.output.rstrip("/"))
    if strange := output.names() - TABLES.keys():
        raise SystemExit(f"{output.uri} holds other things than tables, and a run replaces it: {', '.join(sorted(strange)[:3])}")
    question = question_of(spark, options, set().union(*works.values()))
    staging = Folder(spark, f"{output.uri}-{spark.sparkContext.applicationId}")
    parts, old = (Folder(spark, f"{staging.uri}-{name}") for name in ("parts", "old"))
    try:
        known = left_over(spark, question, works, f"{output.uri}/audits") if options.reuse and output.names() else None
        answered = answer(spark, question, works, options.each, parts.uri)
        write_tables(spark, answered if known is None else answered.unionByName(known), expected, staging.uri)
        spark.sql("SELECT * FROM by_platform ORDER BY platform").show(1000, truncate=False)
        staging.replace(output, old)
    finally:
        staging.delete()
        parts.delete()
    spark.stop()


if __name__ == "__main__":
    main()
