"""What a call made: its value, what it wrote to its arguments, and its events; to be made again for other arguments.

What is kept is a copy, because the caller may go on to change what it got. Every dict of the arguments, and every
module variable's own part, has something to stand for it in the copy.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from ekzlint.flow.heap import Heap, own_part, thaw
from ekzlint.flow.identity import MOST_DICTS, Met, dicts_in
from ekzlint.flow.run import Event, Run
from ekzlint.flow.values import Value

Fields = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to: its value, and what every way back proves; None where it never comes back."""

    value: Value
    proven: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Made:
    """The copy."""

    outcome: Outcome
    events: tuple[Event, ...]
    leading: frozenset[int]
    """Numbers of the events that lead to what can be changed from outside."""
    written: tuple[tuple[int, Fields], ...]
    """Dicts of the arguments that were written to, by the order in which they are met, as they are afterwards."""
    given: tuple[Fields, ...]
    """What stands for the dicts of the arguments."""
    shared: tuple[Fields, ...]
    """The shared parts of module variables that occur."""

    def again(self, run: Run, met: Met) -> tuple[Outcome, list[Event]]:
        """Make it all again for other arguments."""
        if not self.leading and not self.written and not _leads_on(self.outcome.value):
            return self.outcome, list(self.events)
        actual = [fields for _, fields in met.values()]
        copies = {id(old): (old, new) for old, new in zip(self.given, actual, strict=True)}
        copies.update((id(fields), (fields, own_part(fields, run.heap))) for fields in self.shared)
        place = Heap(copies)
        for number, after in self.written:
            fresh = {key: thaw(value, place) for key, value in after.items()}
            run.heap.wrote(actual[number])
            actual[number].clear()
            actual[number].update(fresh)
        events = [_moved(event, place) if n in self.leading else event for n, event in enumerate(self.events)]
        return Outcome(thaw(self.outcome.value, place), self.outcome.proven), events


def made_by(outcome: Outcome, run: Run, events: list[Event], writes: list[Fields], met: Met) -> Made | None:
    """What a call made; None where it wrote to what is neither its own nor given to it, or where it is too much."""
    heap = run.heap
    if any(id(fields) in heap.own and id(fields) not in met for fields in writes):
        return None
    actual = [fields for _, fields in met.values()]
    written = sorted({met[id(fields)][0] for fields in writes if id(fields) in met})
    reached: set[int] = set()
    dicts_in((outcome.value, *(part for number in written for part in actual[number].values())), reached)
    if len(reached) > MOST_DICTS:
        return None
    leading = set[int]()
    outside = reached.copy()
    for number, event in enumerate(events):
        led_to: set[int] = set()
        dicts_in((*event.values, event.given), led_to)
        if not (led_to.isdisjoint(reached) and led_to.isdisjoint(met) and led_to.isdisjoint(heap.own)):
            leading.add(number)
            outside |= led_to
    shared = [heap.own[one] for one in outside if one in heap.own and one not in met]
    pairs = [heap.copies[one] for one in shared]
    given = tuple(Fields() for _ in actual)
    copies = {id(old): (old, new) for old, new in zip(actual, given, strict=True)}
    copies.update((id(own), (own, part)) for part, own in pairs)
    place = Heap(copies)
    return Made(
        Outcome(thaw(outcome.value, place), outcome.proven),
        tuple(_moved(event, place) if number in leading else event for number, event in enumerate(events)),
        frozenset(leading),
        tuple((number, {key: thaw(part, place) for key, part in actual[number].items()}) for number in written),
        given,
        tuple(part for part, _ in pairs),
    )


def _moved(event: Event, place: Heap) -> Event:
    values = tuple([thaw(value, place) for value in event.values])
    return msgspec.structs.replace(event, values=values, given=thaw(event.given, place))


def _leads_on(value: Value) -> bool:
    """Whether a value may lead to a dict."""
    return value.fields is not None or bool(value.refs)
