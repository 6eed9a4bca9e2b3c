"""Which repaired files belong together, and in which order they are written."""

from __future__ import annotations

import graphlib
from collections.abc import Iterable, Mapping


def groups_of(repairs: Iterable[tuple[str, frozenset[str]]]) -> tuple[tuple[str, ...], ...]:
    """The files of some repairs, each given as the finding's own file and all that it changes, in groups.

    A file that a repair adds something to comes before the finding's own, which uses it: a run that is interrupted in
    between leaves a project that works.
    """
    needs: dict[str, set[str]] = {}
    for own, files in repairs:
        for file in files:
            needs.setdefault(file, set())
        if own in files:
            needs[own] |= files - {own}
    found: list[set[str]] = []
    for file, others in needs.items():
        touching = [group for group in found if group & {file, *others}]
        found = [group for group in found if group not in touching]
        found.append({file, *others}.union(*touching))
    return tuple(_ordered(group, needs) for group in sorted(found, key=sorted))


def _ordered(group: set[str], needs: Mapping[str, set[str]]) -> tuple[str, ...]:
    try:
        return tuple(graphlib.TopologicalSorter({file: sorted(needs[file]) for file in sorted(group)}).static_order())
    except graphlib.CycleError:
        # Each adds something to the other: no order is better than another.
        return tuple(sorted(group))
