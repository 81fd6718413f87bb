"""The runtimes of other services: data/services.toml."""

import pathlib

import cpp
import datafile
from lambda_runtimes import python

PATH = pathlib.Path(__file__).with_name("services.toml")


def service_rows(name, runtimes):
    """ "ubuntu:24.04" is a release of data/distributions.toml, and "Ubuntu 24.04" what it is called."""
    for runtime, row in runtimes.items():
        distribution, release = row["system"].split(":")
        words = runtime, distribution, release, f"{distribution.capitalize()} {release}"
        yield f"&{name}", *map(cpp.quoted, words), python(runtime), cpp.truth(row.get("arm64", False))


def tables(text):
    lines, rows = [], []
    data = datafile.loads(text)
    for name, service in data.items():
        words = map(cpp.quoted, (service["name"], service["label"], service["source"]))
        lines.append(f"constexpr Service {name}{{{', '.join(words)}}};")
        rows += service_rows(name, service["runtimes"])
    lines.append(f"constexpr std::array services{{{', '.join('&' + name for name in data)}}};")
    return {"target/services": cpp.file("data/services.toml", *lines, *cpp.rows("ServiceRow", "service_rows", rows))}
