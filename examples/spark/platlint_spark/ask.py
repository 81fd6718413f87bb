# SPDX-License-Identifier: Apache-2.0
"""platlint as a process: bundles on its standard input, reports from its standard output, and what its end means."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import IO

from platlint_spark.rows import Question, Report

STATUS = {"fits": 0, "does-not-fit": 1, "incomplete": 2}


class Died(Exception):
    """The process did not end by itself."""


def find_program(name: str, folder: str = ".") -> str:
    """What `--files` or `--archives` brought to `folder`. Else a path as it is, and a name beside this Python or on the path."""
    brought, beside = Path(folder, name), Path(sys.executable).with_name(Path(name).name)
    for place in (brought, *(() if os.sep in name else (beside,))):
        if os.access(place, os.X_OK):
            return str(place.absolute())
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"no program {name} in {folder}, beside {sys.executable} or on the path of this executor")
    return found


def lines(out: IO[bytes], patience: float) -> Iterator[bytes]:
    """The whole lines. The end of one that was cut off is dropped."""
    pieces: list[bytes] = []
    while select.select([out], [], [], patience)[0]:
        data = os.read(out.fileno(), 1 << 16)
        if not data:
            return
        *ends, rest = data.split(b"\n")
        for end in ends:
            yield b"".join([*pieces, end])
            pieces = []
        pieces.append(rest)
    raise Died(f"no answer in {patience:g} seconds")


def wait(process: subprocess.Popen[bytes], patience: float) -> int:
    try:
        status = process.wait(patience)
    except subprocess.TimeoutExpired:
        raise Died(f"did not end in {patience:g} seconds") from None
    if status not in (0, 1, 2):
        raise Died(f"killed by signal {-status}" if status < 0 else f"exit status {status}")
    return status


def reports(question: Question, platform: str, paths: Sequence[str]) -> Iterator[Report]:
    """platlint's answers, in the order of the paths. Raises Died if it did not end by itself, and RuntimeError if it was
    asked wrongly: that is no fault of a bundle, and the task fails."""
    # A platform on each line: then also the bundles for AWS Lambda are each judged alone.
    names = "".join(f"{path}\t{platform}\n" for path in paths).encode()
    command = [question.program, "--files-from", "-", "--format", "ndjson", "--no-config", "--jobs", "1", *question.options]
    with tempfile.TemporaryFile() as listed, tempfile.TemporaryFile() as errors:
        listed.write(names)
        listed.seek(0)
        process = subprocess.Popen(command, stdin=listed, stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout is not None
        try:
            end = None
            for line in lines(process.stdout, question.patience):
                answer = json.loads(line)
                if answer.get("record") == "summary":
                    end = answer
                else:
                    yield answer
            status = wait(process, question.patience)
        finally:
            process.kill()
            process.stdout.close()
            process.wait()
        if end is None or end["summary"]["bundles"] != len(paths) or status != STATUS[end["summary"]["verdict"]]:
            errors.seek(0)
            raise RuntimeError(f"exit status {status} of {' '.join(command)}: {errors.read(2000).decode('utf-8', 'replace')}")


def answers(question: Question, platform: str, paths: Sequence[str]) -> Generator[Report | str, None, None]:
    """For each path in turn its report, or why there is none. platlint reads the bundles in turn: when it dies, a new one
    begins with the first that has no answer, and only what kills that one as well is to blame."""
    at = 0
    while at < len(paths):
        begun = at
        try:
            for report in reports(question, platform, paths[begun:]):
                yield report
                at += 1
        except Died as died:
            if at == begun:
                yield f"platlint: {died}"
                at += 1
