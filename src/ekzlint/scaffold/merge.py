"""Merges what a project made of a file with what is scaffolded now."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Outcome: TypeAlias = Literal["create", "unchanged", "update", "merge", "conflict"]


class Merged(NamedTuple):
    """What becomes of one file, and its new text."""

    outcome: Outcome
    text: str


def combine(base: str | None, mine: str | None, new: str, *, merge: bool) -> Merged:
    """Decide about a file: `base` was scaffolded before, `mine` lies there now, `new` is scaffolded now.

    What lies there is never lost: without `merge` it stays as it is, and with it only a clean three-way merge
    replaces it. The text of a conflict shows both sides, and is not written.
    """
    if mine is None:
        return Merged("create", new)
    if new in (mine, base):
        return Merged("unchanged", mine)
    if base is None or not merge:
        return Merged("conflict", new)
    if mine == base:
        return Merged("update", new)
    return _three_way(base, mine, new)


def _three_way(base: str, mine: str, new: str) -> Merged:
    from merge3 import Merge3

    before, yours, scaffolded = (text.splitlines(keepends=True) for text in (base, mine, new))
    merged = Merge3(before, yours, scaffolded)
    clashes = any(region[0] == "conflict" for region in merged.merge_regions())
    text = "".join(merged.merge_lines(name_a="yours", name_b="scaffolded"))
    if clashes:
        return Merged("conflict", text)
    return Merged("unchanged", mine) if text == mine else Merged("merge", text)
