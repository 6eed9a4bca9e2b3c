"""What makes a webhook right or wrong: verification before effects, and a durable guard before repeatable ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ekzlint.flow import asked
from ekzlint.flow.expressions import LESS
from ekzlint.flow.rowstate import literal
from ekzlint.flow.run import Event
from ekzlint.flow.state import (
    ATOMIC,
    CACHED,
    CONFIRMED,
    FOUND,
    IN_MEMORY,
    LASTING,
    LOOKED_UP,
    REFETCHED,
    REFUSED,
    UNSET,
    VERIFIED,
)
from ekzlint.flow.statuses import sets_paid
from ekzlint.flow.values import MISSING, Value
from ekzlint.flow.views import Walk
from ekzlint.flow.words import (
    CREDITS,
    EVENT_KEYS,
    FAILED,
    GRANTS,
    LOG_ROW,
    MONEY,
    PAID,
    REQUEST_ROW,
    has,
    last_word,
    words,
)

_RECORDS = frozenset("payment payments transaction transactions txn deposit deposits topup receipt".split())
"""Rows of which there is one for each payment, and not one for each thing that is sold."""
_SETS = frozenset({"assign", "add", "update", "log"})
_IN_STORE = frozenset({"add", "insert", "bare-insert", "update", "assign"})
"""Details of effects that a transaction takes back when it fails."""
_DESCRIBES = frozenset("id token url price type name code key count number email".split())
_ENDS = frozenset("until end ends expires expiry expiration at since from".split())
"""Last words of columns that say how long something lasts."""
_INSERTS = frozenset({"insert", "bare-insert"})
GUARDS = LASTING | {LOOKED_UP, CACHED, IN_MEMORY}


def unproven_effects(walk: Walk) -> list[Event]:
    """Effects that a forged message reaches; keeping a raw copy is none, nor is saying that a payment failed."""
    effects = [event for event in _all_effects(walk) if not walk.proven(event)]
    return [event for event in effects if not _keeps_only(event) and not _only_fails(event)]


def marked_paid(walk: Walk) -> list[Event]:
    """Where a payment's own row is said to be paid, and nothing proved it."""
    marks = [event for event in walk.of("effect") if event.detail in ("assign", "update") and not walk.proven(event)]
    return [event for event in marks if has(event.what.partition(".")[0], REQUEST_ROW) and _says(event) & PAID]


def unread(walk: Walk) -> list[Event]:
    """Where a payment is fulfilled on an answer of the provider that nothing looks at: it says only that it exists."""
    if not walk.of("refetch") or _looks_at_answer(walk) or VERIFIED in walk.before.facts:
        return []
    done = [event for event in walk.events if fulfils(event) and REFETCHED in event.facts]
    return [event for event in done if VERIFIED not in event.facts and not _stores_answer(walk, event)]


def _looks_at_answer(walk: Walk) -> bool:
    return any(CONFIRMED in event.facts for event in walk.events) or any(map(asked.tells, _compared(walk)))


def _compared(walk: Walk) -> Iterator[Value]:
    return (event.values[0] for event in walk.of("compare"))


def _stores_answer(walk: Walk, event: Event) -> bool:
    """Whether an effect stores the state that the provider answered, whatever that is."""
    stored = [other for other in walk.of("store") if (other.module, other.at) == (event.module, event.at)]
    return asked.kept((*event.values, *(part for row in stored for part in (row.values[0].fields or {}).values())))


def fulfils(event: Event) -> bool:
    """Whether an effect is one of a payment that came in."""
    if event.kind == "store":
        fields = (event.values[0].fields or {}).items()
        return any(sets_paid(key, value) or _grants(key, value) for key, value in fields)
    if event.kind != "effect":
        return False
    if event.what.endswith(".add()"):
        return any(has(value.key, GRANTS | PAID) for value in event.values)
    if event.detail in _INSERTS:
        return has(event.what, REQUEST_ROW) and not has(event.what, LOG_ROW)
    given = event.detail == "add" and has(event.what, MONEY | CREDITS)
    return given and not any(value.text == LESS for value in event.values)


def _grants(key: str, value: Value) -> bool:
    """`is_premium = True`, `access_until = ...`: the customer has what was paid for."""
    if not has(key, GRANTS) or last_word(key) in _DESCRIBES:
        return False
    return value.const is True if value.const is not MISSING else last_word(key) in _ENDS


def _says(event: Event) -> set[str]:
    """The words of the state that an effect sets."""
    texts = (value.text or (value.kind == "enum" and value.key) or "" for value in event.values)
    return set().union(*map(words, texts))


def _only_fails(event: Event) -> bool:
    """Whether an effect does no more than to write down that a payment failed."""
    if event.detail == "update" and event.what.startswith("UPDATE "):
        return bool(re.search(r"SET STATUS = '(FAIL|CANCEL|REJECT|EXPIRE|DECLINE)", event.what))
    if event.detail not in ("assign", "update") or event.kind != "effect":
        return False
    said = _says(event)
    return bool(said & FAILED) and not said & PAID


def _keeps_only(event: Event) -> bool:
    """Whether an effect keeps a copy of what came in, or says of the copy what became of it."""
    if event.detail in ("log", "file"):
        return True
    row, _, attribute = event.what.rpartition(".")
    # What a `save()` stores was assigned before, and told there.
    return attribute == "save()" or (event.detail in ("assign", "update") and has(row, LOG_ROW) and bool(row))


def tried_to_verify(walk: Walk) -> list[Event]:
    """Signs that the handler verifies on some path."""
    kinds = ("verify", "signature", "gap")
    return [event for event in (*walk.events, *walk.before.events) if event.kind in kinds]


def repeatable_effects(walk: Walk) -> list[Event]:
    """Effects that a second delivery of the same event would do again; what a refused message does is none."""
    effects = [event for event in _all_effects(walk) if event.repeatable or event.kind == "charge"]
    return [event for event in effects if REFUSED not in event.facts]


def _all_effects(walk: Walk) -> list[Event]:
    """What a handler does; money that it sends on is the gravest."""
    return [event for event in walk.of("effect", "charge") if event.kind == "effect" or event.values]


def unguarded_effects(walk: Walk) -> list[Event]:
    """Repeatable effects with no guard against a second delivery before them."""
    return [event for event in repeatable_effects(walk) if not event.facts & GUARDS and not _undone(walk, event)]


def _undone(walk: Walk, effect: Event) -> bool:
    """Whether something after the effect keeps a second delivery from repeating it all the same."""
    unset = {fact for fact in effect.facts if fact.startswith(UNSET)}
    sets = (event for event in walk.of("effect") if event.detail in _SETS) if unset else ()
    if any(fact in event.facts and _turns(fact, event) for event in sets for fact in unset):
        # The column that was tested is set where the test came out so.
        return True
    if _used_up(walk, effect):
        return True
    if effect.detail not in _IN_STORE:
        return False
    after = walk.after(effect)
    for event in after:
        if event.kind == "commit":
            # What was stored before a commit stays, whatever fails after it.
            return False
        if event.kind == "consume":
            return True
        if event.kind == "register" and event.detail == "durable":
            # In one transaction: the second registration fails, and takes the effect back.
            together = any(fact.startswith(ATOMIC) for fact in effect.facts & event.facts)
            return together or any(later.kind == "commit" for later in after)
    return False


def _turns(fact: str, event: Event) -> bool:
    """Whether a column is set to something with which the test of it comes out otherwise the next time."""
    column, sign, tested = re.split("([=!])", fact[len(UNSET) :], maxsplit=1)
    if _column(event) != column:
        return False
    new = literal(event.values[0]) if event.detail == "assign" and event.values else ""
    return not (tested and new) or (tested == new) == (sign == "!")


def _used_up(walk: Walk, effect: Event) -> bool:
    """Whether the rows without which the effect is not come to are deleted: a second delivery does not find them."""
    gone = [event for event in walk.of("effect") if event.detail == "delete" and FOUND + _table(event) in effect.facts]
    return any(walk.run.follows(effect, event) or walk.run.follows(event, effect) for event in gone)


def _table(event: Event) -> str:
    return event.what.partition(".")[0]


def _column(event: Event) -> str:
    return event.what.rpartition(".")[2]


def registered_later(walk: Walk, effect: Event) -> Event | None:
    """The registration of the event that comes only after an effect, if there is one."""
    found = (event for event in walk.after(effect) if event.kind == "register")
    return next((event for event in found if _tells_of_events(event)), None)


def _tells_of_events(event: Event) -> bool:
    """Whether a registration is one of events: a list in memory may hold anything."""
    if event.detail == "durable":
        table = event.what.partition("INTO ")[2].partition("(")[0] or event.what
        return has(table, EVENT_KEYS | _RECORDS)
    return event.detail != "log" and (event.detail != "memory" or has(event.what, EVENT_KEYS))
