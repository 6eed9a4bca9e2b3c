"""What is wrong with repaired files: they do not parse, a finding stayed, or a new one came up."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.source.discover import display_path
from ekzlint.source.read import decode

Say: TypeAlias = Callable[[str, str], str]
"""The sentence of rules/messages.toml that a key names, with what it is about."""
Identity: TypeAlias = "tuple[str, str, str]"


@dataclass(frozen=True)
class Problem:
    """Why new contents are no better; `identity` is that of the finding that stayed, where it is one."""

    text: str
    identity: Identity | None = None


def identity_of(finding: Finding) -> Identity:
    """What stays of a finding when the text around it changes."""
    return finding.code, finding.path, finding.function


def unreadable(files: Mapping[str, bytes], say: Say) -> Problem | None:
    """The problem of contents that are no Python. A check would not tell: it does not parse what has no payments."""
    broken = next((what for path, data in files.items() if (what := _broken(path, data))), "")
    return Problem(say("fix_breaks", broken)) if broken else None


def compared(
    before: Result, after: Result, repaired: Iterable[Finding], is_shown: Callable[[Finding], bool], say: Say
) -> Problem | None:
    """The problem of what is found `after` some findings were `repaired`; None where it is better than `before`.

    What another rule would only say on request (`is_shown` says no) is no reason to leave a mistake as it is.
    """
    known = {(error.path, error.reason) for error in before.errors}
    broken = [error for error in after.errors if (error.path, error.reason) not in known]
    if broken:
        return Problem(say("fix_breaks", f"{broken[0].path}: {broken[0].reason}"))
    meant = Counter(identity_of(finding) for finding in repaired)
    left = Counter(identity_of(finding) for finding in before.findings)
    left.subtract(meant)
    codes = {code for code, _, _ in meant}
    seen = (finding for finding in after.findings if finding.code in codes or is_shown(finding))
    for identity, number in Counter(identity_of(finding) for finding in seen).items():
        if number > left[identity]:
            if identity in meant:
                return Problem(say("fix_stays", ""), identity)
            return Problem(say("fix_new", f"{identity[0]} in {identity[1]}"))
    return None


def _broken(path: str, data: bytes) -> str:
    if not path.endswith(".py"):
        return ""
    text = decode(data, display_path(Path(path)))
    if isinstance(text, FileError):
        return text.reason
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return "" if _is_newer(text) else f"{display_path(Path(path))}: {error}"
    return ""


def _is_newer(text: str) -> bool:
    """Whether a text is of a later Python than the one that runs: LibCST reads that as well."""
    import libcst

    try:
        libcst.parse_module(text)
    except (libcst.ParserSyntaxError, RecursionError):
        return False
    return True
