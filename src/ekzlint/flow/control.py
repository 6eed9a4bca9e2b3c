"""Control flow: how a path parts, comes together or ends."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function
from ekzlint.flow import attributes, compare
from ekzlint.flow.answers import hides_failure
from ekzlint.flow.assign import bind
from ekzlint.flow.expressions import element
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import LOCKED, LOOKED_UP, STORED, TRANSACTIONS, State, meet
from ekzlint.flow.values import Value
from ekzlint.flow.words import has

_OF_NONE = ("AttributeError", "TypeError", "IndexError", "LookupError", "SQLAlchemyError", "DatabaseError")
_DEEDS = frozenset(["insert", "bare-insert", "assign", "update", "add", "call"])
"""Effects that change what the shop knows; a mail that is not sent is no loss of money."""
_TOLD = frozenset(["sent", "notified", "mailed", "emailed"])
"""Columns that say that a mail went out."""
_NOT_FOUND = ("DoesNotExist", "NoResultFound", "NotFound", "ObjectDoesNotExist", "Http404")


def do_if(frame: Frame, stmt: r.If) -> None:
    """Both branches, and what holds after either."""
    true, false = frame.assume(stmt.test)
    fork = len(frame.run.arms)
    frame.state = true
    frame.take(fork, stmt.body)
    after = frame.state
    frame.state = false
    frame.take(fork, stmt.orelse)
    frame.state = meet(after, frame.state)


def do_for(frame: Frame, stmt: r.For) -> None:
    """A loop over the elements of something."""
    items = frame.eval(stmt.iter)
    before = frame.state.copy()
    bind(frame, stmt.target, element(frame, items, stmt.at))
    _loop(frame, stmt.body, before, stmt.orelse)


def do_while(frame: Frame, stmt: r.While) -> None:
    """A loop as long as a test holds."""
    true, false = frame.assume(stmt.test)
    frame.state = true
    forever = isinstance(stmt.test, r.Const) and bool(stmt.test.value)
    _loop(frame, stmt.body, State(alive=False) if forever else false, stmt.orelse, falls_out=not forever)


def _loop(
    frame: Frame, body: tuple[r.Stmt, ...], skipped: State, orelse: tuple[r.Stmt, ...], falls_out: bool = True
) -> None:
    """One turn stands for all of them; after the loop, what held without any turn and after one."""
    outer, frame.broken = frame.broken, []
    frame.loops += 1
    frame.execute(body)
    frame.loops -= 1
    after = meet(skipped, frame.state) if falls_out else skipped
    # What is stored for each item is stored: nobody orders nothing.
    after.facts |= frame.state.facts & {STORED}
    frame.state = after
    frame.execute(orelse)
    for state in frame.broken:
        frame.state = meet(frame.state, state)
    frame.broken = outer


def do_jump(frame: Frame, stmt: r.Jump) -> None:
    """`break` and `continue` end the path; after a `break` the loop is left."""
    if frame.loops:
        frame.broken.append(frame.state.copy())
    frame.state.alive = False


def do_try(frame: Frame, stmt: r.Try) -> None:
    """The body, its handlers and what runs at the end in any case."""
    before = frame.state.copy()
    unique = any(_catches_duplicates(frame, handler) for handler in stmt.handlers)
    missing = any(_catches_missing(handler) for handler in stmt.handlers)
    seen = len(frame.run.events)
    frame.expects_duplicates += unique
    frame.expects_missing += missing
    frame.execute(stmt.body)
    frame.expects_duplicates -= unique
    frame.expects_missing -= missing
    _notice_hidden(frame, stmt, seen)
    done = frame.state
    # An exception may come from anywhere in the body: of what the body proved, nothing is sure in a handler.
    raised = State(meet(before, done).env, before.facts)
    frame.execute(stmt.orelse)
    after = frame.state
    for handler in stmt.handlers:
        frame.state = raised.copy()
        if handler.name:
            frame.state.env[handler.name] = Value(name=handler.name, kind="exception", when_false=None)
        absent = any(dotted(kind).endswith(_NOT_FOUND) for kind in handler.types)
        if _is_broad(handler) and _only_looks(frame, seen):
            # `single()` raises where there is no row, and this is what is caught.
            frame.learn(LOOKED_UP)
        if absent:
            frame.learn(LOOKED_UP, *(f"{LOOKED_UP}:{dotted(kind).split('.')[0]}" for kind in handler.types))
        frame.handling += not absent
        frame.execute(handler.body)
        frame.handling -= not absent
        after = meet(after, frame.state)
    frame.state = after
    if stmt.final:
        _finally(frame, stmt.final, raised)


def _catches_missing(handler: r.Handler) -> bool:
    """Whether a handler catches that there is no row, or that None has no attributes."""
    return _is_broad(handler) or any(dotted(kind).endswith((*_NOT_FOUND, *_OF_NONE)) for kind in handler.types)


def _only_looks(frame: Frame, seen: int) -> bool:
    """Whether nothing is done in a `try` but to look for a row, and what its absence asks for."""
    if frame.holds(LOOKED_UP):
        return any(event.kind == "lookup" for event in frame.run.events[seen:])
    events = frame.run.events[seen:]
    deeds = (event for event in events if event.kind in ("effect", "charge") and event.repeatable)
    return any(event.kind == "lookup" for event in events) and all(LOOKED_UP in event.facts for event in deeds)


def _is_broad(handler: r.Handler) -> bool:
    return not handler.types or any(dotted(kind) in ("Exception", "BaseException") for kind in handler.types)


def _notice_hidden(frame: Frame, stmt: r.Try, seen: int) -> None:
    """Log a broad `except` of the entry point itself that hides the failure of the deeds in its `try`."""
    if len(frame.run.stack) != 1 or frame.run.muted:
        return
    effects = (event for event in frame.run.events[seen:] if event.kind == "effect" and event.detail in _DEEDS)
    deeds = [event for event in effects if not has(event.what.rpartition(".")[2], _TOLD)]
    if not deeds:
        return
    function = enclosing_function(frame.module.facts, stmt.at[0])
    last = function.body[-1] if function and function.body else None
    rest = last.value if isinstance(last, r.Return) else None
    for handler in stmt.handlers:
        if _is_broad(handler) and hides_failure(handler.body, rest):
            frame.log("hidden", handler.at, what=deeds[0].what)


def _finally(frame: Frame, body: tuple[r.Stmt, ...], raised: State) -> None:
    """The `finally` runs whether the rest went well or not: it may rely on nothing that the rest proved."""
    after = frame.state
    facts = after.facts & raised.facts if after.alive else raised.facts
    frame.state = State(dict(after.env if after.alive else raised.env), facts)
    frame.execute(body)
    frame.state.facts = after.facts | (frame.state.facts - facts)
    frame.state.alive = frame.state.alive and after.alive


def _catches_duplicates(frame: Frame, handler: r.Handler) -> bool:
    errors = frame.machine.shapes.unique_errors
    return any(dotted(kind).rpartition(".")[2] in errors for kind in handler.types)


def do_with(frame: Frame, stmt: r.With) -> None:
    """The body of a `with`; a lock or a suppression is told by its name."""
    before = frame.state.copy()
    suppresses = False
    began: set[str] = set()
    for context, target in stmt.items:
        value = frame.eval(context)
        name = dotted(context).lower()
        suppresses = suppresses or name.endswith("suppress")
        last = name.rpartition(".")[2]
        if "lock" in last:
            frame.learn(LOCKED)
        if last in TRANSACTIONS:
            began.add(frame.begin(stmt.at))
        if target is not None:
            bind(frame, target, value)
    frame.execute(stmt.body)
    frame.state.facts -= began
    if suppresses:
        frame.state = meet(before, frame.state)


def do_match(frame: Frame, stmt: r.Match) -> None:
    """The cases in turn, each where those before it did not fit."""
    subject = frame.eval(stmt.subject)
    rest, after = frame.state, State(alive=False)
    total = False
    fork = len(frame.run.arms)
    for case in stmt.cases:
        frame.state = rest.copy()
        literals = [frame.eval(literal) for literal in case.literals]
        frame.state.learn(compare.match_case(frame, subject, literals, case.at))
        for name in case.names:
            frame.state.env[name] = subject if case.total else _captured(frame, subject, name, case.at)
        if case.guard is not None:
            frame.state, _ = frame.assume(case.guard)
        total = total or case.total
        frame.take(fork, case.body)
        after = meet(after, frame.state)
    frame.state = after if total else meet(after, rest)


def _captured(frame: Frame, subject: Value, name: str, at: r.Place) -> Value:
    """What a pattern takes out of its subject: people call the name as the key."""
    if subject.fields is not None and name in subject.fields:
        return subject.fields[name]
    return attributes.child(frame, subject, name, at) if subject.tainted else subject
