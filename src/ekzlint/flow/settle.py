"""Answers that are worked out once a run, may need each other, and must not depend on which was asked for first.

While an answer is being worked out, a question for it gets a placeholder. What was worked out with somebody else's
placeholder is provisional: it is good for the answer under way and forgotten after it, so that every answer that is
kept was worked out from its own start.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from ekzlint.limits import DEEPEST_QUESTION

T = TypeVar("T")
_ALONE: Final = DEEPEST_QUESTION + 1
"""No open question was met."""


class Settler:
    """Memory of answers by key."""

    def __init__(self) -> None:
        self._settled: dict[Hashable, Any] = {}
        self._provisional: dict[Hashable, tuple[int, Any]] = {}
        self._open: dict[Hashable, int] = {}
        self._lowest = _ALONE

    def settle(self, key: Hashable, placeholder: T, work_out: Callable[[], T]) -> T:
        """The answer for `key`: remembered, or worked out now; `placeholder` where it is being worked out already."""
        if key in self._settled:
            answer: T = self._settled[key]
            return answer
        if key in self._provisional:
            lowest, answer = self._provisional[key]
            self._lowest = min(self._lowest, lowest)
            return answer
        if key in self._open or len(self._open) >= DEEPEST_QUESTION:
            self._lowest = min(self._lowest, self._open.get(key, 0))
            return placeholder
        return self._work_out(key, work_out)

    def begin(self) -> int:
        """From here on it is watched whether a placeholder is met; what comes back is for `end`."""
        outer, self._lowest = self._lowest, _ALONE
        return outer

    def end(self, outer: int) -> bool:
        """Whether no placeholder was met since `begin`: then what was worked out is the same for everybody."""
        alone, self._lowest = self._lowest == _ALONE, min(outer, self._lowest)
        return alone

    def _work_out(self, key: Hashable, work_out: Callable[[], T]) -> T:
        index, outer = len(self._open), self._lowest
        self._open[key], self._lowest = index, _ALONE
        try:
            answer = work_out()
        finally:
            del self._open[key]
            met, self._lowest = self._lowest, outer
        if met >= index:
            self._settled[key] = answer
            self._provisional = {k: kept for k, kept in self._provisional.items() if kept[0] < index}
        else:
            self._lowest = min(outer, met)
            self._provisional[key] = (met, answer)
        return answer
