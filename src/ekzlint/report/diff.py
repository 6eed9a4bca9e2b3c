"""The difference between two contents of one file, as a unified diff."""

from __future__ import annotations

import difflib
import io
import tokenize
from pathlib import Path

from ekzlint.report.excerpt import mask_secrets
from ekzlint.source.discover import display_path

SECRET_IN_SOURCE = "EKZ801"
"""The rule about secrets: a file with such a finding is shown with its literals starred."""
_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(path: str, old: bytes, new: bytes, *, masked: bool = False) -> str:
    """Return a unified diff with paths relative to the working directory.

    Diffs end in logs that many can read, so where the file holds a secret (`masked`) long literals are starred.
    """
    name = display_path(Path(path))
    before, after = text_of(old)[0].splitlines(keepends=True), text_of(new)[0].splitlines(keepends=True)
    lines = []
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        shown = mask_secrets(line) if masked and not line.startswith(("---", "+++")) else line
        lines.append(shown if shown.endswith("\n") else f"{shown}\n{_NO_NEWLINE}")
    return "".join(lines)


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a Python file, and its encoding."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), encoding
    except (SyntaxError, LookupError, UnicodeError):
        return data.decode("latin-1"), "latin-1"
