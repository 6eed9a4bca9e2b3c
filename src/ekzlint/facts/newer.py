"""Makes source with newer syntax readable for the parser of an older Python, without moving anything.

ekzlint runs on the Python that the user has, and the code it reads may be for a later one. What older parsers refuse is
overwritten in place, so that every line and column stays: f-strings that use their own quotes, backslashes or comments
inside a field (Python 3.12), type parameters and `type` statements (3.12), `except A, B:` (3.14).
"""

from __future__ import annotations

import re

_PREFIXES = frozenset(["r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"])
_WORD = re.compile(r"[^\W\d]\w*")
_NAMED = re.compile(r"^[ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+[ \t]*(?=\[)", re.MULTILINE)
_ALIAS = re.compile(r"^([ \t]*)type([ \t]+\w+)([ \t]*\[[^\]\n]*\])?[ \t](?==)", re.MULTILINE)
_EXCEPT = re.compile(r"^([ \t]*except\*?[ \t]+[\w.]+)([ \t]*,[^:\n(]*)(?=:)", re.MULTILINE)
_DEEPEST = 4
"""F-strings inside f-strings that are followed: there are no more kinds of quotes anyway."""


class _UnreadableError(Exception):
    """The text is broken, or cannot be rewritten without moving something."""


def readable(text: str) -> str | None:
    """Return `text` with newer syntax overwritten, of the same length and with the same lines.

    None where nothing could be done. What is returned need not be valid: the parser has the last word.
    """
    try:
        rewritten = _FStrings(text).rewrite()
    except (_UnreadableError, RecursionError):
        rewritten = text
    rewritten = _without_parameters(rewritten)
    rewritten = _ALIAS.sub(_alias, rewritten)
    rewritten = _EXCEPT.sub(lambda match: match[1] + " " * len(match[2]), rewritten)
    return None if rewritten == text else rewritten


def _without_parameters(text: str) -> str:
    """Blank the brackets behind the name of a function or a class."""
    out = list(text)
    for match in _NAMED.finditer(text):
        depth, index = 0, match.end()
        while index < len(text):
            depth += {"[": 1, "]": -1}.get(text[index], 0)
            if text[index] != "\n":
                out[index] = " "
            index += 1
            if not depth:
                break
    return "".join(out)


def _alias(match: re.Match[str]) -> str:
    """`type X = ...` as `(X) = ...`, with the blanks that were there."""
    name = "(" + " " * 3 + match[2] + " " * len(match[3] or "") + ")"
    return match[1] + name


class _FStrings:
    """One pass over a text that overwrites what older parsers refuse inside f-strings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = list(text)

    def rewrite(self) -> str:
        """The text, rewritten. Raises _UnreadableError."""
        index = 0
        while index < len(self.text):
            index = self._step(index, ())
        return "".join(self.out)

    def _step(self, index: int, quotes: tuple[str, ...]) -> int:
        """The index behind the token that begins at `index`: a comment, a string, a word or one character."""
        char = self.text[index]
        if char == "#":
            end = self.text.find("\n", index)
            end = len(self.text) if end < 0 else end
            if quotes:
                self._overwrite(index, end, " ")
            return end
        if char in "\"'":
            return self._string(index, index, "", quotes)
        word = _WORD.match(self.text, index)
        if not word:
            return index + 1
        behind = word.end()
        if self.text[behind : behind + 1] in ('"', "'") and word[0].lower() in _PREFIXES:
            return self._string(index, behind, word[0].lower(), quotes)
        return behind

    def _string(self, start: int, index: int, prefix: str, quotes: tuple[str, ...]) -> int:
        """Go over the string whose quote is at `index`; inside a field of another one, mend its quotes."""
        quote = self.text[index] * (3 if self.text.startswith(self.text[index] * 3, index) else 1)
        is_field = "f" in prefix or "t" in prefix
        free = next((mark for mark in "\"'" if all(mark != outer[0] for outer in quotes)), "")
        if len(quotes) >= _DEEPEST:
            raise _UnreadableError
        body, end = index + len(quote), 0
        used = (*quotes, free if quotes and free else quote)
        while not end:
            if body >= len(self.text) or (len(quote) == 1 and self.text[body] == "\n"):
                raise _UnreadableError
            if self.text.startswith(quote, body):
                end = body + len(quote)
            elif self.text[body] == "\\":
                body += 2
            elif is_field and self.text[body] in "{}":
                body = self._brace(body, used)
            else:
                body += 1
        if quotes:
            self._mend(start, index, end, len(quote), is_field, free)
        return end

    def _brace(self, index: int, quotes: tuple[str, ...]) -> int:
        if self.text.startswith(("{{", "}}"), index) or self.text[index] == "}":
            return index + (2 if self.text.startswith(("{{", "}}"), index) else 1)
        return self._field(index + 1, quotes)

    def _field(self, index: int, quotes: tuple[str, ...]) -> int:
        """Go over a replacement field; the index behind its closing brace."""
        depth = 0
        while index < len(self.text):
            char = self.text[index]
            if char == "}" and not depth:
                return index + 1
            if char == ":" and not depth:
                return self._format(index + 1, quotes)
            depth += 1 if char in "([{" else -1 if char in ")]}" else 0
            if char == "\n" and len(quotes[0]) == 1:
                raise _UnreadableError
            if char == "\\":
                self.out[index] = " "
            index = self._step(index, quotes)
        raise _UnreadableError

    def _format(self, index: int, quotes: tuple[str, ...]) -> int:
        """Go over a format specification, which may have fields of its own."""
        while index < len(self.text):
            if self.text[index] == "}":
                return index + 1
            index = self._field(index + 1, quotes) if self.text[index] == "{" else index + 1
        raise _UnreadableError

    def _mend(self, start: int, index: int, end: int, width: int, is_field: bool, free: str) -> None:
        """Give a string inside a field quotes that none around it has; where there are none left, make it a name."""
        if not free:
            self._overwrite(start, end, "_")
            return
        inner = range(index + width, end - width)
        plain = not any(self.out[at] in "\\\"'" for at in inner)
        if plain and width == 1 and self.text[index] == free:
            return
        for at in inner:
            # Fields inside have been mended already, with quotes of their own.
            if self.out[at] == "\\" or (self.out[at] in "\"'" and not is_field):
                self.out[at] = "_"
        self._overwrite(index, index + width, "_")
        self._overwrite(end - width, end, "_")
        self.out[index] = self.out[end - 1] = free

    def _overwrite(self, start: int, end: int, char: str) -> None:
        for at in range(start, end):
            if self.out[at] != "\n" and self.out[at].isascii():
                self.out[at] = char
