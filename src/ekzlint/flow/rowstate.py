"""The state of a row in tests: what is proven where it is the one that is asked for, and where it is another."""

from __future__ import annotations

from ekzlint.flow import asked
from ekzlint.flow.state import CHECKED, IS, IS_NOT, LOOKED_UP, REFUSED, SETTLED, STAFF, UNSET, VERIFIED
from ekzlint.flow.values import CLIENT, CONFIG, CONST, DB, NOTHING, PROVIDER, Guards, Value, under
from ekzlint.flow.words import DONE, OPEN, PAID, PEOPLE, REQUEST_ROW, STATE_KEYS, has, words

_FLAGS = DONE | frozenset("at sent notified mailed emailed".split())
_STAFF = frozenset(["is_staff", "is_superuser", "is_admin", "is_administrator"])
_ROLES = frozenset(["role", "user_type", "account_type", "user_role", "usertype", "rol", "tipo"])
_SELLERS = frozenset(
    "admin administrator staff superuser manager owner seller vendor merchant vet doctor teacher instructor tutor "
    "landlord farmer host agent cashier organizer driver role user type".split()
)
"""Roles of those who say what a thing costs, with what such a constant is called."""
_KEYS = frozenset("id ref reference txref txid receipt code uuid".split())


def truth(value: Value) -> tuple[Guards, Guards]:
    """What the truth and the falsehood of a value prove."""
    true, false = value.when_true, value.when_false
    if true is None and value.fields:
        # A list that was empty when it was made, and has been filled since.
        true = NOTHING
    if value.origin & DB and value.kind == "row" and value.key and false is not None:
        # `if order.is_paid:` or `if order.paid_at:`; a bare row has no key.
        false = false | ({CHECKED} if has(value.key, _FLAGS) else {f"{UNSET}{value.key}!"})
        true = true | {SETTLED} if true is not None and has(value.key, PAID) else true
    if true is not None and value.key in _STAFF:
        true = true | {STAFF}
    if true and VERIFIED in true and false is not None:
        false = false | {REFUSED}
    if value.origin & PROVIDER:
        seen = asked.tested(value)
        true, false = under(true, seen), under(false, seen)
    if value.origin & (CLIENT | PROVIDER) and has(value.key, _KEYS) and false is not None:
        # A message without a key: there is nothing to look it up by.
        false = false | {LOOKED_UP}
    return true, false


def row_state(left: Value, right: Value, equal: set[str], different: set[str]) -> None:
    """`order.status == "paid"`: a test of the local row's own state."""
    for row, other in ((left, right), (right, left)):
        if row.kind == "manager" and _is_state(row.key) and _said(other) & OPEN:
            # `Order.status == "pending"`: a condition of a query.
            equal.add(CHECKED)
        elif row.kind == "manager" and _is_state(row.key) and _said(other) & DONE:
            different.add(CHECKED)
        if not (row.origin & DB and row.kind in ("row", "newrow", "attr")) or row.tainted or row.origin & PROVIDER:
            continue
        if row.key:
            equal.add(f"{UNSET}{row.key}={literal(other)}")
            different.add(f"{UNSET}{row.key}!{literal(other)}")
        if not (other.origin & (CONST | CONFIG) or other.kind in ("enum", "list", "tuple", "set") or other.name):
            continue
        if row.key in _ROLES and _said(other) - {""} and _said(other) <= _SELLERS:
            equal.add(STAFF)
        if not _is_state(row.key):
            continue
        said = _said(other)
        if said & OPEN and not said & DONE:
            equal.add(CHECKED)
        elif said & DONE:
            different.add(CHECKED)
            if said & PAID:
                equal.add(SETTLED)
        elif not _is_of_a_person(row):
            equal.add(IS)
            different.add(IS_NOT)


def _is_of_a_person(row: Value) -> bool:
    """Whether a row's state is that of somebody who pays or is paid: blocked or not, it tells of no payment."""
    holder = row.name.rpartition(".")[0]
    return has(holder, PEOPLE) and not has(holder, REQUEST_ROW)


def literal(value: Value) -> str:
    """The state that a constant or the member of an enumeration stands for; empty where it is not known."""
    return (value.text or (value.key if value.kind == "enum" else "")).lower()


def _is_state(column: str) -> bool:
    return has(column, STATE_KEYS | DONE) or "status" in column.lower()


def _said(other: Value) -> set[str]:
    """The words of a state that a row is compared with."""
    texts = [other.text, other.key, other.name.rpartition(".")[2]]
    texts += [part.text or part.key or part.name for part in (other.fields or {}).values()]
    return set().union(*(words(text) for text in texts if text))
