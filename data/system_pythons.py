"""What the Python of an image adds to it: data/system_pythons.toml."""

import pathlib

import cpp
from datafile import loads

PATH = pathlib.Path(__file__).with_name("system_pythons.toml")


def tables(text):
    data = loads(text)
    rows = [(cpp.quoted(image), cpp.words(names)) for image, names in data["images"].items()]
    lines = [
        *cpp.rows("SystemPython", "system_pythons", rows),
        f"constexpr std::string_view other_system_python ={cpp.words(data['other'], 4)};",
        f"constexpr std::string_view python_on_buildpack_deps ={cpp.words(data['buildpack_deps'], 4)};",
    ]
    return {"target/system_pythons": cpp.file("data/system_pythons.toml", *lines)}
