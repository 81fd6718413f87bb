"""Checks that the report is the same, byte for byte, from the tables alone and from whole files, and by one worker and by
many. A tree and its zip must have the same findings."""

import json
import subprocess

from corpora import ABI3, CORPORA, CPYTHON, LINUX, MARKUPSAFE, NUMPY, PLATLINT, TENSORFLOW, Missing, corpus, target, wheel

WAYS = (["--thorough"], ["-j1"], ["--thorough", "-j1"], ["-j8"])


def report(path, *arguments):
    command = [PLATLINT, "--no-config", "--format", "json", *arguments, str(path)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout


def findings(text):
    return [{**finding, "root": None} for finding in json.loads(text)["findings"]]


def inputs(part):
    """The bundle to audit, the arguments, and the tree that a zip was made of."""
    if part in CORPORA:
        here = corpus(part)
        yield here.tree, here.target, None
        yield here.archive, here.target, here.tree
    if part == "wheels":
        for requirement in (NUMPY, TENSORFLOW, MARKUPSAFE, *ABI3):
            yield wheel(requirement), target(LINUX, *CPYTHON), None


def compared(path, arguments, tree):
    """The ways whose report differs from the usual one."""
    usual = report(path, *arguments)
    odd = [" ".join(way) for way in WAYS if report(path, *way, *arguments) != usual]
    if tree and findings(usual) != findings(report(tree, *arguments)):
        odd.append("as a tree")
    judged = json.loads(usual)["summary"]["judged"]
    print(f"{path.name[:60]:60} {judged:6} judged  {'DIFFERENT: ' + ', '.join(odd) if odd else 'same'}", flush=True)
    return odd


def same(parts):
    """Prints the result for each input. False if one differs, or cannot be made."""
    fine = True
    for part in parts:
        try:
            fine &= not [odd for each in inputs(part) for odd in compared(*each)]
        except Missing as reason:
            print(f"{part:60} not compared: {reason}")
            fine = False
    return fine
