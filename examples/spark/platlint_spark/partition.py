# SPDX-License-Identifier: Apache-2.0
"""What one task does with its part of the bundles: a platlint for each platform, and a row for each answer."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from platlint_spark.ask import answers
from platlint_spark.copies import batches
from platlint_spark.rows import Audit, Question, Work, audit


def audit_partition(question: Question, works: Iterable[Work]) -> Iterator[Audit]:
    """A row for each bundle and each of its platforms."""
    place = question.scratch or os.environ.get("SPARK_LOCAL_DIRS", "").split(",")[0] or None
    with tempfile.TemporaryDirectory(prefix="platlint-", dir=place) as folder:
        for batch in batches(question, works, Path(folder)):
            for platform in sorted({platform for local in batch for platform in local.work.platforms}):
                asked = [local for local in batch if platform in local.work.platforms]
                for local in asked:
                    if local.problem:
                        yield audit(question, local, platform, local.problem)
                readable = [local for local in asked if not local.problem]
                with contextlib.closing(answers(question, platform, [local.path for local in readable])) as found:
                    for answer, local in zip(found, readable):  # in this order zip asks to the end: the exit status is seen
                        yield audit(question, local, platform, answer)
