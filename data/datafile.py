"""Reads and writes data/*.toml. A comment at the top says where the data is from; nobody writes over it."""

import itertools
import json
import re
import textwrap

try:
    import tomllib
except ImportError:  # Python 3.10 and older
    import tomli as tomllib

loads = tomllib.loads


def quoted(text):
    return json.dumps(text)


def key_of(text):
    return text if re.fullmatch(r"[\w-]+", text) else quoted(text)


def words(key, names):
    """A list of names as one string of several lines, sorted bytewise."""
    lines = textwrap.wrap(" ".join(sorted(names)), 118, break_long_words=False, break_on_hyphens=False)
    return "\n".join([f'{key} = """', *lines, '"""'])


def table(name, rows):
    """[name], with a row for each string or number of a dictionary."""
    return "\n".join([f"[{name}]", *(f"{key_of(key)} = {quoted(value)}" for key, value in rows.items())])


def rewritten(text, *parts):
    """The file with other data: its first comment, and the parts."""
    comment = itertools.takewhile(lambda line: line.startswith("#"), text.splitlines())
    return "\n\n".join(["\n".join(comment), *parts]) + "\n"
