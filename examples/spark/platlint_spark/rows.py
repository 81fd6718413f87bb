# SPDX-License-Identifier: Apache-2.0
"""What is asked, and the rows that the answers become: the columns of the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Report = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What every bundle is asked."""

    program: str = "platlint"  # its name, or its path on the executors
    version: str = ""
    options: tuple[str, ...] = ()
    patience: float = 2000  # seconds without an answer; platlint itself gives a bundle up after 1800 (--max-total-time)
    largest: int = 4 << 30  # bytes of a bundle that is copied
    scratch_bytes: int = 1 << 30  # when this much is copied, it is judged and deleted
    scratch: str | None = None  # the folder for it; None: Spark's

    def key(self, bundle: str, platform: str) -> str:
        """Equal for equal questions, whoever asks and when."""
        parts = (bundle, platform, self.version, *self.options)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Work(NamedTuple):
    bundle: str
    platforms: Sequence[str]


class Finding(NamedTuple):
    rule: str
    severity: str
    path: str
    slice: str | None
    message: str
    expected: str
    actual: str
    ecosystem: str | None
    package: str | None
    package_version: str | None
    fix: str | None
    fix_arguments: list[str]


class Audit(NamedTuple):
    """A bundle on a platform. `complete`: all of it was read, so its verdict is final."""

    key: str
    bundle: str
    platform: str
    platlint: str
    verdict: str  # fits, does-not-fit, incomplete: platlint's exit status 0, 1, 2
    complete: bool
    reason: str | None  # why nothing was read of it
    bytes: int | None
    entries: int
    native: int
    judged: int
    unreadable: int
    unread: int
    errors: int
    warnings: int
    notes: int
    findings: list[Finding]


class Local(NamedTuple):
    """A bundle that platlint can open, or what stands in the way."""

    work: Work
    path: str
    bytes: int | None
    problem: str | None = None


def finding(row: Report, local: Local) -> Finding:
    package, fix = row["package"] or {}, row["fix"] or {}

    def text(value: str) -> str:
        return value.replace(local.path, local.work.bundle) if local.path else value

    return Finding(
        rule=row["rule"],
        severity=row["severity"],
        path=row["path"],
        slice=row["slice"],
        message=text(row["message"]),
        expected=text(row["expected"]),
        actual=text(row["actual"]),
        ecosystem=package.get("ecosystem"),
        package=package.get("name"),
        package_version=package.get("version"),
        fix=text(fix["summary"]) if fix else None,
        fix_arguments=[text(argument) for argument in fix.get("arguments", [])],
    )


def audit(question: Question, local: Local, platform: str, answer: Report | str) -> Audit:
    """The row of an answer. Nothing that could not be read is left out: it is `incomplete`, and the reason is told."""
    if isinstance(answer, str):
        answer = {"summary": {"verdict": "incomplete"}, "failures": [{"reason": answer}], "findings": []}
    elif (said := (answer["tool"]["version"], answer["roots"])) != (question.version, [local.path]):
        raise RuntimeError(f"asked platlint {question.version} about {local.path}, and was answered by {said}")
    bundle, summary, failures = local.work.bundle, answer["summary"], answer["failures"]

    def count(name: str) -> int:
        return int(summary.get(name, 0))

    return Audit(
        key=question.key(bundle, platform),
        bundle=bundle,
        platform=platform,
        platlint=question.version,
        verdict=summary["verdict"],
        complete=not failures and count("unreadable") == 0 and count("unread") == 0,
        reason=failures[0]["reason"] if failures else None,
        bytes=local.bytes,
        entries=count("entries"),
        native=count("native"),
        judged=count("judged"),
        unreadable=count("unreadable"),
        unread=count("unread"),
        errors=count("errors"),
        warnings=count("warnings"),
        notes=count("notes"),
        findings=[finding(row, local) for row in answer["findings"]],
    )
