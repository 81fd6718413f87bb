"""--lock beside the installers' own answers, for lock files that they make themselves: `uv sync --dry-run --no-build` and
`npm install --dry-run` name what they would install, and uv what has no wheel."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from conftest import CACHE, kept, run

pytestmark = [pytest.mark.survey, pytest.mark.network]

UV = os.path.join(os.path.dirname(sys.executable), "uv")
PYTHON = ".".join(map(str, sys.version_info[:3]))
UV_PLATFORMS = {name: name for name in ("x86_64-manylinux2014", "aarch64-manylinux_2_28", "macos")}
UV_PLATFORMS["x86_64-pc-windows-msvc"] = "windows"
NPM_PLATFORMS = {
    "linux-x64": ["--os=linux", "--cpu=x64", "--libc=glibc"],
    "linux-arm64-musl": ["--os=linux", "--cpu=arm64", "--libc=musl"],
    "darwin-arm64": ["--os=darwin", "--cpu=arm64"],
    "win32-x64": ["--os=win32", "--cpu=x64"],
}

PYTHON_PROJECTS = {
    "arrow": ["pyarrow", "polars", "pandas", "fastparquet", "deltalake"],
    "audio": ["pyaudio", "soundfile", "librosa", "sounddevice"],
    "cloud": [
        "boto3",
        "google-cloud-bigquery[all]",
        "azure-identity",
        "awscrt",
        "grpcio-tools",
    ],
    "crypto": [
        "cryptography",
        "pynacl",
        "pycryptodome",
        "coincurve",
        "secp256k1",
        "bcrypt",
    ],
    "database": [
        "psycopg2",
        "mysqlclient",
        "pymssql",
        "oracledb",
        "asyncpg",
        "duckdb",
        "pyodbc",
    ],
    "django": ["django[argon2]", "djangorestframework", "celery[redis]", "uwsgi"],
    "geo": ["geopandas", "rasterio", "shapely", "pyproj", "fiona"],
    "gui": ["pyqt6", "pyside6", "wxpython", "kivy"],
    "images": [
        "opencv-python-headless",
        "pillow",
        "imageio[ffmpeg]",
        "scikit-image",
        "rawpy",
    ],
    "jupyter": ["jupyterlab", "notebook", "ipywidgets", "matplotlib", "bokeh"],
    "kafka": [
        "confluent-kafka",
        "aiokafka",
        "fastavro",
        "python-snappy",
        "lz4",
        "zstandard",
    ],
    "language": ["spacy", "nltk", "gensim", "thinc"],
    "learning": [
        "torch",
        "transformers[torch]",
        "sentencepiece",
        "bitsandbytes",
        "xformers; sys_platform == 'linux'",
    ],
    "mac": ["pyobjc-core; sys_platform == 'darwin'", "appnope", "keyring"],
    "network": [
        "aiohttp[speedups]",
        "httpx[http2,brotli]",
        "uvicorn[standard]",
        "pycurl",
        "scapy",
    ],
    "old": [
        "pyyaml",
        "lxml",
        "cffi",
        "regex",
        "ujson",
        "simplejson",
        "msgpack",
        "wrapt",
    ],
    "pure": ["requests", "click", "rich", "jinja2", "attrs", "typer"],
    "science": [
        "numpy",
        "scipy",
        "statsmodels",
        "h5py",
        "tables",
        "numba",
        "xarray[io]",
    ],
    "security": ["yara-python", "pyinstaller", "capstone", "unicorn", "lief", "pefile"],
    "solvers": ["ortools", "cvxpy", "scs", "osqp", "highspy", "pulp"],
    "tensors": ["tensorflow<2.20", "keras", "tensorboard"],
    "tools": [
        "black[d]",
        "mypy",
        "ruff",
        "pytest-xdist[psutil]",
        "coverage[toml]",
        "pre-commit",
    ],
    "web": [
        "flask",
        "gunicorn",
        "gevent",
        "psycopg2",
        "redis[hiredis]",
        "orjson",
        "pydantic",
    ],
    "windows": [
        "pywin32; sys_platform == 'win32'",
        "pywinpty; os_name == 'nt'",
        "colorama",
        "psutil",
    ],
}
MORE = {
    "learning": '[project.optional-dependencies]\ncpu = ["numpy<2"]\ngpu = ["numpy>=2"]\n'
    '[tool.uv]\nconflicts = [[{ extra = "cpu" }, { extra = "gpu" }]]\n',
    "tools": '[dependency-groups]\ndev = ["lxml"]\ndocs = ["mysqlclient"]\n[tool.uv]\ndefault-groups = ["docs"]\n',
    "web": '[project.optional-dependencies]\nfast = ["uvloop"]\n[dependency-groups]\ndev = ["pytest"]\n',
}
NODE_PROJECTS = {
    "addons": [
        "bcrypt",
        "better-sqlite3",
        "canvas",
        "argon2",
        "ssh2",
        "ws",
        "bufferutil",
    ],
    "cloud": ["@aws-sdk/client-s3", "aws-cdk-lib", "node-pty"],
    "native": [
        "@napi-rs/canvas",
        "lmdb",
        "msgpackr",
        "snappy",
        "@node-rs/argon2",
        "usb",
        "serialport",
    ],
    "next": ["next", "react", "react-dom", "sharp", "@tailwindcss/postcss"],
    "nuxt": ["nuxt"],
    "onnx": ["onnxruntime-node", "@tensorflow/tfjs-node", "node-llama-cpp"],
    "parcel": ["parcel"],
    "pure": ["express", "lodash", "react"],
    "tools": [
        "turbo",
        "@swc/core",
        "rollup",
        "@parcel/watcher",
        "chokidar@3",
        "webpack",
    ],
    "vite": ["vite", "sass-embedded", "lightningcss", "esbuild", "@biomejs/biome"],
    "wrangler": ["wrangler", "vitest"],
}


def judge(folder, lock, platform):
    result = run(
        "--lock",
        lock,
        "-p",
        platform,
        "--python",
        PYTHON,
        "--format",
        "json",
        cwd=folder,
    )
    assert result.status != 2, result.err
    return json.loads(result.out)["platforms"][0]


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def uv_lock(name):
    def fill(new):
        dependencies = json.dumps(PYTHON_PROJECTS[name])
        (new / "pyproject.toml").write_text(
            f'[project]\nname = "project-{name}"\nversion = "1"\nrequires-python = ">=3.10"\n'
            f"dependencies = {dependencies}\n{MORE.get(name, '')}"
        )
        subprocess.run([UV, "lock", "-q"], cwd=new, check=True, timeout=300)

    return kept(CACHE / "locks" / f"uv-{name}", fill)


def uv_answer(folder, platform):
    """The packages that uv would install, and those of them without a wheel: it names one at a time."""
    without = set()
    while True:
        command = [
            UV,
            "sync",
            "--frozen",
            "--dry-run",
            "--no-build",
            "--no-install-workspace",
            "--python",
            sys.executable,
        ]
        command += [
            "--python-platform",
            platform,
            *(word for name in without for word in ("--no-install-package", name)),
        ]
        environment = {
            **os.environ,
            "UV_PROJECT_ENVIRONMENT": str(folder / "none"),
            "NO_COLOR": "1",
        }
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode == 0:
            installed = re.findall(r"^ \+ (\S+?)==(\S+)", done.stderr, re.M)
            return {(normalised(name), version) for name, version in installed}, without
        refused = re.search(r"Distribution `([^=@ `]+).*can't be installed", done.stderr)
        assert refused and normalised(refused[1]) not in without, done.stderr
        without.add(normalised(refused[1]))


@pytest.mark.parametrize("platform", UV_PLATFORMS)
@pytest.mark.parametrize("name", PYTHON_PROJECTS)
def test_uv(name, platform):
    folder = uv_lock(name)
    packages = judge(folder, "uv.lock", platform)["packages"]
    ready = {(normalised(package["name"]), package["version"]) for package in packages if package["supply"] == "ready"}
    lacking = {normalised(package["name"]) for package in packages if package["supply"] in ("source", "nothing")}
    assert (ready, lacking) == uv_answer(folder, UV_PLATFORMS[platform])


@pytest.mark.parametrize("name", ["arrow", "network", "tools", "windows"])
def test_what_uv_exports_as_pylock_has_the_same_answer(name, tmp_path):
    folder = uv_lock(name)
    command = [
        UV,
        "export",
        "-q",
        "--frozen",
        "--no-emit-project",
        "-o",
        str(tmp_path / "pylock.toml"),
    ]
    subprocess.run(command, cwd=folder, check=True, timeout=300)
    for platform in UV_PLATFORMS:
        exported, own = (
            {(package["name"], package["version"], package["supply"]) for package in judge(place, lock, platform)["packages"]}
            for place, lock in ((tmp_path, "pylock.toml"), (folder, "uv.lock"))
        )
        assert exported == {row for row in own if row[0] != f"project-{name}"}


def npm_lock(name):
    def fill(new):
        (new / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0", "private": True}))
        command = [
            "npm",
            "install",
            "--package-lock-only",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "-s",
        ]
        subprocess.run([*command, *NODE_PROJECTS[name]], cwd=new, check=True, timeout=600)

    return kept(CACHE / "locks" / f"npm-{name}", fill)


@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
@pytest.mark.parametrize("platform", NPM_PLATFORMS)
@pytest.mark.parametrize("name", NODE_PROJECTS)
def test_npm(name, platform):
    folder = npm_lock(name)
    command = [
        "npm",
        "install",
        "--dry-run",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        *NPM_PLATFORMS[platform],
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    added = set(re.findall(r"^add (\S+) (\S+)$", done.stdout + done.stderr, re.M))
    packages = judge(folder, "package-lock.json", platform)["packages"]
    assert {(package["name"], package["version"]) for package in packages} == added
