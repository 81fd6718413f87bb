"""The runtimes of AWS Lambda: data/lambda_runtimes.toml. botocore says which identifiers there are."""

import gzip
import json
import pathlib
import re
import sys

import cpp
import datafile
import fetch

PATH = pathlib.Path(__file__).with_name("lambda_runtimes.toml")
SERVICE = "botocore/data/lambda/2015-03-31/service-2.json.gz"


def base_name(release):
    return f"amazon_linux_{release}"


def python(runtime):
    """The Python of python3.12, and of python312 as Google writes it."""
    found = re.fullmatch(r"python(\d)\.?(\d+)", runtime)
    return f"Python{{{found[1]}, {found[2]}, false}}" if found else "std::nullopt"


def tables(text):
    data = datafile.loads(text)
    bases = []
    for release, base in data["bases"].items():
        words = f"Amazon Linux {release}", release, base.get("source", ""), base["issue"], base.get("image", "")
        bases.append(f"constexpr BaseSystem {base_name(release)}{{{', '.join(map(cpp.quoted, words))}}};")
    rows = [
        (cpp.quoted(name), "&" + base_name(row["base"]), cpp.truth(row.get("arm64", False)), python(name))
        for name, row in data["runtimes"].items()
    ]
    lines = [*bases, *cpp.rows("LambdaRow", "lambda_rows", rows)]
    return {"target/lambda_runtimes": cpp.file("data/lambda_runtimes.toml", *lines)}


def missing(data, service):
    """The identifiers without a row."""
    return sorted(set(service["shapes"]["Runtime"]["enum"]) - data["runtimes"].keys() - set(data["left_out"].split()))


def fetched(text, registries):
    """Which Amazon Linux a runtime has is written by hand: botocore does not say it."""
    package = registries.file("pypi:botocore")
    service = json.loads(gzip.decompress(fetch.bytes_of(package, SERVICE)))
    if names := missing(datafile.loads(text), service):
        sys.exit(f"{PATH.name} has no row for {' '.join(names)}")
    return text.partition("[sources]")[0] + datafile.table("sources", registries.pins) + "\n"
