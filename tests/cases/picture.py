"""Draws a terminal with a run of the program: a Mac's numpy, for Linux."""

import html
import pathlib
import re
import tempfile

from conftest import ROOT, run, unpack, wheel

FILE = ROOT / "docs" / "terminal.svg"
COMMAND = "platlint --target packages --python 3.12 --python-platform x86_64-manylinux2014"
COLUMNS, WIDTH, HEIGHT, MARGIN = 100, 8.4, 20, 16  # characters in a line; pixels
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff"}


def output():
    with tempfile.TemporaryDirectory() as folder:
        packages = unpack(wheel("numpy==2.2.6", "macosx_11_0_arm64"), pathlib.Path(folder) / "packages")
        (packages / "numpy-2.2.6.dist-info" / "INSTALLER").write_text("uv\n")
        return run(*COMMAND.split()[1:], "--color", "always", cwd=folder).out


def characters(text):
    """Each character with its style, "1;31" or nothing."""
    style, found = "", []
    for part in re.split(r"(\x1b\[[\d;]*m)", text):
        if part.startswith("\x1b"):
            style = part[2:-1] if part != "\x1b[0m" else ""
        else:
            found += [(character, style) for character in part]
    return found


def lines(found):
    """Breaks them as a terminal does: at its last column."""
    broken = [[]]
    for character, style in found:
        if character == "\n" or len(broken[-1]) == COLUMNS:
            broken.append([])
        if character != "\n":
            broken[-1].append((character, style))
    return broken[:-1] if not broken[-1] else broken


def drawn(line, y):
    spans, row = [], list(line)
    while row:
        style = row[0][1]
        end = next((i for i, (_, other) in enumerate(row) if other != style), len(row))
        text = html.escape("".join(character for character, _ in row[:end]))
        colour = COLOURS.get(style.split(";")[-1])
        bold = ' font-weight="bold"' if style.startswith("1") else ""
        spans.append(f"<tspan{bold}{f' fill={chr(34)}{colour}{chr(34)}' if colour else ''}>{text}</tspan>")
        row = row[end:]
    return f'<text x="{MARGIN}" y="{y}" xml:space="preserve">{"".join(spans)}</text>'


def picture():
    rows = lines(characters(f"$ {COMMAND}\n{output()}"))
    width, height = round(2 * MARGIN + COLUMNS * WIDTH), 2 * MARGIN + len(rows) * HEIGHT
    body = "\n".join(drawn(row, MARGIN + HEIGHT * (i + 1) - 6) for i, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="monospace" font-size="14" fill="#e6edf3">\n<title>A run of platlint</title>\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    FILE.write_text(picture())
