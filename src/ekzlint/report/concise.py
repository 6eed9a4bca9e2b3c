"""One line for each finding, for editors and for grep."""

from __future__ import annotations

from collections.abc import Mapping

from ekzlint.findings.model import Result
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import visible
from ekzlint.report.untold import UNREADABLE, untold_errors


def render(result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return `path:line:column: CODE message` for each finding, then the same for each error not yet told.

    An error that is about a whole file points at its first character. `color` and `rules` are not used.
    """
    lines = [(f.path, f.line, f.column, f"{f.code} {f.message}") for f in result.findings]
    lines += [(e.path, max(e.line, 1), max(e.column, 1), f"{UNREADABLE} {e.reason}") for e in untold_errors(result)]
    return "".join(f"{visible(path)}:{line}:{column}: {visible(text)}\n" for path, line, column, text in lines)
