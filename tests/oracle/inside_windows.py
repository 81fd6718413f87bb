"""Runs under wine in CPython for Windows: LoadLibraryExW with the flags that CPython gives for extension modules since 3.8
(Python/dynload_win.c). Prints a line of JSON a file, and the path before it on standard error, where wine says what lacks."""

import ctypes
import importlib
import json
import os
import site
import sys

FLAGS = 0x1000 | 0x100  # LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.LoadLibraryExW.restype = ctypes.c_void_p
kernel.FreeLibrary.argtypes = [ctypes.c_void_p]
kernel.SetErrorMode(0x8003)  # no windows


def suffix_is_for_another(path):
    """importlib looks for these two suffixes alone."""
    name = os.path.basename(path)
    return name.endswith(".pyd") and "." in name[:-4] and not name.endswith(f".cp{sys.version_info[0]}{sys.version_info[1]}-win_amd64.pyd")


def import_packages(path):
    parts = path.split("/")
    for module in (parts[0].split(".")[0], ".".join(part.split(".")[0] for part in parts)):
        try:
            importlib.import_module(module)
        except BaseException:  # what the loader says next is the answer
            pass


def ask(tree, path):
    if suffix_is_for_another(path):
        return {"loads": False, "why": "importlib: no finder takes this suffix"}
    handle = kernel.LoadLibraryExW(tree + "\\" + path.replace("/", "\\"), None, FLAGS)
    if not handle:
        return {"loads": False, "why": f"error {ctypes.get_last_error()}"}
    kernel.FreeLibrary(handle)
    return {"loads": True}


given = json.load(sys.stdin)
for folder in given["directories"]:
    os.add_dll_directory(folder)
if given["imports"]:
    site.addsitedir(given["tree"])  # pywin32.pth and its like run, as in an environment
for path in given["files"]:
    if given["imports"]:
        import_packages(path)
    print("@@ " + path, file=sys.stderr, flush=True)
    print(json.dumps({"path": path, **ask(given["tree"], path)}), flush=True)
