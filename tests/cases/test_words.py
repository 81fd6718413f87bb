"""Sentences are short: in the pages, in comments, in --help, and in the texts of the rules."""

import importlib.machinery
import importlib.util
import re
import statistics
import subprocess
import sys

from conftest import ROOT, run

SCRIPT = ROOT / "scripts" / "words"


def module_of(path):
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    loader.exec_module(module)
    return module


sys.dont_write_bytecode = True
WORDS = module_of(SCRIPT)


def counted(*pages):
    done = subprocess.run([sys.executable, SCRIPT, *pages], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_pages_and_the_comments():
    status, out = counted()
    assert status == 0, out
    assert out.count("sentences: median") == 2


def test_each_stage():
    stages = {}
    for path in WORDS.sources():
        stages.setdefault(path.relative_to(ROOT).parts[:2], []).extend(WORDS.sentences_of(path.read_text()))
    for stage, found in stages.items():
        assert not found or statistics.median(map(WORDS.words, found)) <= WORDS.USUAL, stage


def test_each_page():
    for page in WORDS.pages():
        found = [count for _, count, in_table in WORDS.sentences(page.read_text()) if not in_table]
        assert not found or statistics.median(found) <= WORDS.USUAL, page


def test_a_long_sentence_is_found(tmp_path):
    page = tmp_path / "page.md"
    long = " ".join(["word"] * (WORDS.LONGEST + 1)) + "."
    for text in (long, f"- item\n- {long}\n", f"| a | {long} |\n", f"A short one.\n{long} Another.\n", f"[{long}](x.md)"):
        page.write_text(text)
        status, out = counted(page)
        assert status == 1 and f"{WORDS.LONGEST + 1} words" in out, text


def test_a_page_of_many_long_sentences_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text((" ".join(["word"] * (WORDS.USUAL + 1)) + ". ") * 3)
    assert counted(page)[0] == 1
    page.write_text((" ".join(["word"] * WORDS.USUAL) + ". ") * 3)
    assert counted(page)[0] == 0


def test_code_is_no_sentence(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```\n" + "word " * 50 + "\n```\n\nOne `" + "word " * 50 + "` more.\n")
    assert counted(page) == (0, f"1 sentences: median 3 words (at most {WORDS.USUAL}), 0 above {WORDS.LONGEST}\n")


SOURCE = """// SPDX-License-Identifier: Apache-2.0
// A comment of two lines, which
// ends here. Another sentence.
const char* text = "no // comment";  // behind code
const char quote = '"';              ///< a member
// - an item
//   that goes on

/// For a reader.
}  // namespace x
"""


def test_the_sentences_of_comments():
    assert WORDS.sentences_of(SOURCE) == [
        "A comment of two lines, which ends here.",
        "Another sentence.",
        "behind code",
        "a member",
        "an item that goes on",
        "For a reader.",
    ]


def test_a_long_comment_is_found(tmp_path):
    source = tmp_path / "x.cpp"
    half = " ".join(["word"] * WORDS.LONGEST)
    for text in (f"// {half}\n// word.\n", f"int x;  // word {half}\n", f"  /// {half} word\n"):
        source.write_text(text)
        status, out = counted(source)
        assert status == 1 and f"{WORDS.LONGEST + 1} words" in out, text


def test_older_words_are_found(tmp_path):
    source = tmp_path / "x.hpp"
    older = (
        "What fails to arrive shows as an end.",
        "Who has nothing left gets more.",
        "Where none is left, it was the last.",
        "Throws Error for what is none.",
        "The text before a suffix; nothing where there is no suffix.",
        "One a root, in the order given.",
        "Of a fat file each image counts.",
        "Its size; none: not known.",
        "So many roots are read ahead: so many at most.",
        "Everything but for links.",
        "It mends the file.",
    )
    for sentence in older:
        source.write_text(f"/// First. {sentence}\n")
        assert counted(source)[0] == 1, sentence
    for sentence in ("What does it fit?", "The place where it is.", "Empty: there is none.", "Unset if there are none."):
        source.write_text(f"/// {sentence}\n")
        assert counted(source)[0] == 0, sentence


def test_the_texts_of_the_rules():
    for line in run("--list-rules").out.splitlines():
        summary, why, _ = run("--explain", line.split()[0]).out.split("\n\n")
        for sentence, count, _ in [*WORDS.sentences(summary), *WORDS.sentences(why)]:
            assert count <= WORDS.LONGEST, sentence


def test_the_help():
    lines = re.split(r"\n(?=\S)|\n  (?=\S)|\n\n", run("--help").out)
    for line in lines:
        text = re.sub(r"^\S.*?  +", "", line.strip())  # without the option itself
        for sentence in re.split(r"(?<=[.;])\s+", text):
            assert WORDS.words(sentence) <= WORDS.LONGEST, sentence
