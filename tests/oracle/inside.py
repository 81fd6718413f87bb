"""Runs in the root, under its own Python: what the target's loader says of each file.

Reads {"tree", "files": [[path, kind]], "loader", "emulator", "node"} and prints a line of JSON a file. Each file has a
process of its own, for what one loads must not help the next."""

import ctypes
import functools
import importlib
import importlib.machinery
import json
import os
import re
import signal
import struct
import subprocess
import sys

SECONDS = 60


def in_a_process(work):
    """What `work` returns, or by which signal it died."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        signal.alarm(SECONDS)
        try:
            answer = work()
        except BaseException as error:  # also SystemExit
            answer = {"loads": False, "why": f"{type(error).__name__}: {error}"}
        with os.fdopen(writer, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as out:
        text = out.read()
    status = os.waitpid(process, 0)[1]
    if text:
        return json.loads(text)
    died = status & 127
    return {"loads": None if died == signal.SIGALRM else False, "why": f"died of signal {died}"}


def mapped(tree):
    with open("/proc/self/maps") as maps:
        paths = {line.split(None, 5)[5].strip() for line in maps if tree + "/" in line}
    return sorted(os.path.relpath(path, tree) for path in paths)


def open_library(path, tree):
    try:
        ctypes.CDLL(path, mode=os.RTLD_NOW)
    except OSError as error:
        return {"loads": False, "why": str(error)}
    return {"loads": True, "brought": mapped(tree)}


def open_after_import(path, tree):
    """The package's start-up code may load libraries first."""
    sys.path.insert(0, tree)
    parts = os.path.relpath(path, tree).split("/")
    modules = [parts[0].split(".")[0], ".".join(part.split(".")[0] for part in parts)]
    for module in modules:
        try:
            importlib.import_module(module)
        except BaseException:  # what dlopen says next is the answer
            pass
    return open_library(path, tree)


def open_after(first, path, tree):
    """Another file of the tree takes along what this one needs: then it lies in the process."""
    ctypes.CDLL(os.path.join(tree, first), mode=os.RTLD_NOW)
    return open_library(path, tree)


def lacks(answer):
    missing = re.match(r"(\S+): cannot open shared object file", answer.get("why") or "")
    return missing.group(1) if missing and not answer["loads"] else ""


def ask_again(answers, tree):
    """Of what is refused for a library that a file of the tree brings into the process."""
    bringers = {os.path.basename(name): a["path"] for a in answers if a["kind"] == "extension" for name in a.get("brought", [])}
    for answer in answers:
        first = bringers.get(lacks(answer))
        if first and answer["kind"] in ("extension", "library"):
            answer.update(in_a_process(functools.partial(open_after, first, tree + "/" + answer["path"], tree)))


def names_of(tree):
    return {name for _, _, names in os.walk(tree) for name in names}


def ask_library(path, tree, names):
    answer = in_a_process(lambda: open_library(path, tree))
    if answer["loads"] or (lacks(answer) and lacks(answer) not in names):
        return answer  # no start-up code brings what the tree does not hold
    return in_a_process(lambda: open_after_import(path, tree))


def is_for_another_python(name):
    """A tag in the name that this Python does not take (PEP 3149)."""
    tagged = re.search(r"\.(cpython-|abi3|pypy|graalpy)[^.]*\.so$", name)
    return bool(tagged) and not any(name.endswith(s) for s in importlib.machinery.EXTENSION_SUFFIXES if s != ".so")


def interpreter(path):
    """PT_INTERP (gABI): the kernel starts nothing whose interpreter is not there."""
    with open(path, "rb") as file:
        data = file.read()  # patchelf moves it to the end
    wide, end = data[4] == 2, "<" if data[5] == 1 else ">"
    at, size, count = struct.unpack_from(end + ("32xQ14xHH" if wide else "28xI10xHH"), data)
    for i in range(count):
        row = struct.unpack_from(end + ("I4xQ16xQ" if wide else "II8xI"), data, at + i * size)
        if row[0] == 3:
            return data[row[1] : row[1] + row[2]].rstrip(b"\0").decode("latin-1")
    return ""


def ask_program(path, tree, given):
    wanted = interpreter(path)
    if not os.path.exists(wanted):
        return {"loads": False, "why": f"no such interpreter: {wanted}"}
    settings = {"LD_TRACE_LOADED_OBJECTS": "1", "LD_WARN": "1", "LD_BIND_NOW": "1"}
    emulator = [given["emulator"], "-E", ",".join(f"{k}={v}" for k, v in settings.items())] if given["emulator"] else []
    env = dict(os.environ, **({} if emulator else settings))
    done = subprocess.run([*emulator, given["loader"], path], env=env, stdout=-1, stderr=subprocess.STDOUT, timeout=SECONDS)
    lines = [line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines()]
    bad = [line for line in lines if re.search("not found|undefined symbol|error while|cannot|ISA level", line)]
    if bad or done.returncode:
        return {"loads": False, "why": "; ".join(bad[:6]) or f"exit status {done.returncode}"}
    brought = [m.group(1) for line in lines if (m := re.search(r"=> (/\S+) \(", line)) and m.group(1).startswith(tree)]
    return {"loads": True, "brought": [os.path.relpath(path, tree) for path in brought]}


def processor(path):
    """Class, byte order and e_machine (gABI)."""
    with open(path, "rb") as file:
        head = file.read(20)
    return head[4:6] + head[18:20]


def ask_static(path):
    """The kernel maps it, and no loader is asked: all but its processor is its own."""
    loads = processor(path) == processor(sys.executable)
    return {"loads": loads, "why": "" if loads else "exec format error"}


def ask_addon(path, node):
    code = "try{process.dlopen({exports:{}},process.argv[1]);console.log('LOADS')}catch(e){console.log(e.message)}"
    done = subprocess.run([node, "-e", code, path], stdout=-1, stderr=subprocess.STDOUT, timeout=SECONDS)
    text = done.stdout.decode("utf-8", "replace").strip()
    return {"loads": True} if "LOADS" in text.splitlines() else {"loads": False, "why": text[:400] or f"exit status {done.returncode}"}


def ask(path, kind, given, names):
    full = given["tree"] + "/" + path
    if kind == "extension" and is_for_another_python(path):
        return {"loads": False, "why": "importlib: no finder takes this suffix"}
    if kind in ("extension", "library"):
        return ask_library(full, given["tree"], names)
    if kind == "program":
        return ask_program(full, given["tree"], given)
    if kind == "addon" and given["node"]:
        return ask_addon(full, given["node"])
    if kind == "static":
        return ask_static(full)
    return {"loads": None, "why": "not asked"}


def answer_to(path, kind, given, names):
    try:
        return {"path": path, "kind": kind, **ask(path, kind, given, names)}
    except (OSError, subprocess.SubprocessError, struct.error, ValueError) as error:
        return {"path": path, "kind": kind, "loads": None, "why": f"oracle: {type(error).__name__}: {error}"}


def main():
    given = json.load(sys.stdin)
    names = names_of(given["tree"])
    answers = [answer_to(path, kind, given, names) for path, kind in given["files"]]
    ask_again(answers, given["tree"])
    for answer in answers:
        print(json.dumps(answer))


main()
