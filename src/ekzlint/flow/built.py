"""Statements that are built by calls and run later: `update(Order).where(...)`, `Order.update(...)`."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow.frame import Frame
from ekzlint.flow.queries import state_filter
from ekzlint.flow.rows import grows, inserted, keep, store_money
from ekzlint.flow.sql import remember
from ekzlint.flow.state import CHECKED, DURABLE
from ekzlint.flow.values import DB, NOTHING, ClassRef, Value

VERBS = frozenset(["update", "insert", "delete"])
_RUNS = frozenset(["execute", "aexecute"])
_FIRST_WINS = frozenset(["on_conflict_do_nothing", "on_conflict_ignore"])
_LAST_WINS = frozenset(["on_conflict_do_update", "on_duplicate_key_update", "on_conflict_replace", "on_conflict"])


def statement(verb: str, cls: ClassRef, fields: dict[str, Value]) -> Value:
    """A statement about a model's rows that has not run yet."""
    return Value(origin=DB, name=cls.node.name, kind="statement", key=verb, type=cls, fields=dict(fields))


def model_in(frame: Frame, value: Value) -> ClassRef | None:
    """The model that a value denotes, where it is one."""
    models = (ref for ref in value.refs if isinstance(ref, ClassRef) and frame.machine.classes.is_model(ref))
    return next(models, None)


def method(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value:
    """A statement with one more part, or what came of it."""
    if name in _RUNS and not args:
        return run(frame, base, at)
    given = {**keywords, **{key: value for arg in args for key, value in (arg.fields or {}).items()}}
    if name == "values":
        return base.with_(fields={**(base.fields or {}), **given})
    if name in _FIRST_WINS:
        return base.with_(text="first wins")
    if name in _LAST_WINS:
        set_to = given.get("set_", Value()).fields or {}
        return base.with_(text="adds" if grows({**given, **set_to}) else "last wins")
    if name in ("where", "filter", "filter_by") and state_filter(args, keywords):
        return base.with_(when_true=(base.when_true or NOTHING) | {CHECKED})
    return base


def run(frame: Frame, base: Value, at: r.Place) -> Value:
    """The statement runs: how many rows it touched may prove that it was the first."""
    fields = base.fields or {}
    proven = frozenset({DURABLE}) if CHECKED in (base.when_true or ()) or base.text == "first wins" else NOTHING
    store_money(frame, base.name, fields, at)
    if base.key == "insert" and not base.text:
        inserted(frame, base.type, base.name, fields, at)
    elif base.key == "insert":
        adds = base.text == "adds"
        frame.log("effect", at, what=f"{base.name} row", repeatable=adds, detail="add" if adds else "insert")
        if base.text == "first wins":
            frame.log("register", at, what=base.name, detail="durable")
    elif base.key == "delete":
        frame.log("effect", at, what=f"{base.name}.delete()", detail="delete")
    else:
        adds = grows(fields) and not proven
        frame.log("effect", at, what=f"{base.name}.update()", repeatable=adds, detail="add" if adds else "update")
        keep(frame, base.name)
    return remember(frame, Value(kind="count", when_true=proven, key="rowcount"))
