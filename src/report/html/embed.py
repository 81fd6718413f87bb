# SPDX-License-Identifier: Apache-2.0
"""Makes page.cpp, the page as C++: styles and scripts stand in it, with their hashes in its content security policy.
usage: embed.py PAGE.cpp PAGE.html PAGE.css SCRIPT.js..."""

import base64
import hashlib
import pathlib
import re
import sys

LITERAL = 4000  # characters; MSVC takes 16380 bytes in one


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def source(text):
    """A CSP source for exactly this content of an element."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def literal(text):
    """Escaped byte by byte: three octal digits end by themselves."""
    plain = [chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode("utf-8")]
    return '"' + "".join(plain) + '"'


def pieces(text):
    """Texts and the values between them: {{verdict}}."""
    for number, part in enumerate(re.split(r"\{\{(\w+)\}\}", text)):
        if number % 2:
            yield '""', part
        else:
            yield from ((literal(part[at : at + LITERAL]), "") for at in range(0, len(part), LITERAL))


def main(output, page, styles, *scripts):
    style = read(styles)
    script = "'use strict';\n(() => {\n" + "".join(map(read, scripts)) + "})();\n"
    known = {"style": style, "script": script, "style_source": source(style), "script_source": source(script)}
    text = re.sub(r"\{\{(\w+)\}\}", lambda found: known.get(found[1], found[0]), read(page))
    rows = "".join(f'    {{{text}, "{value}"}},\n' for text, value in pieces(text))
    pathlib.Path(output).write_text(
        '#include "report/html/page.hpp"\n\nnamespace platlint::html {\n\n'
        "std::span<const Piece> page() {\n  static constexpr Piece pieces[] = {\n" + rows + "  };\n"
        "  return pieces;\n}\n\n}  // namespace platlint::html\n",
        encoding="ascii",
        newline="\n",
    )


main(*sys.argv[1:])
