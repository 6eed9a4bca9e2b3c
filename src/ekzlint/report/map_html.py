"""The map as one HTML page with a drawing for each entry point. It loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ekzlint.findings.model import EntryPoint, FileError

_BOX, _GAP, _TOP, _HEIGHT = 150, 34, 2, 72


def render_map(
    points: Sequence[EntryPoint], words: Mapping[str, str], language: str, unread: Sequence[FileError] = ()
) -> str:
    """Return the page. `words` holds the names of kinds, steps and proofs in the reader's language."""
    folder = FileSystemLoader(Path(__file__).parent)
    page = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    groups = [(kind, [_drawn(point) for point in points if point.kind == kind]) for kind in _KINDS]
    counts = {proof: sum(step.proof == proof for p in points for step in p.steps) for proof in _PROOFS}
    return page.get_template("map.html.j2").render(
        groups=[(kind, drawn) for kind, drawn in groups if drawn],
        words=words,
        language=language,
        counts=counts,
        marks=MARKS,
        height=_HEIGHT,
        unread=unread,
    )


_PROOFS = ("proven", "missing", "unseen")
_KINDS = ("webhook", "checkout", "return")
"""In the order of what is most at stake."""
MARKS = {"proven": "✓", "missing": "✗", "unseen": "–"}
"""What tells the proofs apart without their colours."""


def _drawn(point: EntryPoint) -> dict[str, object]:
    return {"point": point, "boxes": _boxes(point), "width": _width(point)}


def _boxes(point: EntryPoint) -> list[dict[str, object]]:
    """The steps with the left edge of each box, in pixels."""
    return [
        {"step": step, "x": index * (_BOX + _GAP) + 2, "y": _TOP, "width": _BOX, "arrow": index > 0, "gap": _GAP}
        for index, step in enumerate(point.steps)
    ]


def _width(point: EntryPoint) -> int:
    return len(point.steps) * (_BOX + _GAP) - _GAP + 4
