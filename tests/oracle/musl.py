"""musl's loader, from Debian's package: a root with it, a program that opens files, and stubs for a Python's exports.

There is no Python for musl in Debian, so no package is imported first; a module finds the names of Debian's Python."""

import pathlib
import re
import shutil
import subprocess

import natives
import roots
from targets import HERE

TREE = "/oracle/tree/"
LOADER = "/lib/ld-musl-x86_64.so.1"


def call(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, **options).stdout.decode()


def unpack_archive(target, folder, *names):
    call("tar", "-xf", roots.archive(target), "-C", folder, *names)


def exports(file):
    """The names that a file defines for others."""
    return sorted(set(re.findall(r" [A-Za-z] (\w+)(?:@.*)?$", call("nm", "-D", "--defined-only", file), re.MULTILINE)))


def make_stub(names, output):
    """A library that has the names and no code behind them: its code is never called."""
    lines = "".join(f".globl {name}\n{name}:\n" for name in names)
    source = output.with_suffix(".s")
    source.write_text(f".data\n.balign 64\n{lines}.zero 4096\n.section .note.GNU-stack\n")
    call("gcc", "-shared", "-nostdlib", f"-Wl,-soname,{output.name}", "-o", output, source)
    source.unlink()


def unpack(target, folder):
    """musl itself and the program, and stand-ins for a Python and for the libraries of Alpine's image."""
    folder = pathlib.Path(folder)
    if not all(shutil.which(name) for name in ("gcc", "nm")):
        raise roots.Unavailable("the program that asks musl takes gcc and nm")
    root, made = folder / "root", folder / "made"
    for place in (made, *(root / name for name in ("lib", "usr/lib", "oracle", "proc", "dev", "tmp"))):
        place.mkdir(parents=True)
    call("tar", "-xf", roots.archive(target, "musl,musl-dev"), "-C", made, "--wildcards", "*linux-musl*")
    loader = next(made.rglob("libc.so"))
    shutil.copy(loader, root / LOADER.strip("/"))
    unpack_archive(target, made, f"./usr/bin/python{target.python}", "./usr/lib/x86_64-linux-gnu")
    make_stub(
        [name for name in exports(made / f"usr/bin/python{target.python}") if name.strip("_").startswith("Py")], root / "oracle/python.so"
    )
    for name in ("libz.so.1", "libssl.so.3", "libcrypto.so.3"):
        make_stub(exports(made / "usr/lib/x86_64-linux-gnu" / name), root / "usr/lib" / name)
    objects = next(made.rglob("crt1.o")).parent
    header = ["-nostdinc", "-isystem", next(made.rglob("dlfcn.h")).parent]
    linked = [objects / "crt1.o", objects / "crti.o", HERE / "musl.c", "-L", loader.parent, "-lc", objects / "crtn.o"]
    call(
        "gcc",
        *header,
        "-nostdlib",
        "-no-pie",
        "-fno-stack-protector",
        f"-Wl,--dynamic-linker={LOADER}",
        "-o",
        root / "oracle/open",
        *linked,
    )
    return root


def ask_program(root, tree, path):
    data = (pathlib.Path(tree) / path).read_bytes()
    row = next(row for row in natives.program_headers(data, True, "<") if row[0] == natives.INTERPRETER)
    wanted = data[row[1] : row[1] + row[2]].rstrip(b"\0").decode(errors="replace")
    if not (root / wanted.strip("/")).exists():
        return {"loads": False, "why": f"no such interpreter: {wanted}"}
    out, errors = roots.run(root, tree, [LOADER, "--list", TREE + path], "")
    bad = [line.strip() for line in (out + errors).splitlines() if re.search("Error|[Nn]ot a valid|cannot", line)]
    return {"loads": not bad, "why": "; ".join(bad[:6])}


def version(root, tree):
    """(1, 2, 5): the loader prints its version if it is called without arguments."""
    _, errors = roots.run(root, tree, [LOADER], "")
    return tuple(int(part) for part in re.search(r"Version (\d+)\.(\d+)\.(\d+)", errors).groups())


def died_by_itself(root, tree, answer):
    """Died after the loader took it: `--list` maps and binds everything, and runs no start-up code. A musl before 1.2.4
    ignores DT_RELR, so a file that dies there may die of that."""
    if not (answer.get("why") or "").startswith("died of signal") or version(root, tree) < (1, 2, 4):
        return False
    out, errors = roots.run(root, tree, [LOADER, "--preload", "/oracle/python.so", "--list", TREE + answer["path"]], "")
    return "Error" not in out + errors and "=>" in out


def read(line):
    word, path, *rest = line.split("\t")
    answer = {"path": path[len(TREE) :], "loads": word == "loads"}
    return {**answer, "brought": sorted(set(rest))} if answer["loads"] else {**answer, "why": rest[0]}


def ask(root, tree, files):
    opened = [path for path, kind in files if kind in ("extension", "library", "addon")]
    command = [LOADER, "--preload", "/oracle/python.so", "/oracle/open"]
    out, errors = roots.run(root, tree, command, "".join(f"{TREE}{path}\n" for path in opened))
    answers = [read(line) for line in out.splitlines()]
    for path, kind in files:
        if kind == "program":
            answers.append({"path": path, **ask_program(root, tree, path)})
        elif kind == "static":
            answers.append({"path": path, "loads": True})
    return answers, errors
