"""What the C libraries export: data/c_symbols.toml, from glibc of three Debian releases and two builds of musl."""

import pathlib
import re

import cpp
import datafile
import debian
import fetch

PATH = pathlib.Path(__file__).with_name("c_symbols.toml")
# libc, and the libraries that it absorbed.
GLIBC = re.compile(r"lib(c|m|pthread|dl|rt|util|anl|resolv)\.so\.\d")
LIBCRYPT = re.compile(r"libcrypt\.so\.\d")
LABEL = re.compile(r"^([\w.]+):", re.MULTILINE)


def tables(text):
    data = datafile.loads(text)
    lines = [f"constexpr std::string_view symbols_of_{name} ={cpp.words(data[name], 4)};" for name in ("both", "glibc_alone")]
    return {"target/c_symbols": cpp.file("data/c_symbols.toml", *lines)}


def exported(package, folder, name):
    """By the libraries of a package with such a file name."""
    debian.unpack(package, folder)
    found = [path for path in folder.rglob("lib*.so*") if name.fullmatch(path.name)]
    return set().union(*map(debian.exported, found))


def fetched(text, registries):
    """ziglang writes its libc.S from musl's symbols, each as a label. No musl is said to have what libcrypt has: musl has
    crypt(), but Debian's musl leaves it out."""
    musl, glibc, libcrypt = set(), set(), set()
    for source in registries.pins:
        path = registries.file(source)
        folder = path.with_suffix(".files")
        if source == "pypi:ziglang":
            musl |= set(LABEL.findall(fetch.text_of(path, "ziglang/lib/libc/musl/libc.S")))
        elif source.endswith("/musl"):
            musl |= exported(path, folder, re.compile(r"libc\.so"))
        elif source.endswith("/libcrypt1"):
            libcrypt |= exported(path, folder, LIBCRYPT)
        else:
            glibc |= exported(path, folder, GLIBC)
    both = glibc & musl
    alone = {name for name in (glibc | libcrypt) - both if not name.startswith("_")}
    lists = datafile.words("both", both), datafile.words("glibc_alone", alone)
    return datafile.rewritten(text, *lists, datafile.table("sources", registries.pins))
