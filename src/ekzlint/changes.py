"""What has changed since a commit, by git, and which findings it touches."""

from __future__ import annotations

import ast
import re
import subprocess
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from ekzlint.findings.model import Finding, Result
from ekzlint.source.discover import display_path

_HUNK: Final = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPE: Final = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_NO_PROGRAMS: Final = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-c", "diff.noprefix=false")
"""A repository's own settings start no program and change no output."""

Lines = range


class GitError(Exception):
    """git cannot say what has changed; the text says why."""


def changed_lines(base: str, folder: Path) -> dict[str, list[Lines]]:
    """The lines of the working tree that are not as in `base`, by the paths that findings have.

    Compared is with the commit at which the work left `base`, so that what others did there since does not count.
    Lines that were taken out count as a change of the lines around them. A file that git does not know is all new.
    Raises GitError.
    """
    if base.startswith("-") or not base:
        raise GitError(f"{base!r} is no commit")
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").rstrip("\n"))
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").decode().strip()
    with suppress(GitError):  # Without a common ancestor it is compared with the commit itself.
        commit = _git(folder, "merge-base", commit, "HEAD").decode().strip()
    options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/")
    diff = _git(top, "diff", *options, "--dst-prefix=b/", commit, "--")
    found = {_shown(top, name): lines for name, lines in _parsed(diff).items()}
    for name in _git(top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        if name:
            found[_shown(top, name)] = [range(1, 1 << 31)]
    return found


def on_changed_lines(result: Result, changed: Mapping[str, list[Lines]]) -> Result:
    """The findings that a change touches: where they stand, in what proves them, or in the function they blame."""
    findings = tuple(finding for finding in result.findings if _touched(finding, changed, result.sources))
    errors = tuple(error for error in result.errors if error.path in changed)
    return msgspec.structs.replace(result, findings=findings, errors=errors)


def _touched(finding: Finding, changed: Mapping[str, list[Lines]], sources: Mapping[str, str]) -> bool:
    places = [(finding.path, finding.line, finding.end_line)]
    places += [(step.path, step.line, step.end_line) for step in finding.trace]
    if finding.path in changed:
        places.append((finding.path, *_body(sources.get(finding.path, ""), finding)))
    return any(_meets(changed.get(path, ()), first, last) for path, first, last in places)


def _meets(changed: Iterable[Lines], first: int, last: int) -> bool:
    return any(lines.start <= last and first < lines.stop for lines in changed)


def _body(text: str, finding: Finding) -> tuple[int, int]:
    """The lines of the function at whose `def` a finding stands; else those of the finding."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return finding.line, finding.end_line
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno == finding.line:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            return first, node.end_lineno or node.lineno
    return finding.line, finding.end_line


def _parsed(diff: bytes) -> dict[bytes, list[Lines]]:
    """The new lines of each file in a diff without context."""
    found: dict[bytes, list[Lines]] = {}
    here: list[Lines] = []
    left = 0
    for line in diff.split(b"\n"):
        if left:
            # What a file says is not read as what git says.
            left -= line[:1] in (b"+", b"-")
            continue
        if line.startswith(b"+++ "):
            here = found.setdefault(_name(line[4:]), [])
            continue
        hunk = _HUNK.match(line)
        if hunk:
            start, count = int(hunk[1]), int(hunk[2]) if hunk[2] is not None else 1
            here.append(range(start, start + count) if count else range(max(start, 1), start + 2))
            left = count + _removed(line)
    return {name: lines for name, lines in found.items() if name}


def _removed(line: bytes) -> int:
    old = line.split(b" ")[1]
    return int(old.partition(b",")[2] or b"1")


def _name(written: bytes) -> bytes:
    """A file's name as git writes it behind `+++`; empty for a file that is gone."""
    name = written.rstrip(b"\t")
    if name.startswith(b'"') and name.endswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    return name[2:] if name.startswith(b"b/") else b""


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 255]) if len(match[1]) == 3 else _LETTERS.get(match[1], match[1])


def _shown(top: Path, name: bytes) -> str:
    return display_path(top / name.decode(errors="surrogateescape"))


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *_NO_PROGRAMS, *arguments], cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").partition("\n")[0]
        raise GitError(why or f"git {arguments[0]} {arguments[-1]} failed")
    return done.stdout
