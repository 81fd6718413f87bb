"""The completions know what --help knows, and real shells take them."""

import re
import shutil
import subprocess

import pytest

from conftest import COMMAND, ROOT, run

FILES = ROOT / "completions"


def options():
    """The names at the head of each line of --help, not those inside a description."""
    return {name for line in run("--help").out.splitlines() if line.startswith("  -") for name in line.split()[0].split(",")}


def test_bash_names_every_option():
    named = re.search(r"compgen -W '(-[^']*)'", (FILES / "platlint.bash").read_text()).group(1)
    assert set(named.split()) == options()


def test_zsh_names_every_option():
    assert set(re.findall(r"^    '\*?(-[\w-]+)=?\[", (FILES / "_platlint").read_text(), re.M)) == options()


def test_fish_names_every_option():
    text = (FILES / "platlint.fish").read_text()
    heads = "\n".join(line.split(" -d '")[0] for line in text.splitlines())
    found = {f"--{name}" for name in re.findall(r" -l ([\w-]+)", heads)} | {f"-{name}" for name in re.findall(r" -s (\w)", heads)}
    assert found == options()


def bash(*words):
    script = """
      PATH=$1:$PATH; source "$2"; shift 2
      COMP_WORDS=(platlint "$@"); COMP_CWORD=$#
      _platlint platlint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
    """
    folder = COMMAND.rsplit("/", 1)[0]
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", folder, str(FILES / "platlint.bash"), *words],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.split()


def test_bash_completes():
    assert bash("--for") == ["--format"]
    assert "diff" in bash("di") and "diff" not in bash("x", "di")
    assert bash("--format", "js") == ["json"]
    assert bash("--platform", "x86_64-manylinux201") == ["x86_64-manylinux2014"]
    assert bash("--explain", "wrong-for") == ["wrong-format"]
    assert bash("--color", "") == ["auto", "always", "never"]


@pytest.mark.parametrize("shell, file", [("zsh", "_platlint"), ("fish", "platlint.fish")])
def test_the_shell_reads_it(shell, file):
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    done = subprocess.run([shell, "-n", str(FILES / file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_fish_completes():
    if not shutil.which("fish"):
        pytest.skip("no fish here")
    folder = COMMAND.rsplit("/", 1)[0]
    asked = ("--for", "--format js", "--explain wrong-fo", "dif")
    lines = [f"set PATH {folder} $PATH", f"source {FILES / 'platlint.fish'}"]
    lines += [f"complete -C 'platlint {words}'" for words in asked]
    done = subprocess.run(["fish", "--no-config", "-c", "; ".join(lines)], capture_output=True, text=True)
    found = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert found >= {"--format", "json", "wrong-format", "diff"}, done.stderr
