"""Comments that hide findings.

    charge(amount)  # ekzlint: ignore[EKZ101] the amount was checked by the gateway
    def hook(request):  # ekzlint: ignore[EKZ2, EKZ301] a prefix stands for all codes that begin with it
    total = float(price)  # ekzlint: ignore
    # ekzlint: ignore-file[EKZ402] this comment stands on a line of its own, anywhere in the file

A line comment counts for the statement that it stands in, or, on the `def` line or a decorator line, for the whole
function. Without brackets every rule is meant, except those about ekzlint's own comments and files (EKZ9..), which
have to be named: otherwise a comment that hides nothing would hide the finding that says so.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

Lines = tuple[int, int]
"""The first and the last line of something, both 1-based and both part of it."""

_DIRECTIVE: Final = re.compile(r"#[ \t]*ekzlint:[ \t]*")
_WORD: Final = re.compile(r"[\w-]*")
_CODE: Final = re.compile(r"EKZ[0-9]{0,3}")
_BARE_CODE: Final = re.compile(r"[(:=]?[ \t]*EKZ[0-9]", re.IGNORECASE)
_SCOPES: Final = ("ignore", "ignore-file")
_EVERY: Final = "EKZ"
_OWN: Final = "EKZ9"


@dataclass
class _Entry:
    """One code of one comment."""

    line: int
    column: int
    shown: str
    """What to call it: the code, or the word `ignore` where none is given."""
    prefix: str
    whole_file: bool
    used: bool = False

    def hides(self, code: str) -> bool:
        if code.startswith(_OWN) and not self.prefix.startswith(_OWN):
            return False
        return code.startswith(self.prefix)

    def stands_in(self, lines: Lines | None) -> bool:
        return lines is not None and lines[0] <= self.line <= lines[1]


@dataclass
class Suppressions:
    """The suppressions of one file. It remembers which of them were needed."""

    problems: list[tuple[int, str]] = field(default_factory=list)
    """Comments that cannot be understood, as (line, message). They hide nothing."""
    _entries: list[_Entry] = field(default_factory=list)
    _known: frozenset[str] = frozenset()

    def hides(self, code: str, statement_span_lines: Lines, def_line_range: Lines | None) -> bool:
        """Tell whether a finding is suppressed, and mark every comment that suppresses it as used.

        `statement_span_lines` are the lines of the flagged statement; for a compound statement those of its header.
        `def_line_range` goes from the first decorator of the enclosing function to the end of its signature; it is
        None outside of functions.
        """
        hidden = False
        for entry in self._entries:
            if entry.hides(code) and (
                entry.whole_file or entry.stands_in(statement_span_lines) or entry.stands_in(def_line_range)
            ):
                entry.used = hidden = True
        return hidden

    def unused(self, selected: Collection[str]) -> list[tuple[int, int, str]]:
        """Return the line, the column and the name of each suppression that hid nothing, in the order of the file.

        `selected` holds the codes that were looked for in this run. A suppression of a code that was not looked for,
        or of a prefix with such a code under it, may be needed in another run, and is not returned.
        """
        found = []
        for entry in self._entries:
            if entry.used or entry.prefix.startswith(_OWN):
                continue
            meant = {code for code in self._known.union(selected) if entry.hides(code)}
            if meant and meant.issubset(selected):
                found.append((entry.line, entry.column, entry.shown))
        return found


def parse(text: str, known: Collection[str] = ()) -> Suppressions:
    """Return the suppressions in the comments of a Python file.

    `known` holds every code there is; where it is given, any other code in a comment is a problem. Text that is not
    Python is read as far as it can be told what is a comment. Raises nothing.
    """
    result = Suppressions(_known=frozenset(known))
    for line, column, comment, alone in _comments(text):
        starts = list(_DIRECTIVE.finditer(comment))
        ends = [following.start() for following in starts[1:]] + [len(comment)]
        for start, end in zip(starts, ends, strict=True):
            _read(comment[:end], start, _Place(line, column, alone), result)
    return result


@dataclass(frozen=True)
class _Place:
    line: int
    column: int
    alone: bool
    """Whether nothing but the comment is on its line."""


def _comments(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield line, column (1-based), text and solitude of each comment that may speak to ekzlint."""
    # Most files never mention ekzlint; to tokenise them would cost more than to parse them.
    if "ekzlint:" not in text or not _DIRECTIVE.search(text):
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and "ekzlint:" in token.string:
                line, column = token.start
                yield line, column + 1, token.string, not token.line[:column].strip()
    except (tokenize.TokenError, SyntaxError, ValueError):
        return  # The parser says what is wrong with the file; here it only ends the search.


def _read(comment: str, directive: re.Match[str], place: _Place, result: Suppressions) -> None:
    """Read the one directive of `comment` that begins at `directive`, up to the end of `comment`."""
    word = _WORD.match(comment, directive.end())
    scope = word.group() if word else ""
    if word is None or scope not in _SCOPES:
        result.problems.append((place.line, f"expected `ignore` or `ignore-file` after `ekzlint:`, not {scope!r}"))
        return
    whole_file = scope == "ignore-file"
    if whole_file and not place.alone:
        result.problems.append((place.line, "`ignore-file` has to stand on a line of its own"))
        return
    rest = comment[word.end() :]
    if rest.lstrip().startswith("["):
        _read_codes(comment, comment.index("[", word.end()), whole_file, place, result)
    elif _BARE_CODE.match(rest.lstrip()) or not (rest == "" or rest[0].isspace()):
        result.problems.append((place.line, f"the codes after `{scope}` have to stand in brackets: `{scope}[EKZ101]`"))
    else:
        column = place.column + directive.start()
        result._entries.append(_Entry(place.line, column, scope, _EVERY, whole_file))


def _read_codes(comment: str, bracket: int, whole_file: bool, place: _Place, result: Suppressions) -> None:
    end = comment.find("]", bracket)
    if end < 0:
        result.problems.append((place.line, "the bracket after `ignore` is not closed"))
        return
    codes = list(re.finditer(r"[^\s,]+", comment[bracket + 1 : end]))
    if not codes:
        result.problems.append((place.line, "the brackets after `ignore` hold no code"))
    for match in codes:
        code = match.group().upper()
        if not _CODE.fullmatch(code) or not _is_known(code, result._known):
            result.problems.append((place.line, f"unknown code {match.group()!r} in a suppression"))
            continue
        column = place.column + bracket + 1 + match.start()
        result._entries.append(_Entry(place.line, column, code, code, whole_file))


def _is_known(prefix: str, known: frozenset[str]) -> bool:
    return not known or any(code.startswith(prefix) for code in known)
