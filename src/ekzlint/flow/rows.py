"""Rows: how they are made, stored and changed, and what a stored row proves."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked, signals
from ekzlint.flow.frame import Frame
from ekzlint.flow.fresh import is_fresh
from ekzlint.flow.state import ABSENT, CHECKED, CONFIRMED, DURABLE, FOUND, LOADED, STORED
from ekzlint.flow.values import CLIENT, DB, ClassRef, Guards, Value
from ekzlint.flow.words import (
    CATALOGUE,
    COUNTERS,
    LOG_ROW,
    OWED,
    PAYMENT_ROW,
    PEOPLE,
    REQUEST_ROW,
    has,
    is_money,
    last_word,
)

ANY_COLUMN = "*"
"""What is set where the name of the column is only known at run time: the state may be among them."""
IN_STORE = "<stored>"
"""The field that marks a new row as stored: what is assigned to it afterwards is stored too."""
_KEEPS = frozenset("raw payload response callback meta metadata webhook log debug".split())
_CARTS = frozenset("cart carts basket bag wishlist carrinho carrito".split())
_REMARKS = frozenset("note notes remark remarks comment comments description memo message history logs errors".split())
"""Columns of text for people, which may well grow."""
_SUMS = frozenset(
    "balance saldo credit credits creditos coins tokens points wallet stock estoque quantity inventory available "
    "seats remaining expires expiry expiration".split()
)
"""Attributes that are columns of a row wherever they are met."""
_TEXTS = frozenset("title subject message body text content titulo mensagem mensaje verb".split())
_HANDLED = frozenset(["processed", "handled", "seen", "dedupe", "idempotency"])
_EVENT_KEYS = frozenset("event_id event_key idempotency_key dedupe_key delivery_id webhook_id external_id".split())
"""Columns by which an event is known again, where the model cannot be read."""


def new_row(frame: Frame, cls: ClassRef, args: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """`Model(...)`: a row that is not stored yet."""
    frame.learn(FOUND + cls.node.name)
    return Value(name=cls.node.name, kind="newrow", type=cls, fields=dict(keywords))


def save(frame: Frame, row: Value, at: r.Place) -> Value:
    """Store a new row: repeatable, unless a unique column makes the second one fail."""
    label = label_of(row)
    store_money(frame, label, row.fields or {}, at, row.type)
    inserted(frame, row.type, label, row.fields or {}, at)
    if row.fields is not None:
        frame.run.heap.wrote(row.fields)
        row.fields[IN_STORE] = Value()
    return row


def inserted(frame: Frame, cls: ClassRef | None, label: str, fields: dict[str, Value], at: r.Place) -> None:
    """A row was put in the store: an effect, and a registration where a second one would fail."""
    unique = frame.machine.classes.unique_fields(cls) if cls else set[str]()
    tied = any(not is_fresh(fields[key], sure=False) for key in unique & set(fields))
    guarded = tied or frame.expects_duplicates > 0
    told = _tells_a_person(label, fields)
    loglike = (has(label, LOG_ROW) or _is_a_copy(label, fields)) and not told and not _is_of_payments(label, fields)
    keep(frame, label)
    known_by(frame, label, {key: fields[key] for key in (unique if cls else _EVENT_KEYS) & set(fields)}, at)
    if not loglike or guarded:
        detail = "log" if loglike else "insert" if unique or cls is None else "bare-insert"
        sure = "medium" if told else "high"
        again = not loglike and not tied
        frame.log("effect", at, what=f"{label} row", repeatable=again, detail=detail, confidence=sure)
    if guarded:
        frame.log("register", at, what=label, detail="durable")
        frame.learn(DURABLE)
    elif loglike:
        frame.log("register", at, what=label, detail="log", repeatable=cls is not None and not unique)
    if cls is not None:
        signals.saved(frame, Value(origin=DB, name=label, kind="row", type=cls, fields=dict(fields)), True, at)


def _is_a_copy(label: str, fields: dict[str, Value]) -> bool:
    """Whether a row that is no payment's holds a message as it came, and nothing that was read of it."""
    whole = [value for value in fields.values() if value.origin & CLIENT and value.kind in ("body", "raw")]
    return bool(whole) and not has(label, PAYMENT_ROW) and not any(value.sources for value in fields.values())


def _is_of_payments(label: str, fields: dict[str, Value]) -> bool:
    """Whether what is called a history holds the payments themselves, with their sums."""
    return last_word(label) == "history" and has(label, PAYMENT_ROW) and any(is_money(key) for key in fields)


def _tells_a_person(label: str, fields: dict[str, Value]) -> bool:
    """Whether a notification is one that somebody reads, and not one that came in."""
    return last_word(label) == "notification" and bool(_TEXTS & set(fields)) and any(has(f, PEOPLE) for f in fields)


def known_by(frame: Frame, label: str, fields: dict[str, Value], at: r.Place) -> None:
    """Note by which values an event is known again."""
    if fields and has(label, LOG_ROW | _HANDLED):
        frame.log("keyed", at, what=label, values=(Value(fields=fields),))


def keep(frame: Frame, label: str) -> None:
    """A row is in the store from here on; one of a person, of a cart or of a log is no request for payment."""
    if has(label, REQUEST_ROW) or not has(label, PEOPLE | LOG_ROW | _CARTS):
        frame.learn(STORED)


def ask(frame: Frame, label: str, sure: bool = False) -> tuple[Guards, Guards]:
    """A row was asked for: what is known where it was there, and where it was not. A `sure` look-up raises instead."""
    found = FOUND + label
    frame.learn(LOADED + label)
    if sure:
        frame.learn(found)
    return frozenset({found}), frozenset({ABSENT + label})


def notice_none(frame: Frame, row: Value, at: r.Place) -> None:
    """Log that a part is taken of a row that may not be there, where nothing asked whether it is."""
    if not row.when_false or row.kind != "row" or frame.expects_missing:
        return
    for fact in row.when_false:
        label = fact.removeprefix(ABSENT)
        if label != fact and not frame.holds(FOUND + label):
            frame.log("unfound", at, what=label, detail="None")


def has_request(facts: frozenset[str], sure: bool = False) -> bool:
    """Whether a row that stands for something to be paid is in the store: it was put there, or found there.

    Where it has to be `sure`, a row that was found and means nobody knows what is no such row.
    """
    loaded = (fact.removeprefix(LOADED) for fact in facts if fact.startswith(LOADED))
    return STORED in facts or any(_is_request(label, sure) and ABSENT + label not in facts for label in loaded)


def _is_request(label: str, sure: bool) -> bool:
    """What the last word names: a `SubscriptionPlan` is a plan. A row of unknown meaning may well be a request."""
    last = last_word(label)
    if last in REQUEST_ROW or has(label, OWED):
        return True
    return not sure and not has(last if has(label, REQUEST_ROW) else label, CATALOGUE | PEOPLE)


def store_money(frame: Frame, label: str, fields: dict[str, Value], at: r.Place, cls: ClassRef | None = None) -> None:
    """Note what was stored, for the checks of amounts."""
    if fields:
        frame.log("store", at, what=label, values=(Value(fields=dict(fields), type=cls),))
    if asked.stored(fields.values()):
        frame.learn(CONFIRMED)


def label_of(row: Value) -> str:
    """How a message calls the row."""
    return row.type.node.name if row.type else row.name.rpartition(".")[2] or "row"


def grows(fields: dict[str, Value]) -> bool:
    """Whether storing the fields again changes the row again: something is added to what is there."""
    for key, value in fields.items():
        if key in ("$inc", "$push") or value.kind == "increment" or (value.adds_to and value.adds_to == key):
            return True
        if key == "$set" and value.fields and grows(value.fields):
            return True
    return False


def is_sum(base: Value, name: str) -> bool:
    """Whether `base.name` is an amount that something keeps, although it is not known what."""
    unknown = not base.origin and not base.kind and base.fields is None
    return unknown and has(name, _SUMS) and not has(name, COUNTERS)


def assign(frame: Frame, row: Value, name: str, value: Value, at: r.Place) -> None:
    """`row.name = value` on a stored row."""
    notice_none(frame, row, at)
    if has(name, COUNTERS):
        return
    store_money(frame, label_of(row), {name: value}, at, row.type)
    adds = grows({name: value}) and not has(name, _REMARKS)
    # To keep what was sent changes nothing for anybody.
    detail = "add" if adds else "log" if has(name, _KEEPS | _REMARKS) else "assign"
    frame.log("effect", at, what=f"{label_of(row)}.{name}", repeatable=adds, detail=detail, values=(value,))
    if any(key.startswith(f"{name}=") and key != f"{name}={value.name}" for key in row.found_by):
        # The key by which the row was found is used up: a second delivery does not find it again.
        frame.log("consume", at, what=f"{label_of(row)}.{name}")
        frame.learn(CHECKED)
