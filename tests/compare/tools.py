"""The tools, the purpose of each, and how a user asks it about a bundle."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import venv

BIN = pathlib.Path(sys.executable).parent
ROOT = pathlib.Path(__file__).resolve().parents[2]
ABSENT = "not run here"
PLATLINT = os.environ.get("PLATLINT", str(ROOT / "build" / "platlint"))


class Absent(Exception):
    """The program is not on this machine."""


def call(*command, env=None, cwd=None):
    """Its exit status and its output, without the words that differ between machines."""
    if not shutil.which(str(command[0])):
        raise Absent(command[0])
    variables = {**os.environ, "COLUMNS": "1000", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", **(env or {})}
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=variables, cwd=cwd, timeout=900)
    return done.returncode, done.stdout + done.stderr


def version(*command):
    """Nothing if the program is absent. A Go program that is not a release has no number."""
    try:
        found = re.search(r"\d+(\.\d+)+[\w.+~]*", call(*command)[1])
    except Absent:
        return None
    return found.group(0) if found else "without a number"


class Bundle:
    """One case, laid out: each tool takes the form that it is made for."""

    def __init__(self, case, folder):
        self.case, self.folder = case, folder
        self.tree, self.wheel = case.lay_out(folder)

    def environment(self):
        """A virtual environment that holds the tree. It belongs to this Python; uv is given another version."""
        path = self.folder / "environment"
        if not path.exists():
            venv.create(path)
            (packages,) = path.glob("lib/python3*/site-packages")
            shutil.copytree(self.tree, packages, dirs_exist_ok=True)
        return path / "bin" / "python"

    def debian_package(self):
        """The tree as a package of Debian, whose only file of its own is the control file."""
        root, place = self.folder / "package", "usr/lib/python3/dist-packages" if any(self.tree.glob("*.dist-info")) else "usr/lib/demo"
        shutil.copytree(self.tree, root / place)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(
            "Package: demo\nVersion: 1.0-1\nArchitecture: amd64\nMaintainer: Demo <demo@example.org>\nSection: python\n"
            "Priority: optional\nDescription: a bundle\n A bundle that is compared.\n"
        )
        call("dpkg-deb", "--root-owner-group", "--build", root, self.folder / "demo.deb")
        return self.folder / "demo.deb"


def platlint(bundle):
    return call(PLATLINT, bundle.tree, "--platform", bundle.case.platform, "--python", bundle.case.python)


def pip_check(bundle):
    if any(bundle.tree.glob("*.dist-info")):
        return call(BIN / "python", "-m", "pip", "--python", bundle.environment(), "check")
    return None


def uv_check(bundle):
    if any(bundle.tree.glob("*.dist-info")):
        words = ["--python-version", bundle.case.python, "--python-platform", bundle.case.uv]
        return call(BIN / "uv", "pip", "check", "--python", bundle.environment(), *words)
    return None


def of_wheel(*command):
    return lambda bundle: call(*command, bundle.wheel) if bundle.wheel else None


def auditwheel(bundle):
    if bundle.wheel and "linux" in bundle.wheel.name:
        status, output = call(BIN / "auditwheel", "show", bundle.wheel)
        return status, re.sub(r"(?<!\n)\n(?!\n)", " ", output)  # it breaks lines for a narrow terminal
    return None


def abi3audit(bundle):
    if bundle.wheel and "-abi3-" in bundle.wheel.name:
        return call(BIN / "abi3audit", "--verbose", bundle.wheel)
    return None


def delocate(bundle):
    """It calls Apple's otool; LLVM's takes the same arguments."""
    otool = shutil.which("otool") or shutil.which("llvm-otool") or shutil.which("llvm-otool-14")
    if not (bundle.wheel and "macosx" in bundle.wheel.name):
        return None
    if not otool:
        raise Absent("otool")
    (bundle.folder / "bin").mkdir()
    (bundle.folder / "bin" / "otool").symlink_to(otool)
    return call(
        BIN / "delocate-listdeps", "--all", "--depending", bundle.wheel, env={"PATH": f"{bundle.folder / 'bin'}:{os.environ['PATH']}"}
    )


def lintian(bundle):
    return call("lintian", "--allow-root", "--no-cfg", "--display-info", "--pedantic", bundle.debian_package())


def file(bundle):
    return call("file", "--brief", *bundle.case.files, cwd=bundle.tree) if bundle.case.files else None


# The names of files stand in the bundle, and `file` is not asked about them either. In checksums any letters may stand.
LEFT_OUT = {"path", "accessPath", "sitePackagesRootPath", "digest", "digests", "hashes", "identifiers", "id", "bom-ref"}


def lines(value, place=""):
    """JSON as lines, each a value behind its place."""
    if isinstance(value, dict):
        inside = [(f"{place}.{key}".lstrip("."), one) for key, one in value.items() if key not in LEFT_OUT]
    elif isinstance(value, list):
        inside = [(place, one) for one in value]
    else:
        return [f"{place}: {' '.join(value.split()) if isinstance(value, str) else json.dumps(value)}"]
    return [line for at, one in inside for line in lines(one, at)]


def written(path, *parts):
    """These parts of the JSON: the others describe the tool and its options."""
    document = json.loads(path.read_text())
    return "".join(f"{line}\n" for line in lines({part: document.get(part, []) for part in parts}))


def syft(bundle):
    """It is told to look at all files: else it tells only about those that a package owns."""
    settings = {"SYFT_FILE_METADATA_SELECTION": "all", "SYFT_CHECK_FOR_APP_UPDATE": "false"}
    path = bundle.folder / "syft.json"
    status, output = call(BIN / "syft", "scan", f"dir:{bundle.tree}", "--quiet", "--output", f"syft-json={path}", env=settings)
    return status, written(path, "artifacts", "files") + output


def trivy(bundle):
    """`rootfs` reads packages that are installed, and `fs` only lock files. The bill of materials needs no database."""
    path = bundle.folder / "trivy.json"
    apart = ["--cache-dir", bundle.folder / "trivy", "--offline-scan", "--skip-version-check", "--disable-telemetry", "--quiet"]
    status, output = call("trivy", "rootfs", "--format", "cyclonedx", "--output", path, *apart, bundle.tree)
    return status, written(path, "components", "dependencies", "vulnerabilities") + output


# The name of a tool, its purpose, how its version is asked, and how it is asked about a bundle.
TOOLS = [
    ("platlint", "does every native file load on this platform?", (PLATLINT, "--version"), platlint),
    (
        "pip check",
        "are the requirements of installed packages met, and do their tags suit this machine?",
        (BIN / "python", "-m", "pip", "--version"),
        pip_check,
    ),
    ("uv pip check", "the same, for another platform and another Python too", (BIN / "uv", "--version"), uv_check),
    (
        "auditwheel show",
        "which manylinux or musllinux tag suits this wheel? It also repairs wheels",
        (BIN / "auditwheel", "--version"),
        auditwheel,
    ),
    (
        "delocate",
        "which libraries does this wheel for macOS need? It also repairs wheels",
        (BIN / "delocate-listdeps", "--version"),
        delocate,
    ),
    ("abi3audit", "does this abi3 wheel keep to the limited API?", (BIN / "abi3audit", "--version"), abi3audit),
    (
        "check-wheel-contents",
        "are the right files in this wheel, in the right places?",
        (BIN / "check-wheel-contents", "--version"),
        of_wheel(BIN / "check-wheel-contents"),
    ),
    ("lintian", "does this package of Debian keep to Debian's policy?", ("lintian", "--version"), lintian),
    ("file", "what is this file?", ("file", "--version"), file),
    ("syft", "which packages are in this folder? It writes a bill of materials", (BIN / "syft", "--version"), syft),
    (
        "trivy",
        "which packages are in this folder, and which vulnerabilities of them are known? Here it writes a bill of materials",
        ("trivy", "--version"),
        trivy,
    ),
]
