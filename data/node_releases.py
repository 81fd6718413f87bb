"""The NODE_MODULE_VERSION of each Node.js and Electron: data/node_releases.toml, from npm's node-abi."""

import json
import pathlib
import re

import cpp
import datafile
import fetch

PATH = pathlib.Path(__file__).with_name("node_releases.toml")
# Releases before these are of other projects (io.js), or changed the number with each minor release.
OLDEST = {"node": 4, "electron": 2}
OLD_ROW = re.compile(r"runtime: '(\w+)',\s*target: '([^']+)',\s*abi: '(\d+)'")


def tables(text):
    data = datafile.loads(text)
    lines = []
    for runtime in OLDEST:
        lines += cpp.rows("Release", f"{runtime}_releases", sorted((int(major), abi) for major, abi in data[runtime].items()))
    return {"facts/node_releases": cpp.file("data/node_releases.toml", *lines)}


def releases(rows, runtime):
    """The number of each major release. If its first betas had another number, the release has the higher one."""
    found = {}
    for of, target, abi in rows:
        major = int(target.split(".")[0])
        if of == runtime and major >= OLDEST[runtime]:
            found[major] = max(found.get(major, 0), int(abi))
    return {str(major): found[major] for major in sorted(found)}


def fetched(text, registries):
    """node-abi has old releases in its code, and the others in the registry of Node.js."""
    package = registries.file("npm:node-abi")
    registry = json.loads(fetch.text_of(package, "package/abi_registry.json"))
    rows = OLD_ROW.findall(fetch.text_of(package, "package/index.js"))
    rows += [(row["runtime"], row["target"], row["abi"]) for row in registry if not row["future"]]
    parts = [datafile.table(runtime, releases(rows, runtime)) for runtime in OLDEST]
    return datafile.rewritten(text, datafile.table("sources", registries.pins), *parts)
