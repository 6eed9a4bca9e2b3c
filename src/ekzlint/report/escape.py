"""Makes text from outside safe to show. File names and source code may hold whatever their author liked."""

from __future__ import annotations

import re
from typing import Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` with everything that a terminal would not print as a character of its own written as an escape.

    That holds for control characters, which could move the cursor or change colours, for line ends, and for the marks
    that reverse the direction of writing and so hide what code does.
    """
    return text if text.isprintable() else "".join(map(visible_character, text))


def visible_character(character: str) -> str:
    """Return one character as `visible` writes it."""
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def encodable(text: str) -> str:
    """Return `text` with each half of a surrogate pair replaced, so that it can be written in any Unicode encoding.

    Python puts such halves into file names that are not valid text, and many JSON parsers refuse them.
    """
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
