"""Statements in SQL, judged by their words, and the cursor that remembers the last one."""

from __future__ import annotations

import re

from ekzlint.facts import records as r
from ekzlint.flow.frame import Frame
from ekzlint.flow.rows import ask, keep, store_money
from ekzlint.flow.state import CHECKED, DURABLE, LOCKED, LOOKED_UP
from ekzlint.flow.values import DB, NOTHING, UNKNOWN, Value
from ekzlint.flow.words import LOG_ROW, OPEN, has, words

_SQL_ADDS = re.compile(r"\bset\b.*?(\w+)\s*=\s*\w*\.?\1\s*[+]", re.S)
_SQL_STATE = re.compile(r"\bwhere\b.*\b(status|state|paid|processed|is_paid)\b\s*(=|<>|!=|in|is)\s*(\(?\s*'?\w+)", re.S)
_CURSOR = "<cursor>"
"""The variable that holds what the last statement came to: no name in a program is spelled like this."""


def last_statement(frame: Frame) -> Value:
    """What the last statement on this path came to, for `cursor.rowcount` and `cursor.fetchone()`."""
    return frame.state.env.get(_CURSOR, UNKNOWN)


def sql(frame: Frame, args: tuple[Value, ...], at: r.Place) -> Value:
    """Execute a statement: the value is the count of rows or the rows it gives."""
    result = _judged(frame, args, at)
    frame.state.env[_CURSOR] = result
    return result


def _judged(frame: Frame, args: tuple[Value, ...], at: r.Place) -> Value:
    text = " ".join(args[0].text.lower().split())
    what = text[:50].upper()
    proven = frozenset[str]()
    stateful = _SQL_STATE.search(text)
    if text.startswith("insert"):
        durable = (
            "on conflict" in text or "insert or ignore" in text or "insert ignore" in text or frame.expects_duplicates
        )
        table = text.partition("into")[2].partition("(")[0]
        loglike = has(table, LOG_ROW)
        keep(frame, table)
        if not loglike:
            frame.log("effect", at, what=what, repeatable=not durable, detail="insert")
        fields = {str(i): value for i, value in enumerate(args[1:])}
        for value in args[1:]:
            fields.update(value.fields or {})
        store_money(frame, what, fields, at)
        if durable:
            frame.log("register", at, what=what, detail="durable")
            proven = frozenset({DURABLE})
            if frame.expects_duplicates:
                frame.learn(DURABLE)
    elif text.startswith(("update", "delete")):
        adds = bool(_SQL_ADDS.search(text))
        frame.log("effect", at, what=what, repeatable=adds and not stateful, detail="add" if adds else "update")
        proven = frozenset({DURABLE}) if stateful else NOTHING
    elif text.startswith(("select", "with")):
        guarded = frozenset({CHECKED}) if stateful and words(stateful.group(3)) & OPEN else NOTHING
        if "for update" in text:
            frame.learn(LOCKED)
        table = (text.partition(" from ")[2].split() or ["row"])[0]
        found, absent = ask(frame, table)
        return Value(
            origin=DB,
            name="row",
            kind="query",
            when_true=guarded | (found or NOTHING),
            when_false=frozenset({LOOKED_UP}) | (absent or NOTHING),
        )
    return Value(kind="count", when_true=proven, origin=0, name="cursor")
