"""Changes of stored rows: what is committed, made where it is missing, or updated, and what each of these proves."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow.frame import Frame
from ekzlint.flow.queries import state_filter
from ekzlint.flow.rows import grows, keep, label_of, store_money
from ekzlint.flow.state import CHECKED, DURABLE, FOUND
from ekzlint.flow.values import DB, UNKNOWN, ClassRef, Value
from ekzlint.flow.words import LOG_ROW, has

_NO_ROWS = frozenset("settings config preferences cache session options headers context".split())
"""What has an `update` or a `set` and is no row of the business."""


def commit(frame: Frame) -> Value:
    """A commit or a flush: where a duplicate is expected it would fail here."""
    if frame.expects_duplicates:
        frame.learn(DURABLE)
    return UNKNOWN


def upsert(frame: Frame, cls: ClassRef | None, label: str, at: r.Place) -> Value:
    """A row that is made where it is missing: the pair of it and whether it was made."""
    frame.log("effect", at, what=f"{label} row", detail="log" if has(label, LOG_ROW | _NO_ROWS) else "update")
    frame.log("register", at, what=label, detail="durable")
    keep(frame, label)
    row = Value(origin=DB, name=label, kind="row", type=cls)
    created = Value(kind="flag", when_true=frozenset({DURABLE}))
    return Value(kind="tuple", fields={"0": row, "1": created})


def update(frame: Frame, base: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """An UPDATE: adding repeats, assigning does not; a count of rows tells whether it was the first."""
    if has(label_of(base), _NO_ROWS):
        return UNKNOWN
    values = {**keywords, **{key: value for arg in args for key, value in (arg.fields or {}).items()}}
    first_wins = any("$setOnInsert" in (arg.fields or {}) for arg in args) and "upsert" in keywords
    conditional = first_wins or CHECKED in (base.when_true or ()) or state_filter(args[:1], {})
    adds = grows(values) and not conditional
    store_money(frame, label_of(base), values, at)
    what, detail = f"{label_of(base)}.update()", "add" if adds else "update"
    frame.log("effect", at, what=what, repeatable=adds, detail=detail, values=tuple(values.values()))
    keep(frame, label_of(base))
    there = frozenset({FOUND + label_of(base)})
    return Value(kind="count", when_true=there | {DURABLE} if conditional else there, origin=0, key="rowcount")
