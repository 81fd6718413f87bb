"""README is short, every link leads somewhere, and every run that is shown prints the text on the page."""

import re
import shlex
import shutil
import tarfile

import pytest

from conftest import ROOT, run, unpack, wheel

DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
RELEASES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "releases").glob("*.md"))
PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md", "examples/spark/README.md", *DOCS, *RELEASES]
INTEL = ("markupsafe==3.0.2", "manylinux2014_x86_64")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def read(page):
    return (ROOT / page).read_text()


def prose(text):
    """The page without the text in its code blocks."""
    return FENCE.sub("", text)


def links(page):
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", prose(read(page))) if "://" not in link]


def anchors(page):
    """The anchors that code hosts make from headings: lower case, hyphens for spaces, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", prose(page.read_text()), re.M)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_readme_is_a_front_page():
    assert len(read("README.md").splitlines()) <= 120


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link in links(page):
        path, _, fragment = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        assert not fragment or fragment in anchors(target), link


@pytest.mark.parametrize("page", DOCS)
def test_readme_leads_to_every_page(page):
    assert page in [link.partition("#")[0] for link in links("README.md")]


def shown_runs(page):
    """Each command of the page's code blocks that begin with one, and its output."""
    for language, block in FENCE.findall(read(page)):
        if not language and block.startswith("$ "):
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, _, printed = part.partition("\n")
                yield command, printed


def commands(page):
    """Each command of platlint in the page's code blocks, shown with its output or not."""
    for _, block in FENCE.findall(read(page)):
        lines = block.replace("\\\n", " ").splitlines()
        yield from (part.strip() for line in lines for part in re.split(r"[|;&)]|\$\(|\$ ", line) if "platlint" in part.split()[:2])


@pytest.mark.parametrize("page", [page for page in PAGES if list(commands(page))])
def test_options_and_platforms_of_commands_are_known(page, tmp_path):
    (tmp_path / "a.py").write_text("")
    known = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", run("--help").out))
    for command in commands(page):
        words = command[command.index("platlint") :].split()
        assert {word for word in words[1:] if word.startswith("-") and len(word) > 1} - known == set(), command
        for option, value in zip(words, words[1:]):
            if option in ("-p", "--platform", "--python-platform") and value != "linux-x46":
                assert run(tmp_path, "-p", value.strip("[],")).status == 0, command


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """The bundles of the pages' examples: a Mac's numpy as uv leaves it, and a layer and a function for the wrong
    Lambda."""
    folder = tmp_path_factory.mktemp("bundles")
    unpack(wheel("numpy==2.2.6", "macosx_11_0_arm64"), folder / "packages")
    (folder / "packages" / "numpy-2.2.6.dist-info" / "INSTALLER").write_text("uv\n")
    shutil.copy(wheel("numpy==2.2.6", "manylinux2014_aarch64"), folder)
    for release in ("1.26.4", "2.2.6"):
        shutil.copy(wheel(f"numpy=={release}", "manylinux2014_x86_64", "3.11"), folder / f"numpy-{release}.whl")
    unpack(wheel(*INTEL), folder / "layer" / "python")
    shutil.make_archive(folder / "layer", "zip", folder / "layer")
    shutil.make_archive(folder / "function", "zip", ROOT / "examples" / "lambda-layer" / "function")
    unpack(wheel(*INTEL), folder / ".aws-sam" / "build" / "HelloFunction")
    shutil.copy(ROOT / "examples" / "lambda-sam" / "template.yaml", folder)
    return folder


@pytest.mark.parametrize("page", [page for page in PAGES if list(shown_runs(page))])
def test_shown_runs_print_what_stands_there(page, bundles):
    for command, printed in shown_runs(page):
        name, *arguments = shlex.split(command)
        assert name == "platlint"
        done = run(*arguments, cwd=bundles)
        pattern = re.escape(printed).replace(re.escape("[…]"), ".*")
        pattern = pattern.replace(re.escape(" with seccomp"), "( with seccomp)?")  # as the kernel and the build have it
        assert re.fullmatch(pattern, done.out + done.err, re.S), f"{command}\n{done.out}{done.err}"


def test_the_configuration_that_is_shown_is_one(tmp_path):
    (shown,) = [block for language, block in FENCE.findall(read("docs/configuration.md")) if language == "toml"]
    (tmp_path / "pyproject.toml").write_text(shown)
    (tmp_path / "added.txt").write_text("libffi.so.8\n")
    with tarfile.open(tmp_path / "base.tar", "w") as system:
        system.add(ROOT / "testdata/artifacts/bin/elf-aarch64-glibc-2.17.so", "lib64/libc.so.6")
    unpack(wheel(*INTEL), tmp_path / "packages")
    baseline = ("--no-config", "--write-baseline", "platlint-baseline.json")
    assert run("packages", "--platform", "linux/amd64", *baseline, cwd=tmp_path).status == 0
    done = run(cwd=tmp_path)
    assert done.status == 1 and "does not fit aws-lambda:python3.12:arm64" in done.out, done.err
