"""Container images: the output of `docker save` and OCI layouts, each platform of an index against its own bytes."""

import gzip
import hashlib
import io
import json
import subprocess
import tarfile

import pytest

from conftest import ROOT, VALIDATOR, audit, run
from test_one_file import compiled, needs_linux

BIN = ROOT / "testdata/artifacts/bin"
AMD64 = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
ARM64 = (BIN / "elf-aarch64-glibc-2.17.so").read_bytes()
SHARED = ("-shared", "-fPIC", "-nostdlib")
BOOKWORM = b'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'


def layer(members, links=None, directories=(), hard_links=None):
    """A tar of files; of links; of directories."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name in directories:
            info = tarfile.TarInfo(name)
            info.type = tarfile.DIRTYPE
            archive.addfile(info)
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for kind, some in ((tarfile.SYMTYPE, links), (tarfile.LNKTYPE, hard_links)):
            for name, target in (some or {}).items():
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, target
                archive.addfile(info)
    return data.getvalue()


def config(platform, layers, environment=()):
    """The JSON of an image's config; its diff_ids are of the layers as tars."""
    system, architecture, *variant = platform.split("/")
    plain = [gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content for content in layers]
    ids = ["sha256:" + hashlib.sha256(content).hexdigest() for content in plain]
    words = {"os": system, "architecture": architecture, **({"variant": variant[0]} if variant else {})}
    return words, json.dumps(
        {**words, "config": {"Env": list(environment)} if environment else {}, "rootfs": {"type": "layers", "diff_ids": ids}}
    ).encode()


class Layout:
    """An OCI image layout in a folder."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "blobs/sha256").mkdir(parents=True)
        (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
        self.manifests = []

    def blob(self, content, media="application/octet-stream"):
        digest = hashlib.sha256(content).hexdigest()
        (self.folder / "blobs/sha256" / digest).write_bytes(content)
        return {"mediaType": media, "digest": f"sha256:{digest}", "size": len(content)}

    def image(self, platform, layers, says=None, environment=()):
        """`says`: the platform in the index, if it differs from the one in the config."""
        words, text = config(platform, layers, environment)
        manifest = {
            "schemaVersion": 2,
            "config": self.blob(text),
            "layers": [self.blob(content) for content in layers],
        }
        descriptor = self.blob(json.dumps(manifest).encode())
        self.manifests.append({**descriptor, **({"platform": says} if says is not None else {"platform": words})})
        return self

    def attestation(self):
        manifest = {"schemaVersion": 2, "config": self.blob(b"{}"), "layers": [self.blob(b'{"predicate": 1}')]}
        descriptor = self.blob(json.dumps(manifest).encode())
        self.manifests.append({**descriptor, "platform": {"os": "unknown", "architecture": "unknown"}})
        return self

    def write(self):
        (self.folder / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": self.manifests}))
        return self.folder


def saved(file, images, compress=lambda data: data, environment=()):
    """The older format of `docker save`, before OCI layouts; images: platform -> layers."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:

        def add(name, content):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))

        manifest = []
        for platform, layers in images.items():
            _, text = config(platform, layers, environment)
            name = hashlib.sha256(text).hexdigest() + ".json"
            add(name, text)
            names = []
            for content in layers:
                names.append(hashlib.sha256(content).hexdigest() + "/layer.tar")
                add(names[-1], content)
            manifest.append({"Config": name, "RepoTags": ["x:latest"], "Layers": names})
        add("manifest.json", json.dumps(manifest).encode())
    file.write_bytes(compress(data.getvalue()))
    return file


def as_tar(folder, file, *flags):
    subprocess.run(["tar", *flags, "-cf", file, "-C", folder, *sorted(p.name for p in folder.iterdir())], check=True)
    return file


@needs_linux
def test_library_path(tmp_path):
    """LD_LIBRARY_PATH in the image's own configuration leads to a library."""
    needed = compiled(tmp_path / "opt/mine/libmine.so", *SHARED, "-Wl,-soname,libmine.so", code="int mine(void) { return 0; }\n")
    module = compiled(tmp_path / "x.so", *SHARED, needed, code="int mine(void); int x(void) { return mine(); }\n")
    base = [layer({"opt/mine/libmine.so": needed.read_bytes(), "app/x.so": module.read_bytes()})]
    for environment, severities in ((["LD_LIBRARY_PATH=/opt/mine"], []), (["LD_LIBRARY_PATH=/opt"], ["warning"])):
        image = saved(tmp_path / "image.tar", {"linux/amd64": base}, environment=environment)
        findings = audit(image, "--platform", "linux/amd64").report["findings"]
        assert [finding["severity"] for finding in findings if finding["rule"] == "missing-library"] == severities


def paths(result):
    return sorted(artifact["path"] for artifact in result.report["artifacts"])


def judged(out):
    """The last line of each report."""
    return [line.split(": ")[0] for line in out.splitlines() if "native file" in line]


BASE = layer(
    {"usr/lib/os-release": BOOKWORM, "app/a.so": AMD64, "app/old.so": AMD64, "app/d/b.so": AMD64, "opt/c.so": AMD64},
    links={"etc/os-release": "../usr/lib/os-release", "lib": "usr/lib", "usr/lib/x.so": "/app/a.so"},
)


@pytest.mark.parametrize("form", ["folder", "tar", "tar of .", "tgz", "docker", "docker.gz"])
def test_the_layers_become_one_tree(tmp_path, form):
    top = layer({"app/.wh.old.so": b"", "app/d/.wh..wh..opq": b"", "app/d/e.so": ARM64, "opt": b"a file"})
    if form.startswith("docker"):
        root = saved(tmp_path / "i.tar", {"linux/amd64": [BASE, top]}, gzip.compress if "gz" in form else lambda data: data)
    else:
        folder = Layout(tmp_path / "i").image("linux/amd64", [gzip.compress(BASE), gzip.compress(top)]).write()
        dot = ["tar", "-cf", tmp_path / "i.tar", "-C", folder, "."]
        root = {
            "folder": lambda: folder,
            "tar": lambda: as_tar(folder, tmp_path / "i.tar"),
            "tar of .": lambda: subprocess.run(dot, check=True).args[2],
            "tgz": lambda: as_tar(folder, tmp_path / "i.tgz", "-z"),
        }[form]()
    result = audit(root, "--platform", "linux/amd64")
    assert paths(result) == ["app/a.so", "app/d/e.so"]
    assert result.status == 1 and {f["path"] for f in result.report["findings"]} == {"app/d/e.so"}
    alone = run(root)
    assert alone.status == 1 and "does not fit debian:12:" in alone.out


def test_of_two_members_of_a_layer_the_later_is_there(tmp_path):
    first = layer({"app/x.so": AMD64, "app/a.so": ARM64})
    header = 512
    end = 2 * header + sum(len(content) + -len(content) % 512 for content in (AMD64, ARM64))
    root = saved(tmp_path / "i.tar", {"linux/amd64": [BASE, first[:end] + layer({"app/a.so": AMD64})]})
    result = audit(root, "--platform", "linux/amd64")
    assert paths(result) == ["app/a.so", "app/d/b.so", "app/old.so", "app/x.so", "opt/c.so"]
    assert result.status == 0


def test_each_platform_of_an_index_is_judged_for_itself(tmp_path):
    layout = Layout(tmp_path / "i").image("linux/amd64", [layer({"a.so": AMD64})]).attestation()
    root = layout.image("linux/arm64", [layer({"a.so": AMD64})]).write()
    result = run(root)
    assert result.status == 1
    assert judged(result.out) == [f"{root} fits linux/amd64", f"{root} does not fit linux/arm64"]
    assert audit(root, "--platform", "linux/amd64").status == 0
    assert audit(root, "--platform", "linux/arm64").rules == {"wrong-architecture"}
    assert audit(root, "--platform", "aws-lambda:python3.12:arm64").rules == {"wrong-architecture"}
    none = run(root, "--platform", "linux/s390x")
    assert none.status == 2 and "it holds images for linux/amd64, linux/arm64, but none for linux/s390x" in none.err
    both = run(root, "--format", "json")
    report = json.loads(both.out)
    VALIDATOR.validate(report)
    assert both.status == 1 and [one["target"]["name"] for one in report["reports"]] == ["linux/amd64", "linux/arm64"]
    assert [json.loads(line)["target"]["name"] for line in run(root, "--format", "ndjson").out.splitlines()[:-1]] == [
        "linux/amd64",
        "linux/arm64",
    ]


def test_the_index_is_what_a_registry_goes_by(tmp_path):
    """kubernetes/release#1521: the arm64 entry of the index held the amd64 image."""
    says = {"os": "linux", "architecture": "arm64", "variant": "v8"}
    root = Layout(tmp_path / "i").image("linux/amd64", [layer({"bin/x": AMD64})], says).write()
    assert run(root).status == 1 and audit(root, "--platform", "linux/arm64").rules == {"wrong-architecture"}


def test_links_in_an_image_stay_in_it(tmp_path):
    links = {"lib64/ld.so": "/usr/lib/ld.so", "a.so": "../../usr/lib/ld.so", "gone.so": "/nowhere/x.so"}
    tree = layer({"usr/lib/ld.so": AMD64}, links=links, hard_links={"usr/lib/ld.so.1": "usr/lib/ld.so"})
    result = audit(saved(tmp_path / "i.tar", {"linux/amd64": [tree]}), "--platform", "linux/amd64")
    assert [f["path"] for f in result.report["findings"]] == ["gone.so"]


def test_a_layer_that_is_not_there(tmp_path):
    layout = Layout(tmp_path / "i").image("linux/amd64", [BASE])
    root = layout.write()
    (root / "blobs/sha256" / hashlib.sha256(BASE).hexdigest()).unlink()
    result = run(root, "--platform", "linux/amd64")
    assert result.status == 2 and "its layer blobs/sha256/" in result.err and "is not there" in result.err


HOSTILE = {
    "whiteouts above the root": [layer({"../.wh.app": b"", ".wh...": b"", "/.wh..wh..opq": b""}), layer({"app/x.so": ARM64})],
    "names out of the root": [layer({"../../x.so": ARM64, "/abs/y.so": ARM64})],
    "links in a circle": [layer({"x.so": ARM64}, links={"a": "b", "b": "a", "c.so": "c.so"})],
    "a hard link to nothing": [layer({"x.so": ARM64}, hard_links={"y.so": "../../etc/passwd"})],
    "a file, then a directory of its name": [layer({"x.so/y": ARM64}), layer({"x.so": ARM64})],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_layers(tmp_path, name):
    root = Layout(tmp_path / "i").image("linux/amd64", HOSTILE[name]).write()
    result = audit(root, "--platform", "linux/amd64")
    assert result.status == 1 and "wrong-architecture" in result.rules
    assert not any(".." in path for path in paths(result))


@pytest.mark.parametrize("digest", ["sha256:../../../etc/passwd", "../x", "sha256:", ":", "a/b:c", 3])
def test_digests_that_lead_elsewhere(tmp_path, digest):
    layout = Layout(tmp_path / "i")
    layout.manifests.append({"digest": digest})
    result = run(layout.write(), "--platform", "linux/amd64")
    assert result.status == 2 and "an invalid digest" in result.err


def test_indexes_in_a_circle(tmp_path):
    layout = Layout(tmp_path / "i")
    index = json.dumps({"manifests": [{"digest": "sha256:circle"}]})
    (layout.folder / "blobs/sha256/circle").write_text(index)
    layout.manifests.append({"digest": "sha256:circle"})
    result = run(layout.write(), "--platform", "linux/amd64")
    assert result.status == 2 and "nested too deep" in result.err


def test_other_bundles_have_such_files_too(tmp_path):
    for name, text in {"index.json": "[1]", "manifest.json": '{"name": "an app"}'}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "x.so").write_bytes(AMD64)
    assert audit(tmp_path, "--platform", "linux/amd64").status == 0
    assert audit(as_tar(tmp_path, tmp_path.parent / "app.tar"), "--platform", "linux/amd64").status == 0
