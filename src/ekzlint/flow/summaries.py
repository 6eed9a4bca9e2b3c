"""What a call came to, kept for the next call of the same function that cannot come to anything else.

The walk of a function rests on its arguments, and on what it asks of its surroundings: whether a guard held, whether a
function is under way, what a module variable holds. Where all of that is as it was, what was seen is seen again, in its
new place. So a summary changes how long a walk takes, and never what it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from ekzlint.flow.identity import Identities, Met, NoIdentityError, dicts_in
from ekzlint.flow.made import Made, Outcome, made_by
from ekzlint.flow.project import Touched
from ekzlint.flow.questions import Asked
from ekzlint.flow.run import Arm, Calls, Run
from ekzlint.flow.values import FuncRef, Value
from ekzlint.limits import MOST_SUMMARISED

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame

_MOST_OF_A_KIND: Final = 8
"""Summaries of one function with the same arguments, which differ in what they asked."""
_LEAST_STATEMENTS: Final = 2
"""A shorter function is walked again in less time than it takes to compare."""


@dataclass(slots=True)
class _Notes:
    """What a walk takes down besides events."""

    keys: set[str]
    headers: set[str]
    reply_keys: set[str]
    compared: set[str]
    limits: set[str]
    reads_body: bool

    def __bool__(self) -> bool:
        said = self.keys or self.headers or self.reply_keys or self.compared or self.limits
        return bool(said) or self.reads_body


@dataclass(frozen=True, slots=True, eq=False)
class _Summary:
    """One call as it went."""

    made: Made
    asked: Asked
    held: frozenset[str]
    """Of the guards that were asked for, those that held."""
    under_way: frozenset[tuple[str, str]]
    """Of the functions that were asked for, those that were under way."""
    room: int
    """How many calls more could have been followed."""
    deep: int
    """How many calls more were to be followed."""
    statements: int
    notes: _Notes | None
    calls: Calls
    arms: tuple[Arm, ...]
    first_arm: int
    path: int
    """How many arms the call was in."""


class Summaries:
    """The summaries of a run of ekzlint."""

    def __init__(self) -> None:
        self._identities = Identities()
        self._known: dict[Hashable, list[_Summary]] = {}
        self._size = 0

    def of(
        self, inner: Frame, ref: FuncRef, given: tuple[Value, ...], named: dict[str, Value], met: Met
    ) -> list[_Summary]:
        """The summaries of a function with these arguments; `met` gets the dicts that the arguments lead to."""
        run, number = inner.run, self._identities.number
        key = (
            id(ref.node),
            id(ref.klass.node) if ref.klass is not None else 0,
            ref.owner is not None,
            tuple([number(value, met) for value in given]),
            tuple([(name, number(value, met)) for name, value in named.items()]),
            # What is looked up quietly may ask how deep it is.
            len(run.stack) if run.muted else None,
            inner.expects_missing > 0,
            inner.expects_duplicates > 0,
            inner.handling > 0,
        )
        return self._known.setdefault(key, [])

    def keep(self, summary: _Summary, known: list[_Summary]) -> None:
        """Keep a summary beside those of the same call; when there are too many of all, they are begun anew."""
        self._size += 1 + len(summary.made.events)
        if self._size > MOST_SUMMARISED:
            self._size = 0
            self._known = {}
            self._identities = Identities()
        known.append(summary)


def follow(
    inner: Frame,
    ref: FuncRef,
    given: tuple[Value, ...],
    named: dict[str, Value],
    learnt: frozenset[str],
    work: Callable[[], Outcome],
) -> Outcome:
    """What a call comes to: as it was seen before, or by doing the `work`. `learnt` is what the caller has come to."""
    if ref.closure or not inner.run.stack:
        return work()
    met: Met = {}
    try:
        known = inner.machine.summaries.of(inner, ref, given, named, met)
    except NoIdentityError:
        return work()
    for summary in known:
        if _fits(summary, inner):
            return _again(summary, inner, learnt, met)
    return _take_down(inner, learnt, work, known, met)


def _fits(summary: _Summary, inner: Frame) -> bool:
    """Whether all that a summary asked would be answered now as it was then."""
    run, asked = inner.run, summary.asked
    room = run.deepest_call - len(run.stack)
    return (
        (room == summary.room if asked.cut else room > summary.deep)
        and run.statements + summary.statements <= run.most_statements
        and summary.held == inner.calls.given & asked.facts
        and summary.under_way == asked.calls.intersection(run.stack)
        and asked.kept.isdisjoint(run.kept)
        and (not asked.answering or _answering(run, asked))
        and not _changed(run, asked)
    )


def _answering(run: Run, asked: Asked) -> bool:
    """Whether the class that answers the request is, or is none, of those that were asked for, as it was then."""
    node = id(run.answers.node) if run.answers is not None else 0
    return all((one == node) == answer for one, answer in asked.answering.items())


def _changed(run: Run, asked: Asked) -> bool:
    """Whether the walk has changed a module variable that was asked for."""
    if not run.heap.changed or not asked.globals:
        return False
    found: set[int] = set()
    dicts_in(tuple(asked.globals.values()), found)
    return not run.heap.changed.isdisjoint(found)


def _take_down(
    inner: Frame, learnt: frozenset[str], work: Callable[[], Outcome], known: list[_Summary], met: Met
) -> Outcome:
    """Do the work, and keep what came of it if another call can make use of it."""
    run, machine = inner.run, inner.machine
    outer_asked, asked = run.asked, Asked(deepest=len(run.stack))
    outer_notes, outer_touched, outer_open = _notes_of(run), machine.project.touched, machine.settler.begin()
    run.asked, machine.project.touched = asked, Touched()
    _set_notes(run, _Notes(set(), set(), set(), set(), set(), False))
    statements, events, arms, writes = run.statements, len(run.events), len(run.arms), len(run.heap.writes)
    made: Made | None = None
    try:
        outcome = work()
        usable = not asked.whole and not run.exhausted and len(known) < _MOST_OF_A_KIND
        if usable and asked.kept.isdisjoint(run.kept) and not _changed(run, asked):
            made = made_by(outcome, run, run.events[events:], run.heap.writes[writes:], met)
    finally:
        alone = machine.settler.end(outer_open)
        touched, machine.project.touched, run.asked = machine.project.touched, outer_touched, outer_asked
        notes = _notes_of(run)
        _set_notes(run, outer_notes)
        if notes:
            _note(run, notes)
        _ask(outer_asked, asked, learnt)
        outer_asked.deepest = max(outer_asked.deepest, asked.deepest)
        if made is None or not alone:
            outer_touched.add(touched)
    if made is not None and alone:
        machine.keep_touched(asked, touched)
        summary = _Summary(
            made,
            asked,
            inner.calls.given & asked.facts,
            frozenset(asked.calls.intersection(run.stack)),
            run.deepest_call - len(run.stack),
            asked.deepest - len(run.stack),
            run.statements - statements,
            notes if notes else None,
            inner.calls,
            tuple(run.arms[arms:]),
            arms,
            len(run.path),
        )
        machine.summaries.keep(summary, known)
    return outcome


def _again(summary: _Summary, inner: Frame, learnt: frozenset[str], met: Met) -> Outcome:
    """See again what a call saw, in its new place."""
    run = inner.run
    run.statements += summary.statements
    inner.machine.project.touched.answers.add(summary.asked)
    if summary.notes is not None:
        _note(run, summary.notes)
    _ask(run.asked, summary.asked, learnt)
    run.asked.deepest = max(run.asked.deepest, len(run.stack) + summary.deep)
    shift, moved = len(run.arms) - summary.first_arm, _Moved(summary.calls, inner.calls)
    for arm in summary.arms:
        run.arms.append(Arm(arm.fork + shift, moved.to(arm.calls), arm.ended))
    outcome, events = summary.made.again(run, met)
    for event in events:
        calls = moved.to(event.calls)
        path = (*run.path, *(arm + shift for arm in event.path[summary.path :]))
        facts = calls.given | event.learnt
        run.events.append(msgspec.structs.replace(event, calls=calls, facts=facts, path=path))
    return outcome


class _Moved:
    """The calls inside a call as they are when that comes from elsewhere."""

    def __init__(self, old: Calls, new: Calls) -> None:
        self._new = {id(old): new}

    def to(self, calls: Calls) -> Calls:
        """The same calls from the new place."""
        known = self._new.get(id(calls))
        if known is None:
            assert calls.outer is not None
            known = self._new[id(calls)] = self.to(calls.outer).into(calls.learnt, calls.chain[-1])
        return known


def _notes_of(run: Run) -> _Notes:
    return _Notes(run.keys, run.headers, run.reply_keys, run.compared, run.limits, run.reads_body)


def _set_notes(run: Run, notes: _Notes) -> None:
    run.keys, run.headers, run.reply_keys = notes.keys, notes.headers, notes.reply_keys
    run.compared, run.limits, run.reads_body = notes.compared, notes.limits, notes.reads_body


def _note(run: Run, notes: _Notes) -> None:
    """Add what a call has taken down."""
    run.keys |= notes.keys
    run.headers |= notes.headers
    run.reply_keys |= notes.reply_keys
    run.compared |= notes.compared
    run.limits |= notes.limits
    run.reads_body = run.reads_body or notes.reads_body


def _ask(outer: Asked, inner: Asked, learnt: frozenset[str]) -> None:
    """What a call asks its caller asks in turn, unless it is about what the caller itself has come to."""
    outer.facts |= inner.facts - learnt
    outer.calls |= inner.calls
    outer.cut = outer.cut or inner.cut
    outer.globals.update(inner.globals)
    outer.kept |= inner.kept
    outer.answering.update(inner.answering)
    outer.whole = outer.whole or inner.whole
