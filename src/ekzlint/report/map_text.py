"""The map as text: each entry point with its steps, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ekzlint.findings.model import EntryPoint, PipelineStep
from ekzlint.report.escape import visible

_MARKS = {"proven": "+", "missing": "!", "unseen": "."}


def render_map(points: Sequence[EntryPoint], words: Mapping[str, str]) -> str:
    """Return the map as text. `words` holds the names of kinds, steps and proofs in the reader's language."""
    if not points:
        return words["map_nothing"] + "\n"
    return "\n".join(_point(point, words) for point in points)


def _point(point: EntryPoint, words: Mapping[str, str]) -> str:
    about = ", ".join(part for part in (point.provider, point.route) if part)
    head = f"{visible(point.path)}:{point.line} {words['map_' + point.kind]} {point.function}"
    head += f" ({visible(about)})\n" if about else "\n"
    return head + "".join(_step(step, words) for step in point.steps)


def _step(step: PipelineStep, words: Mapping[str, str]) -> str:
    where = f"  {visible(step.path)}:{step.line}  {visible(step.what)}" if step.line else ""
    line = f"  {_MARKS[step.proof]} {words['step_' + step.name]:<12} {words['proof_' + step.proof]:<10}{where}"
    return line.rstrip() + "\n"
