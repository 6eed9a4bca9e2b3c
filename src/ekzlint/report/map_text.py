"""The map as text: each entry point with its steps, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ekzlint.findings.model import EntryPoint, FileError, PipelineStep
from ekzlint.report.escape import visible

_MARKS = {"proven": "+", "missing": "!", "unseen": "."}


def render_map(points: Sequence[EntryPoint], words: Mapping[str, str], unread: Sequence[FileError] = ()) -> str:
    """Return the map as text. `words` holds the names of kinds, steps and proofs in the reader's language."""
    parts = [_point(point, words) for point in points] or [words["map_nothing"] + "\n"]
    if unread:
        parts.append(words["map_unread"] + "\n" + "".join(f"  {_unread(error)}\n" for error in unread))
    return "\n".join(parts)


def _unread(error: FileError) -> str:
    place = f"{visible(error.path)}:{error.line}" if error.line else visible(error.path)
    return f"{place}  {visible(error.reason)}"


def _point(point: EntryPoint, words: Mapping[str, str]) -> str:
    about = ", ".join(part for part in (point.provider, point.route) if part)
    head = f"{visible(point.path)}:{point.line} {words['map_' + point.kind]} {point.function}"
    head += f" ({visible(about)})\n" if about else "\n"
    return head + "".join(_step(step, words) for step in point.steps)


def _step(step: PipelineStep, words: Mapping[str, str]) -> str:
    where = f"  {visible(step.path)}:{step.line}  {visible(step.what)}" if step.line else ""
    line = f"  {_MARKS[step.proof]} {words['step_' + step.name]:<12} {words['proof_' + step.proof]:<10}{where}"
    return line.rstrip() + "\n"
