"""Statements: how a path goes on, parts, comes together or ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ekzlint.facts import records as r
from ekzlint.facts.text import describe, dotted
from ekzlint.flow import compare, names, rows
from ekzlint.flow.expressions import combine, element, key_of
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import LOCKED, LOOKED_UP, VERIFIED, State, meet
from ekzlint.flow.values import DB, ClassRef, Value, constant, join
from ekzlint.flow.words import COUNTERS, has

_NOT_FOUND = ("DoesNotExist", "NoResultFound", "NotFound", "ObjectDoesNotExist", "Http404")


def bind(frame: Frame, target: r.Expr, value: Value) -> None:
    """Assign a value to a target of any shape."""
    if isinstance(target, r.Name):
        frame.state.env[target.id] = _held(frame, target, value)
    elif isinstance(target, r.Seq):
        for index, item in enumerate(target.items):
            part = (value.fields or {}).get(str(index))
            if part is None:
                part = element(frame, value, target.at)
            bind(frame, item.value if isinstance(item, r.Star) else item, part)
    elif isinstance(target, r.Attr):
        _bind_attribute(frame, target, value)
    elif isinstance(target, r.Item):
        base = frame.eval(target.value)
        key = frame.eval(target.index)
        if base.kind == "memory":
            frame.log("register", target.at, what=base.name, detail="memory")
        if base.fields is not None:
            name = key_of(key)
            known = base.fields.get("[]") if name is None else None
            base.fields["[]" if name is None else name] = join(known, value) if known is not None else value
        elif base.origin & DB and base.kind == "row" and isinstance(key.const, str):
            rows.assign(frame, base, key.const, value, target.at)


def _held(frame: Frame, target: r.Name, value: Value) -> Value:
    """A client's number in a variable of another name has one more hop in its trace."""
    if value.tainted and value.sources and value.trace and target.id != value.key:
        return value.hop(frame.step(target.at, "held", target.id))
    return value


def _bind_attribute(frame: Frame, target: r.Attr, value: Value) -> None:
    base = frame.eval(target.value)
    if base.origin & DB and base.kind == "row":
        rows.assign(frame, base, target.name, value, target.at)
    elif base.fields is not None and base.kind in ("instance", "newrow", "dict"):
        base.fields[target.name] = value


def _assign(frame: Frame, stmt: r.Assign) -> None:
    value = frame.eval(stmt.value)
    for target in stmt.targets:
        if (
            isinstance(target, r.Attr)
            and isinstance(stmt.value, r.BinOp)
            and stmt.value.op == "+"
            and describe(stmt.value.left) == describe(target)
        ):
            # `row.balance = row.balance + x` adds, as `+=` does.
            value = value.with_(kind="increment")
        bind(frame, target, value)


def _aug_assign(frame: Frame, stmt: r.AugAssign) -> None:
    value = frame.eval(stmt.value)
    current = frame.eval(stmt.target)
    result = combine(stmt.op, current, value)
    if isinstance(stmt.target, r.Attr | r.Item):
        base = frame.eval(stmt.target.value)
        if base.origin & DB and base.kind == "row":
            name = stmt.target.name if isinstance(stmt.target, r.Attr) else describe(stmt.target.index).strip('"')
            if not has(name, COUNTERS):
                frame.log("effect", stmt.at, what=describe(stmt.target), repeatable=True, detail="add")
            return
    if isinstance(stmt.target, r.Name):
        frame.state.env[stmt.target.id] = _held(frame, stmt.target, result)
    else:
        bind(frame, stmt.target, result)


def _ann_assign(frame: Frame, stmt: r.AnnAssign) -> None:
    if stmt.value is None:
        return
    value = frame.eval(stmt.value)
    if value.type is None and value.fields is None and not value.tainted and not value.origin:
        value = value.with_(type=frame.machine.annotated(frame.module, stmt.annotation, "").type)
    bind(frame, stmt.target, value)


def _return(frame: Frame, stmt: r.Return) -> None:
    value = frame.eval(stmt.value) if stmt.value else constant(None)
    frame.returns.append((value, frame.state.copy()))
    frame.state.alive = False


def _raise(frame: Frame, stmt: r.Raise) -> None:
    frame.eval(stmt.exc)
    frame.state.alive = False


def _if(frame: Frame, stmt: r.If) -> None:
    true, false = frame.assume(stmt.test)
    frame.state = true
    frame.execute(stmt.body)
    after = frame.state
    frame.state = false
    frame.execute(stmt.orelse)
    frame.state = meet(after, frame.state)


def _for(frame: Frame, stmt: r.For) -> None:
    items = frame.eval(stmt.iter)
    before = frame.state.copy()
    bind(frame, stmt.target, element(frame, items, stmt.at))
    _loop(frame, stmt.body, before, stmt.orelse)


def _while(frame: Frame, stmt: r.While) -> None:
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
    frame.state = after
    frame.execute(orelse)
    for state in frame.broken:
        frame.state = meet(frame.state, state)
    frame.broken = outer


def _jump(frame: Frame, stmt: r.Jump) -> None:
    if frame.loops:
        frame.broken.append(frame.state.copy())
    frame.state.alive = False


def _try(frame: Frame, stmt: r.Try) -> None:
    before = frame.state.copy()
    unique = any(_catches_duplicates(frame, handler) for handler in stmt.handlers)
    frame.expects_duplicates += unique
    frame.execute(stmt.body)
    frame.expects_duplicates -= unique
    done = frame.state
    # An exception may come from anywhere in the body: of what the body proved, nothing is sure in a handler.
    raised = State(meet(before, done).env, before.facts)
    frame.execute(stmt.orelse)
    after = frame.state
    for handler in stmt.handlers:
        frame.state = raised.copy()
        if handler.name:
            frame.state.env[handler.name] = Value(name=handler.name, kind="exception", when_false=None)
        if any(dotted(kind).endswith(_NOT_FOUND) for kind in handler.types):
            frame.learn(LOOKED_UP)
        frame.execute(handler.body)
        after = meet(after, frame.state)
    frame.state = after
    if stmt.final:
        _finally(frame, stmt.final, raised)


def _finally(frame: Frame, body: tuple[r.Stmt, ...], raised: State) -> None:
    """The `finally` runs whether the rest went well or not: it may rely on nothing that the rest proved."""
    after = frame.state
    facts = after.facts & raised.facts if after.alive else raised.facts
    frame.state = State(dict(after.env if after.alive else raised.env), facts)
    frame.execute(body)
    frame.state.facts = after.facts | (frame.facts - facts)
    frame.state.alive = frame.state.alive and after.alive


def _catches_duplicates(frame: Frame, handler: r.Handler) -> bool:
    errors = frame.machine.shapes.unique_errors
    return any(dotted(kind).rpartition(".")[2] in errors for kind in handler.types)


def _with(frame: Frame, stmt: r.With) -> None:
    before = frame.state.copy()
    suppresses = False
    for context, target in stmt.items:
        value = frame.eval(context)
        name = dotted(context).lower()
        suppresses = suppresses or name.endswith("suppress")
        if "lock" in name.rpartition(".")[2]:
            frame.learn(LOCKED)
        if target is not None:
            bind(frame, target, value)
    frame.execute(stmt.body)
    if suppresses:
        frame.state = meet(before, frame.state)


def _match(frame: Frame, stmt: r.Match) -> None:
    subject = frame.eval(stmt.subject)
    rest, after = frame.state, State(alive=False)
    total = False
    for case in stmt.cases:
        frame.state = rest.copy()
        literals = [frame.eval(literal) for literal in case.literals]
        frame.state.learn(compare.match_case(frame, subject, literals, case.at))
        for name in case.names:
            frame.state.env[name] = subject if case.total else _captured(frame, subject, name, case.at)
        if case.guard is not None:
            frame.state, _ = frame.assume(case.guard)
        total = total or case.total
        frame.execute(case.body)
        after = meet(after, frame.state)
    frame.state = after if total else meet(after, rest)


def _captured(frame: Frame, subject: Value, name: str, at: r.Place) -> Value:
    """What a pattern takes out of its subject: people call the name as the key."""
    if subject.fields is not None and name in subject.fields:
        return subject.fields[name]
    return names.child(frame, subject, name, at) if subject.tainted else subject


def _assert(frame: Frame, stmt: r.Assert) -> None:
    frame.state, _ = frame.assume(stmt.test)


def _expression(frame: Frame, stmt: r.ExprStmt) -> None:
    value = frame.eval(stmt.value)
    if value.when_true and VERIFIED in value.when_true and VERIFIED not in frame.facts:
        frame.log("gap", stmt.at, what=describe(stmt.value))


def _function(frame: Frame, stmt: r.Function) -> None:
    frame.state.env[stmt.name] = frame.machine.define(frame.module, stmt, None, None, frame.state.env)


def _class(frame: Frame, stmt: r.Class) -> None:
    frame.state.env[stmt.name] = Value(name=stmt.name, refs=(ClassRef(frame.module, stmt),))


def _import(frame: Frame, stmt: r.Import) -> None:
    if stmt.name != "*":
        frame.state.env[stmt.local] = names.imported(frame, stmt)


def _delete(frame: Frame, stmt: r.Delete) -> None:
    for target in stmt.targets:
        if isinstance(target, r.Name):
            frame.state.env.pop(target.id, None)


STATEMENTS: dict[type, Callable[[Frame, Any], None]] = {
    r.Assign: _assign,
    r.AugAssign: _aug_assign,
    r.AnnAssign: _ann_assign,
    r.ExprStmt: _expression,
    r.Return: _return,
    r.Raise: _raise,
    r.If: _if,
    r.For: _for,
    r.While: _while,
    r.Try: _try,
    r.With: _with,
    r.Match: _match,
    r.Assert: _assert,
    r.Jump: _jump,
    r.Delete: _delete,
    r.Import: _import,
    r.Function: _function,
    r.Class: _class,
}
