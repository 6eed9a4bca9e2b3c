"""The identity of a finding: the same mistake keeps it when the code around it moves."""

from __future__ import annotations

import hashlib
from typing import Final

from ekzlint.findings.model import Span

_BYTES: Final = 16


def fingerprint(code: str, path: str, function: str, text: str, occurrence: int = 0) -> str:
    """Return 32 hexadecimal digits for a finding.

    `text` is what `flagged_text` gives. `occurrence` counts the findings for which everything else is equal: 0 for the
    first in the file, 1 for the next. Line numbers take no part, so a shift leaves the fingerprint as it is.
    """
    parts = (code, path, function, text, str(occurrence))
    # No part can hold a null character, so two different lists of parts never join to the same bytes.
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return digest.digest()[:_BYTES].hex()


def flagged_text(lines: list[str], span: Span) -> str:
    """Return the lines that `span` touches without any white space; `lines` are those of the whole file.

    So indentation, and a call that is wrapped differently, do not count. Lines outside of the file are left out.
    """
    last = span.end_line
    if span.end_column <= 1 and last > span.line:
        last -= 1  # The end is exclusive: nothing of that line is flagged.
    return "".join("".join(lines[max(span.line, 1) - 1 : last]).split())
