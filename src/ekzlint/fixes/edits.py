"""Edits of text, and the bytes of a file with edits applied: everything outside of them stays as it was."""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ekzlint.findings.model import Span

_NEWLINE = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r",\s*\w+|\w+, ")
"""One name more in a list of names."""
_BOM = b"\xef\xbb\xbf"


class EditError(Exception):
    """Edits cannot be applied: they overlap, or the file cannot hold them."""


@dataclass(frozen=True)
class Edit:
    """The text of `span` in the file `path` becomes `text`; an empty span is an insertion.

    Places are those of facts and findings, and a new line in `text` is `\\n` whatever the file has. An import is a
    whole line: several of them at one place are all inserted, sorted, and `tail` follows the last one.
    """

    path: str
    span: Span
    text: str
    is_import: bool = False
    tail: str = ""


def insertion(path: str, line: int, text: str) -> Edit:
    """New lines in front of a line."""
    return Edit(path, Span(line, 1, line, 1), text)


def in_front(place: Span) -> Span:
    """The empty place in front of a piece of text."""
    return Span(place.line, place.column, place.line, place.column)


def behind(place: Span) -> Span:
    """The empty place behind a piece of text."""
    return Span(place.end_line, place.end_column, place.end_line, place.end_column)


def flatten(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits sorted, without doubles, the imports of one place as one edit. Raises EditError on overlaps."""
    plain: list[Edit] = []
    for _, group in groupby(sorted(set(edits), key=_order), key=lambda edit: (edit.path, edit.span)):
        same = list(group)
        if len(same) > 1 and all(edit.is_import for edit in same):
            same = [_imports(same)]
        elif len(same) > 1 and all(_NAME.fullmatch(edit.text) for edit in same):
            same = [replace(same[0], text="".join(edit.text for edit in same))]
        plain += same
    for first, second in pairwise(plain):
        if first.path == second.path and _end(first.span) > _start(second.span) or _same_start(first, second):
            raise EditError("two edits overlap")
    return [replace(edit, text=edit.text + edit.tail, tail="") for edit in plain]


def _imports(same: list[Edit]) -> Edit:
    """Imports of one place as one: those of a group of their own come first."""
    tail = max((edit.tail for edit in same), key=len)
    lead = "\n" if same[0].text.startswith("\n") else ""
    apart = {edit.text.removeprefix("\n") for edit in same if bool(edit.tail) or lead}
    others = {edit.text for edit in same} - apart if not lead else set()
    if apart and others:
        return replace(same[0], text="".join(sorted(apart)) + tail + "".join(sorted(others)), tail="")
    return replace(same[0], text=lead + "".join(sorted(apart | others)), tail=tail)


def _order(edit: Edit) -> tuple[str, tuple[int, int], tuple[int, int], str]:
    return edit.path, _start(edit.span), _end(edit.span), edit.text


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _same_start(first: Edit, second: Edit) -> bool:
    return first.path == second.path and _start(first.span) == _start(second.span)


def apply(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the content `data` of a Python file with `edits`, which `flatten` gave, in its own encoding and newlines.

    Raises EditError where a place lies outside of the file, or the encoding cannot keep the rest as it is.
    """
    bom = _BOM if data.startswith(_BOM) else b""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        encoding = "utf-8" if bom else encoding
        raw = data[len(bom) :].decode(encoding)
        pieces = _pieces(raw, edits)
        encoded = [piece.encode(encoding) for piece in pieces]
        whole = "".join(pieces).encode(encoding)
    except (SyntaxError, LookupError, UnicodeError, ValueError) as error:
        raise EditError(f"the file cannot be encoded again: {error}") from None
    if raw.encode(encoding) != data[len(bom) :] or b"".join(encoded) != whole:
        # An encoding with states, or with several spellings of one character.
        raise EditError(f"the encoding {encoding} does not keep what is not edited")
    return bom + whole


def _pieces(raw: str, edits: Sequence[Edit]) -> list[str]:
    """What is kept and what is new, in turn."""
    found = list(_NEWLINE.finditer(raw))
    starts = [0, *(match.end() for match in found)]
    newline = Counter(match.group() for match in found).most_common(1)[0][0] if found else "\n"
    pieces, done = [], 0
    for edit in edits:
        begin, end = _offset(raw, starts, *_start(edit.span)), _offset(raw, starts, *_end(edit.span))
        text = edit.text
        if begin == len(raw) and raw and not raw.endswith(("\n", "\r")) and edit.span.column == 1:
            text = "\n" + text
        pieces += [raw[done:begin], text.replace("\n", newline)]
        done = end
    return [*pieces, raw[done:]]


def _offset(raw: str, starts: list[int], line: int, column: int) -> int:
    if line == len(starts) + 1 and column == 1:
        return len(raw)
    if not 0 < line <= len(starts):
        raise EditError("an edit lies outside of the file")
    offset = starts[line - 1] + column - 1
    limit = starts[line] if line < len(starts) else len(raw)
    if column < 1 or offset > limit:
        raise EditError("an edit lies outside of the file")
    return offset
