"""What the walk of a call asks of its surroundings: on that, and on its arguments, rests all that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ekzlint.flow.values import Value


@dataclass(slots=True, eq=False)
class Asked:
    """The questions of one followed call, and of those that it makes."""

    facts: set[str] = field(default_factory=set)
    """Guards of which it was asked whether they held before the call."""
    calls: set[tuple[str, str]] = field(default_factory=set)
    """Functions of which it was asked whether they are under way."""
    deepest: int = 0
    """The most calls that were under way when another was to be followed."""
    cut: bool = False
    """Whether a call was not followed because there were too many."""
    globals: dict[int, Value] = field(default_factory=dict)
    """Module variables that were read and can be changed, by identity."""
    kept: set[str] = field(default_factory=set)
    """Places of which it was asked what was left there for later requests."""
    answering: dict[int, bool] = field(default_factory=dict)
    """Classes, by identity, of which it was asked whether they answer the request, with the answers."""
    whole: bool = False
    """Whether it rests on anything else: then nothing that came of it can stand for another call."""
