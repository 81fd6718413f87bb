# SPDX-License-Identifier: Apache-2.0
"""Will every native file of this bundle load on the platform it is going to?

    import platlint

    report = platlint.audit("packages", platform="x86_64-manylinux2014", python="3.12")
    assert report.fits, report.text()

It runs the command that this package installs, and reads its JSON.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

__all__ = ["Finding", "PlatlintError", "Report", "audit", "find_program"]

PathLike = Union[str, "os.PathLike[str]"]
NAME = "platlint.exe" if os.name == "nt" else "platlint"


class PlatlintError(Exception):
    """The audit could not be done: no program, a wrong argument, or a root that does not exist. The text is the
    command's."""


@dataclass(frozen=True)
class Finding:
    """One mismatch, as in the `findings` of the JSON report."""

    rule: str  #: "wrong-architecture"; never renamed
    severity: str  #: "error", "warning" or "note"
    root: str  #: the bundle, as it was given
    path: str  #: the file in it; "!/" steps into an archive
    message: str
    fix: str  #: the line that fixes it; empty for a note that needs none
    package: str | None  #: "numpy"; None if the file belongs to no package
    expected: str
    actual: str

    def __str__(self) -> str:
        where = f"{self.package}: " if self.package else ""
        return f"{where}{self.severity}: {self.message} [{self.rule}]\n    {self.path}" + (f"\n  fix: {self.fix}" if self.fix else "")


@dataclass(frozen=True)
class Report:
    """The result of an audit. `exit_status` is the command's: 0 all fits, 1 it does not, 2 not all was read."""

    exit_status: int
    findings: Sequence[Finding]
    raw: Mapping[str, Any]  #: the whole report: share/platlint/report.schema.json describes it

    @property
    def fits(self) -> bool:
        """Everything was read, and there is no finding at or above `--fail-on`."""
        return self.exit_status == 0

    @property
    def complete(self) -> bool:
        """Everything was read. A file that was not read never counts as right."""
        return self.exit_status != 2

    @property
    def errors(self) -> Sequence[Finding]:
        return [finding for finding in self.findings if finding.severity == "error"]

    def text(self) -> str:
        """The errors and warnings, and the files that were not read, one below the other."""
        told = [str(finding) for finding in self.findings if finding.severity != "note"]
        unread = [f"{row['path']}: not read: {row['reason']}" for row in self.raw.get("unread", ())]
        failed = [f"{row['root']}: {row['reason']}" for row in self.raw.get("failures", ())]
        return "\n".join([*told, *unread, *failed])


def find_program() -> str:
    """The command of this installation: beside this Python, in a user's or a `--target` installation, or on PATH."""
    user = sysconfig.get_path("scripts", scheme=f"{os.name}_user")
    target = str(pathlib.Path(__file__).parent.parent / "bin")
    for place in (sysconfig.get_path("scripts"), user, os.path.join(sys.prefix, "bin"), target):
        program = os.path.join(place, NAME)
        if os.path.isfile(program):
            return program
    found = shutil.which(NAME)
    if not found:
        raise PlatlintError(f"the program {NAME} is not installed beside this Python, nor on PATH")
    return found


def audit(
    *paths: PathLike,
    platform: str | None = None,
    python: str | None = None,
    options: Sequence[str] = (),
    timeout: float | None = None,
) -> Report:
    """Audits one bundle, or several that are used together.

    `platform` and `python` are `--platform` and `--python`; `options` takes any other option of the command, for instance
    `["--fail-on", "warning"]`. Raises PlatlintError if there is no report, and subprocess.TimeoutExpired after `timeout` seconds.
    """
    command = [find_program(), "--format", "json", *options]
    command += ["--platform", platform] if platform else []
    command += ["--python", python] if python else []
    command += ["--", *(os.fspath(path) for path in paths)]
    done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    try:
        raw = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode(errors="replace").strip()
        raise PlatlintError(said or f"{command[0]} ended with status {done.returncode} and no report") from None
    if "findings" not in raw:
        raise PlatlintError("one call is one audit: give one platform, and a template's functions by --function")
    return Report(done.returncode, tuple(_finding(row) for row in raw["findings"]), raw)


def _finding(row: Mapping[str, Any]) -> Finding:
    fix, package = row.get("fix") or {}, row.get("package") or {}
    return Finding(
        rule=row["rule"],
        severity=row["severity"],
        root=row["root"],
        path=row["path"],
        message=row["message"],
        fix=fix.get("summary", ""),
        package=package.get("name"),
        expected=row["expected"],
        actual=row["actual"],
    )
