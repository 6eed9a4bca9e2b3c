"""Puts a suppression next to each finding, with the reason that the user gives."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass

from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.edits import Edit

_BRACKETS = re.compile(r"#[ \t]*ekzlint:[ \t]*ignore\[([^\]]*)\]")
_NO_LAYOUT = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT})


@dataclass(frozen=True)
class _Line:
    """A line of a file that a comment may end: where its text ends, and the comment that is there already."""

    end: int
    comment: str
    first: int
    """The first line of the statement that it is part of."""


def suppressions(path: str, text: str, findings: Iterable[Finding], reason: str) -> list[Edit]:
    """The edits that add a suppression for each finding of one file; `text` has `\\n` at the end of every line."""
    lines = _lines(text)
    wanted: dict[int, set[str]] = {}
    for finding in findings:
        place = next((number for number in sorted(lines) if number >= finding.line), None)
        if place is not None and lines[place].first <= finding.line:
            wanted.setdefault(place, set()).add(finding.code)
    return [_edit(path, number, lines[number], codes, reason) for number, codes in sorted(wanted.items())]


def _edit(path: str, number: int, line: _Line, codes: set[str], reason: str) -> Edit:
    brackets = _BRACKETS.search(line.comment)
    if brackets:
        start = line.end - len(line.comment) + brackets.end(1)
        text = "".join(f", {code}" for code in sorted(codes))
        return Edit(path, Span(number, start + 1, number, start + 1), text)
    text = f"  # ekzlint: ignore[{', '.join(sorted(codes))}] {' '.join(reason.split())}"
    return Edit(path, Span(number, line.end + 1, number, line.end + 1), text.rstrip())


def _lines(text: str) -> dict[int, _Line]:
    """The lines that end outside of strings and without a backslash."""
    written = text.split("\n")
    found: dict[int, _Line] = {}
    first, comment = 0, ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            row = token.start[0]
            if token.type == tokenize.COMMENT:
                comment = token.string.rstrip()
            elif token.type in (tokenize.NEWLINE, tokenize.NL):
                found[row] = _Line(len(written[row - 1].rstrip()), comment, first or row)
                comment = ""
                first = 0 if token.type == tokenize.NEWLINE else first
            elif token.type not in _NO_LAYOUT and not first:
                first = row
    except (tokenize.TokenError, SyntaxError):
        return {}
    return found
