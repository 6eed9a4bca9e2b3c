"""The map as one HTML page with a drawing for each entry point. It loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ekzlint.findings.model import EntryPoint

_BOX, _GAP, _TOP = 150, 34, 12


def render_map(points: Sequence[EntryPoint], words: Mapping[str, str], language: str) -> str:
    """Return the page. `words` holds the names of kinds, steps and proofs in the reader's language."""
    folder = FileSystemLoader(Path(__file__).parent)
    page = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    drawn = [{"point": point, "boxes": _boxes(point), "width": _width(point)} for point in points]
    counts = {proof: sum(step.proof == proof for p in points for step in p.steps) for proof in _PROOFS}
    return page.get_template("map.html.j2").render(drawn=drawn, words=words, language=language, counts=counts)


_PROOFS = ("proven", "missing", "unseen")


def _boxes(point: EntryPoint) -> list[dict[str, object]]:
    """The steps with the left edge of each box, in pixels."""
    return [
        {"step": step, "x": index * (_BOX + _GAP) + 2, "y": _TOP, "width": _BOX, "arrow": index > 0, "gap": _GAP}
        for index, step in enumerate(point.steps)
    ]


def _width(point: EntryPoint) -> int:
    return len(point.steps) * (_BOX + _GAP) - _GAP + 4
