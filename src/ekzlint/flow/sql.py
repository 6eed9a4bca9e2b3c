"""Statements in SQL, judged by their words, and the cursor that remembers the last one."""

from __future__ import annotations

import re

from ekzlint.facts import records as r
from ekzlint.flow.frame import Frame
from ekzlint.flow.rows import ask, keep, store_money
from ekzlint.flow.state import CHECKED, DURABLE, LOCKED, LOOKED_UP
from ekzlint.flow.values import DB, NOTHING, UNKNOWN, Value
from ekzlint.flow.words import COUNTERS, LOG_ROW, OPEN, has, words

_STATEMENT = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+|ignore\s+)?into\s|update\s+\S+\s+set\s|delete\s+from\s|replace\s+into\s)",
    re.I | re.S,
)
_SQL_ADDS = re.compile(r"(\w+)\s*=\s*(?:coalesce\(|ifnull\()?\s*(?:\w+\.)?\1\b[^=]*?[+-]", re.S)
_SQL_STATE = re.compile(
    r"\bwhere\b.*\b(status|state|estado|situacao|paid|processed|credited|fulfilled|is_\w+)\b\s*"
    r"(=|<>|!=|in|is)\s*(\(?\s*'?\w+)",
    re.S,
)
_FIRST_WINS = ("do nothing", "insert or ignore", "insert ignore")
_LAST_WINS = ("do update", "on duplicate key", "insert or replace", "replace into")
_CURSOR = "<cursor>"
"""The variable that holds what the last statement came to: no name in a program is spelled like this."""


def last_statement(frame: Frame) -> Value:
    """What the last statement on this path came to, for `cursor.rowcount` and `cursor.fetchone()`."""
    return frame.state.env.get(_CURSOR, UNKNOWN)


def sql(frame: Frame, args: tuple[Value, ...], at: r.Place) -> Value:
    """Execute a statement: the value is the count of rows or the rows it gives."""
    return remember(frame, _judged(frame, args, at))


def remember(frame: Frame, result: Value) -> Value:
    """From here on `result` is what the last statement came to."""
    frame.state.env[_CURSOR] = result
    return result


def is_statement(text: str) -> bool:
    """Whether a string is a statement, whatever runs it."""
    return bool(text) and _STATEMENT.match(text) is not None


def _judged(frame: Frame, args: tuple[Value, ...], at: r.Place) -> Value:
    text = " ".join(args[0].text.lower().split())
    given = [part for value in args[1:] for part in (value, *(value.fields or {}).values())]
    if text.startswith(("insert", "replace")):
        return _insert(frame, text, args[1:], at)
    if text.startswith(("update", "delete")):
        stateful = _SQL_STATE.search(text)
        adds = _adds(text) or (text.startswith("update") and any(part.adds_to for part in given))
        what, detail = text[:50].upper(), "add" if adds else "update"
        frame.log("effect", at, what=what, repeatable=adds and not stateful, detail=detail)
        return _count(frozenset({DURABLE}) if stateful else NOTHING)
    if text.startswith(("select", "with")):
        return _select(frame, text)
    return _count(NOTHING)


def _adds(text: str) -> bool:
    """Whether a column is set to its own value and something; to count attempts repeats nothing."""
    return any(not has(found.group(1), COUNTERS) for found in _SQL_ADDS.finditer(text))


def _insert(frame: Frame, text: str, given: tuple[Value, ...], at: r.Place) -> Value:
    what = text[:50].upper()
    table = text.partition("into")[2].partition("(")[0]
    durable = any(part in text for part in _FIRST_WINS) or frame.expects_duplicates > 0
    adds = _adds(text)
    keep(frame, table)
    if adds or not has(table, LOG_ROW):
        again = not durable and not any(part in text for part in _LAST_WINS)
        frame.log("effect", at, what=what, repeatable=again or adds, detail="add" if adds else "insert")
    fields = {str(i): value for i, value in enumerate(given)}
    for value in given:
        fields.update(value.fields or {})
    store_money(frame, what, fields, at)
    if not durable:
        return _count(NOTHING)
    frame.log("register", at, what=what, detail="durable")
    if frame.expects_duplicates:
        frame.learn(DURABLE)
    return _count(frozenset({DURABLE}))


def _select(frame: Frame, text: str) -> Value:
    stateful = _SQL_STATE.search(text)
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


def _count(proven: frozenset[str]) -> Value:
    """How many rows a statement touched: that it touched one may prove that it was the first."""
    return Value(kind="count", when_true=proven, origin=0, name="cursor")
