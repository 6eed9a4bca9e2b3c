"""Where the time of a run goes: by stage of the pipeline, and by rule."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec


class Times(msgspec.Struct, frozen=True):
    """Seconds by stage and by rule."""

    stages: dict[str, float] = {}
    rules: dict[str, float] = {}

    def since(self, before: Times) -> Times:
        """What was counted after `before`."""
        return Times(_less(self.stages, before.stages), _less(self.rules, before.rules))


@dataclass(slots=True)
class Profile:
    """A stop watch. The time of an inner stage is not counted in the one around it."""

    _stages: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, float] = field(default_factory=dict)
    _inner: list[float] = field(default_factory=lambda: [0.0])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside to a stage."""
        yield from self._count(self._stages, name)

    @contextmanager
    def rule(self, code: str) -> Iterator[None]:
        """Count the time inside to a rule."""
        yield from self._count(self._rules, code)

    def _count(self, table: dict[str, float], name: str) -> Iterator[None]:
        began = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            whole = time.perf_counter() - began
            table[name] = table.get(name, 0.0) + whole - self._inner.pop()
            self._inner[-1] += whole

    def add(self, times: Times) -> None:
        """Add what another process counted."""
        for table, other in ((self._stages, times.stages), (self._rules, times.rules)):
            for name, seconds in other.items():
                table[name] = table.get(name, 0.0) + seconds

    def times(self) -> Times:
        """What was counted so far."""
        return Times(_longest_first(self._stages), _longest_first(self._rules))


def _longest_first(table: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(table.items(), key=lambda item: -item[1]))


def _less(table: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {name: seconds - before.get(name, 0.0) for name, seconds in table.items()}


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
