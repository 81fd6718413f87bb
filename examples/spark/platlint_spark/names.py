# SPDX-License-Identifier: Apache-2.0
"""Which bundles are judged, and for which platforms: a list, or all below a folder. On the driver."""

from __future__ import annotations

import fnmatch
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from platlint_spark.copies import is_remote, store_of


def listed(name: str) -> Iterator[tuple[str, str]]:
    """The bundle of each line, and its platform or ""."""
    if is_remote(name):
        store, path = store_of(name)
        text: bytes = store.cat_file(path)
    else:
        text = Path(name).read_bytes()
    for line in text.decode("utf-8", "surrogateescape").split("\n"):
        bundle, tab, platform = line.rstrip("\r").rpartition("\t")
        if bundle or platform:
            yield (bundle, platform.strip()) if tab else (platform, "")


def below(root: str, glob: str) -> Iterator[str]:
    if is_remote(root):
        store, top = store_of(root.rstrip("/"))
        # A store's own paths lack what the URI says before them.
        found = (root.rstrip("/") + path[len(top) :] for path in store.find(top))
    else:
        found = (str(path) for path in Path(root).rglob("*") if path.is_file())
    return (name for name in found if fnmatch.fnmatchcase(name.rsplit("/", 1)[-1], glob))


def wanted(list_: str | None, under: str | None, glob: str, platforms: Sequence[str]) -> dict[str, set[str]]:
    """Each bundle once, and its platforms."""
    found: dict[str, set[str]] = defaultdict(set)
    lines = listed(list_) if list_ else ((name, "") for name in below(under or ".", glob))
    for name, platform in lines:
        # Spark's strings are UTF-8. A name that is not will not be found, and its row says so.
        bundle = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        named = [platform] if platform else platforms
        if not named:
            raise SystemExit(f"{bundle} has no platform: name it behind a tab, or with --platform")
        found[bundle].update(named)
    if not found:
        raise SystemExit("nothing to audit: no bundle is named")
    return found
