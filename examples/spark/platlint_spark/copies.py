# SPDX-License-Identifier: Apache-2.0
"""Bundles of a store as files for a while: so many at a time as the scratch space is for."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from platlint_spark.rows import Local, Question, Work

AT_ONCE = 8  # copies: what is waited for is the store's answer, not its bytes


def is_remote(name: str) -> bool:
    return "://" in name


def store_of(uri: str) -> tuple[Any, str]:
    """Its file system, and its path there. Only those who have remote bundles need fsspec, and the store's driver."""
    store, path = importlib.import_module("fsspec.core").url_to_fs(uri)
    return store, path


def copy(question: Question, work: Work, folder: Path) -> Local:
    """An object of a store as a file of the same name, for suffixes say something."""
    target = folder / work.bundle.rsplit("/", 1)[-1]
    try:
        if "\n" in work.bundle:
            raise OSError("a line break in its name")
        store, path = store_of(work.bundle)
        size = store.size(path)
        if size is None or size > question.largest:
            raise OSError(f"{size} bytes, copied are at most {question.largest}")
        folder.mkdir()
        store.get_file(path, str(target))
        if target.stat().st_size != size:
            raise OSError(f"{target.stat().st_size} of {size} bytes came")
    except Exception as error:  # noqa: BLE001  # each store has its own; whatever it is, this bundle was not read
        return Local(work, "", None, f"not copied: {type(error).__name__}: {error}"[:500])
    return Local(work, str(target), size)


def here(work: Work) -> Local:
    problem = "a line break in its name" if "\n" in work.bundle else None
    return Local(work, work.bundle, os.path.getsize(work.bundle) if os.path.isfile(work.bundle) else None, problem)


def batches(question: Question, works: Iterable[Work], folder: Path) -> Iterator[list[Local]]:
    """Bundles of a store so many at a time as the scratch space is for, then those that are here, all together."""
    numbered, local, copied = enumerate(works), list[Work](), list[Local]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(numbered, AT_ONCE)):
            local += [work for _, work in some if not is_remote(work.bundle)]
            remote = [(folder / str(number), work) for number, work in some if is_remote(work.bundle)]
            copied += pool.map(lambda job: copy(question, job[1], job[0]), remote)
            if sum(one.bytes or 0 for one in copied) >= question.scratch_bytes:
                yield copied
                copied = []
                for place in folder.iterdir():
                    shutil.rmtree(place)
    yield [*copied, *map(here, local)]
