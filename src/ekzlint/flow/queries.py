"""Queries: what rows are looked up by, and what it proves that they were found or not."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.flow.state import CHECKED, LOOKED_UP
from ekzlint.flow.values import CLIENT, PROVIDER, Value
from ekzlint.flow.words import DONE, MONEY, OPEN, STATE_KEYS, has, words

_SENT = "=sent"
"""Among what a row was looked up by: something that the message told."""
_PERSONS = frozenset(
    "user customer client tenant member email phone mobile wallet account profile owner student buyer telegram chat "
    "msisdn username".split()
)
_STATES = STATE_KEYS | DONE
_EXCEPT = ("$ne", "$nin")


def condition(column: str, value: Value) -> frozenset[str]:
    """One part of a query's condition: `column=name`, so that a new value in the column is known to be another one."""
    told = {f"{column}={value.name}"} if value.name else set[str]()
    return frozenset(told | {_SENT} if value.origin & (CLIENT | PROVIDER) else told)


def keys(args: tuple[Value, ...], keywords: dict[str, Value]) -> frozenset[str]:
    """What a query is looked up by, for each part of its condition."""
    found: set[str] = set()
    pairs = list(keywords.items())
    for arg in args:
        found.update(arg.found_by)
        pairs += (arg.fields or {}).items()
    for name, value in pairs:
        found.update(condition(name.partition("__")[0], value))
    return frozenset(found)


def is_keyed(found_by: frozenset[str]) -> bool:
    """Whether a row is looked up by a key of its own: the newest open order of a person may be any of them."""
    columns = {part.partition("=")[0] for part in found_by} - {""}
    columns = {column for column in columns if not has(column, _STATES)}
    return not columns or not all(has(column, _PERSONS | MONEY) for column in columns)


def not_found(label: str, found_by: frozenset[str]) -> frozenset[str]:
    """What it proves that no such row was found: of which rows is said where the message told what to look for."""
    return frozenset({LOOKED_UP, f"{LOOKED_UP}:{label}"} if _SENT in found_by else {LOOKED_UP})


def state_filter(args: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    """Whether a look-up asks only for rows that are still open."""
    pairs = list(keywords.items())
    for arg in args:
        pairs += list((arg.fields or {}).items())
        if arg.kind == "flag" and CHECKED in (arg.when_true or ()):
            return True
    for key, value in pairs:
        if has(key, _STATES) or "status" in key:
            if any(done_filter({key: part}) for sign in _EXCEPT for part in _parts(value, sign)):
                return True
            value = next(_parts(value, "$in"), value)
            said = words(value.text or value.key or value.name.rpartition(".")[2])
            if value.const is False or value.const is None or value.const == 0 or said & OPEN:
                return True
    return False


def _parts(value: Value, sign: str) -> Iterator[Value]:
    """What a column is compared with by an operator: `{"$ne": "paid"}`, `{"$nin": ["paid", "failed"]}`."""
    told = (value.fields or {}).get(sign)
    if told is not None:
        yield from (part for key, part in (told.fields or {"0": told}).items() if key != "[]")


def done_filter(keywords: dict[str, Value]) -> bool:
    """Whether the rows that a query leaves out are those that are done."""
    return any(
        (has(key, _STATES) or "status" in key)
        and (value.const is True or words(value.text or value.key or value.name.rpartition(".")[2]) & DONE)
        for key, value in keywords.items()
    )
