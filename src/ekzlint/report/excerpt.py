"""Shows a part of one source line with a mark under what is meant."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ekzlint.report.escape import visible_character

WIDTH: Final = 120
"""The columns of a terminal that a source line may take; a longer one is cut."""
_LEAD: Final = 40
"""The characters that are kept before the marked part when a line is cut."""
_TAB: Final = 4
_ELLIPSIS: Final = "…"
_VARIABLE: Final = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_LITERAL: Final = re.compile(r"""(["'])([^"'\s]{4})([^"'\s]{4,})\1""")


def excerpt(line: str, column: int, end_column: int) -> tuple[str, str]:
    """Return a line as a terminal can show it, and the carets to be put below it.

    The carets mark the characters from `column` to before `end_column`, both 1-based, and at least one place. Tabs
    become spaces, wide characters count twice, unprintable ones are escaped, and a line that is too long is cut on
    both sides of the marked part.
    """
    start = min(max(column - 1, 0), len(line))
    end = max(end_column - 1, start + 1)
    # Only what can be shown is looked at: a line may be megabytes long, and characters may have no width.
    first = max(0, start - _LEAD) if _is_wide(line[: WIDTH + 1]) else 0
    shown, marks = [_ELLIPSIS] * (first > 0), [" "] * (first > 0)
    used = marked = len(shown)
    for offset in range(first, min(len(line), first + 4 * WIDTH)):
        if offset <= start:
            marked = used
        piece = _piece(line[offset], used)
        width = _width(piece)
        if used + width > WIDTH:
            shown.append(_ELLIPSIS)
            break
        used += width
        shown.append(piece)
        marks.append(("^" if start <= offset < end else " ") * width)
    # What has no width, or lies behind the end of the line, is marked where it would be.
    carets = "".join(marks).rstrip() or " " * (used if start == len(line) else marked) + "^"
    return "".join(shown).rstrip(), carets


def mask_secrets(line: str) -> str:
    """Return `line` with long string literals starred but for four characters, each as long as before.

    The name of an environment variable stays: it is what the reader looks for.
    """
    return _LITERAL.sub(_masked, line)


def _masked(match: re.Match[str]) -> str:
    if _VARIABLE.fullmatch(match[2] + match[3]):
        return match[0]
    return match[1] + match[2] + "*" * len(match[3]) + match[1]


def _piece(character: str, used: int) -> str:
    return " " * (_TAB - used % _TAB) if character == "\t" else visible_character(character)


def _is_wide(start: str) -> bool:
    used = 0
    for character in start:
        used += _width(_piece(character, used))
    return used > WIDTH or len(start) > WIDTH


def _width(piece: str) -> int:
    if piece.isascii():
        return len(piece)
    if unicodedata.combining(piece):
        return 0
    return 2 if unicodedata.east_asian_width(piece) in "WF" else 1
