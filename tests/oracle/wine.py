"""Windows: wine, and in it a CPython for Windows from Maven's registry. It is asked as Python asks: LoadLibraryEx."""

import collections
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess

import roots
from targets import CACHE, HERE, NATIVE_RUNTIMES, WINDOWS_PYTHON

SECONDS = 120  # for a process, which loads many files one after another
DLL, PYD = 0x2000, ".pyd"  # IMAGE_FILE_DLL


def call(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, **options).stdout.decode()


def require(_):
    for program in ("wine", "mvn", "unzip", "nm"):
        if not shutil.which(program):
            raise roots.Unavailable(f"no {program} here")


def python_archive():
    folder = CACHE / "windows-python"
    if not list(folder.glob("*.jar")):
        plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
        done = subprocess.run(
            ["mvn", "-q", "-B", plugin, f"-Dartifact={WINDOWS_PYTHON}", f"-DoutputDirectory={folder}"], capture_output=True
        )
        if done.returncode:
            raise roots.Unavailable("mvn does not bring " + WINDOWS_PYTHON)
    return next(folder.glob("*.jar"))


def forwarder(name, other, exports):
    """A DLL that forwards every export to another one (PE format, "The .edata Section"). python3.dll is such a DLL, and is not in
    the archive."""
    start, texts = 0x1000, bytearray()  # the section is mapped there

    def text(value, after):
        texts.extend(value.encode() + b"\0")
        return after + len(texts) - len(value) - 1

    exports = sorted(exports)
    count = len(exports)
    tables = start + 40
    after = tables + 10 * count
    own = text(name, after)
    targets = [text(f"{other}.{export}", after) for export in exports]
    names = [text(export, after) for export in exports]
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, own, 1, count, count, tables, tables + 4 * count, tables + 8 * count)
    data = directory + struct.pack(f"<{2 * count}I{count}H", *targets, *names, *range(count)) + texts
    size = len(data) + -len(data) % 0x200
    header = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    header += struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, size, 0, 0, start)
    header += struct.pack(
        "<QIIHHHHHHIIIIHH", 0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0, start + size + -size % 0x1000, 0x400, 0, 2, 0x100
    )
    header += struct.pack("<QQQQII", 1 << 20, 4096, 1 << 20, 4096, 0, 16) + struct.pack("<II", start, len(data)) + bytes(15 * 8)
    header += b".edata\0\0" + struct.pack("<IIIIIIHHI", len(data), start, size, 0x400, 0, 0, 0, 0, 0x40000040)
    return header.ljust(0x400, b"\0") + data.ljust(size, b"\0")


def unpack(_, folder):
    """A prefix of wine, and Python's folder in it."""
    root = pathlib.Path(folder) / "python"
    call("unzip", "-q", python_archive(), "-d", folder)
    next(pathlib.Path(folder).glob("org/bytedeco/cpython/windows-x86_64")).rename(root)
    shutil.move(root / "bin/python.exe", root / "python.exe")
    listed = call("nm", root / "libs/python3.lib")
    stable = set(re.findall(r"^\w+ [TI] (?:__imp_)?((?:_?Py|PY)\w+)$", listed, re.MULTILINE))
    version = re.search(r"python(3\d+)\.dll", " ".join(os.listdir(root))).group(1)
    (root / "python3.dll").write_bytes(forwarder("python3.dll", "python" + version, stable))
    shutil.copy(HERE / "inside_windows.py", root / "oracle.py")
    version = ["reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"]
    for command in (["wineboot", "-i"], version):
        subprocess.run(["wine", *command], env=environment(root), capture_output=True, timeout=600)
    return root


def is_not_windows(answer):
    """bcryptprimitives.dll: Rust's standard library takes random numbers from it; Windows has it since 7, wine since 8.8."""
    return "Library bcryptprimitives.dll " in (answer.get("why") or "")


def environment(root):
    """Without the parts that wine has and Windows lacks: the C++ runtime, unless the tree brings it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "WINEPREFIX": str(root.parent / "prefix"),
        "WINEDEBUG": "-all,err+module",
        "WINEDLLOVERRIDES": ",".join(NATIVE_RUNTIMES) + "=n;mscoree,mshtml=",
    }


class Names(set):
    """Names of DLLs, which have no case."""

    def __contains__(self, name):
        return super().__contains__(name.lower())


def libraries(root):
    return Names(
        {name.lower() for name in os.listdir(root.parent / "prefix/drive_c/windows/system32")} - {name + ".dll" for name in NATIVE_RUNTIMES}
    )


def natives(tree, seen):
    """(path, kind) of each DLL and extension module; programs are not asked."""
    found = []
    for top, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                head = file.read(0x40)
                if len(head) < 0x40 or head[:2] != b"MZ":
                    continue
                file.seek(struct.unpack_from("<I", head, 0x3C)[0])
                header = file.read(24)
            key = (os.stat(path).st_ino, os.path.relpath(path, tree))
            if header[:4] == b"PE\0\0" and len(header) == 24 and struct.unpack_from("<H", header, 22)[0] & DLL and key not in seen:
                seen.add(key)
                found.append((key[1], "extension" if name.endswith(PYD) else "library"))
    return sorted(found)


def talk(root, tree, paths, directories, imports):
    """Answers by path, as far as the process lived; and wine's own words on each."""
    given = json.dumps({"tree": "Z:" + str(tree), "files": paths, "directories": [f"Z:{name}" for name in directories], "imports": imports})
    command = ["wine", str(root / "python.exe"), "-I", "-B", str(root / "oracle.py")]
    try:
        done = subprocess.run(command, input=given.encode(), capture_output=True, env=environment(root), timeout=SECONDS)
        out, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        out, errors = late.stdout or b"", late.stderr or b""
    said, now = collections.defaultdict(list), None
    for line in errors.decode(errors="replace").splitlines():
        if line.startswith("@@ "):
            now = line[3:].strip()
        elif "err:module" in line:
            said[now].append(re.sub(r"^.*err:module:\w+ ", "", line))
    answers = {}
    for line in out.decode(errors="replace").splitlines():
        if line.startswith("{"):
            answer = json.loads(line)
            answers[answer["path"]] = answer
            if not answer["loads"]:
                answer["why"] = "; ".join(said[answer["path"]][:4]) or answer["why"]
    return answers


def ask_all(root, tree, paths, directories=(), imports=False):
    answers, waiting = {}, list(paths)
    while waiting:
        new = talk(root, tree, waiting, directories, imports)
        answers.update(new)
        waiting = [path for path in waiting if path not in answers]
        if waiting and imports and not new:
            return answers  # its package ends the process, and will each time
        if waiting and not imports:
            answers[waiting[0]] = {"path": waiting[0], "loads": None, "why": "its start-up code ended the process"}
        waiting = waiting[1:]
    return answers


def ask(root, tree, files):
    """Asks once about each file as it is. A refused file is asked again with the directories that delvewheel's start-up code
    adds. If it is still refused, it is asked again after its package was imported, because other packages add directories as
    well. Under wine an import may end the process."""
    answers = ask_all(root, tree, [path for path, _ in files])
    libraries = sorted(path for path in pathlib.Path(tree).glob("**/*.libs") if path.is_dir())
    for directories, imports in ((libraries, False), ((), True)):
        refused = [path for path, answer in answers.items() if answer["loads"] is False]
        again = ask_all(root, tree, refused, directories, imports) if refused and (directories or imports) else {}
        answers.update({path: answer for path, answer in again.items() if answer["loads"]})
    return [answers[path] for path, _ in files], ""
