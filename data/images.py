"""What images hold: data/images.toml."""

import pathlib

import cpp
from datafile import loads

PATH = pathlib.Path(__file__).with_name("images.toml")


def tables(text):
    """The fields of each ImageContents."""
    rows = [
        (cpp.quoted(name), cpp.truth(image["complete"]), cpp.words(image["holds"]))
        + (cpp.quoted(image.get("lacks", "")), cpp.quoted(image.get("arm64_lacks", "")))
        for name, image in loads(text).items()
    ]
    return {"target/images": cpp.file("data/images.toml", *cpp.rows("ImageContents", "images", rows))}
