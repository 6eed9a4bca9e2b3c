"""Room for walks that go deep, and for records that all live to the end."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Final, TypeVar

from ekzlint.limits import DEEPEST_STACK

T = TypeVar("T")
_SLOTS: Final = 270_000
"""Just above 2 MiB of references, so that Python takes 4 MiB for its stack of frames and leaves the rest to what is
called. Else it takes 16 KiB at a time, and a loop at the edge of them maps and unmaps memory at every turn."""


def _call(work: Callable[[], T]) -> T:
    return work()


_on_a_large_stack: Final = FunctionType(_call.__code__.replace(co_stacksize=_SLOTS), globals())


def with_room(work: Callable[[], T]) -> T:
    """The result of `work`, which may go deep; the garbage collector does not go over what it makes meanwhile."""
    gc_was_on, depth = gc.isenabled(), sys.getrecursionlimit()
    gc.disable()
    sys.setrecursionlimit(max(depth, DEEPEST_STACK))
    try:
        result: T = _on_a_large_stack(work)
        return result
    finally:
        sys.setrecursionlimit(depth)
        if gc_was_on:
            gc.enable()
