"""Shows the edits of a fix as a short diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from ekzlint.findings.model import Fix, TextEdit
from ekzlint.report.excerpt import mask_secrets


def fix_diff(fix: Fix, texts: Mapping[str, str], masked: bool) -> Iterator[str]:
    """Yield the lines of a diff, without headers, for each file whose text is at hand; `masked` stars long literals."""
    for path in sorted({edit.path for edit in fix.edits} & texts.keys()):
        old = texts[path]
        new = _edited(old, [edit for edit in fix.edits if edit.path == path])
        for line in difflib.unified_diff(old.split("\n"), new.split("\n"), n=1, lineterm=""):
            if not line.startswith(("---", "+++")):
                yield mask_secrets(line) if masked else line


def _edited(text: str, edits: Sequence[TextEdit]) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in reversed(edits):
        begin = min(starts[edit.line - 1] + edit.column - 1, len(text))
        end = min(starts[edit.end_line - 1] + edit.end_column - 1, len(text))
        text = text[:begin] + edit.text + text[end:]
    return text
