"""Statuses in comparisons: which words are compared, and whose vocabulary they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.flow.run import Event
from ekzlint.flow.values import CLIENT, CONST, MISSING, PROVIDER, Value
from ekzlint.flow.words import PAID, STATE_KEYS, has, words

if TYPE_CHECKING:
    from ekzlint.flow.views import Walk

_HTTP = range(100, 600)
_QUERY = frozenset("GET args query_params query rel_url".split())
_RETURN_PAGE = frozenset(
    "success return returned complete completed thank thanks done redirect confirm verify callback retorno".split()
)


def constants_of(literal: Value) -> list[object]:
    """The constants that a value is compared with: one, or the items of a tuple, a list or a set."""
    if literal.const is not MISSING:
        return [literal.const]
    return [part.const for key, part in (literal.fields or {}).items() if key != "[]" and part.const is not MISSING]


def literals_of(literal: Value) -> str:
    """The constants as a reader sees them; a library's constant has only its name."""
    found = ", ".join(repr(value) for value in constants_of(literal)[:4])
    return found or literal.name.rpartition(".")[2]


def is_event_name(walk: Walk, value: object) -> bool:
    """Whether a constant is the name of an event, which routes and is no status."""
    return isinstance(value, str) and value in walk.machine.library.event_types


def is_raw(walk: Walk, event: Event) -> bool:
    """Whether the left side of a comparison came from the provider as it was sent, and not from the shop's own rows."""
    sent = event.values[0]
    if walk.is_webhook or sent.origin & PROVIDER or not sent.origin & CLIENT:
        return True
    if sent.key in walk.machine.library.wire_keys and not walk.entry.access:
        return True
    # The page that the provider sends the browser back to, with the status in the address.
    entry = walk.entry
    in_address = entry.verbs == {"get"} or any(part in _QUERY for part in sent.name.split("."))
    named = has(f"{entry.name} {entry.path}", _RETURN_PAGE)
    return in_address and named and entry.access != "staff" and not walk.of("charge")


def provider_of_status(walk: Walk, event: Event, literal: Value) -> str:
    """The provider whose status vocabulary holds one of the constants, or an empty string."""
    library = walk.machine.library
    imported = library.imports.get(literal.name.partition(".")[0], "")
    if imported and "." in literal.name:
        return imported
    values = [value for value in constants_of(literal) if _may_be_status(value) and not is_event_name(walk, value)]
    if not values:
        return ""
    named = library.provider_of(event.values[0].name)
    evident = [named, walk.provider, *sorted(event.module.evidence | walk.entry.module.evidence)]
    for provider in evident:
        known = {_same(value) for value in library.statuses.get(provider, ())}
        if any(_same(value) in known for value in values):
            return provider
    # A ladder of one provider's words has others in it that only its code expects.
    texts = [value for value in values if isinstance(value, str) and not value.isdigit()]
    if any(_same(text) in library.status_words for text in texts):
        return next((provider for provider in evident if provider), "")
    return ""


def meanings_of(walk: Walk, provider: str, values: list[object]) -> set[str]:
    """What the provider means by some constants: paid, pending, failed, expired, and `unknown` for words it has not."""
    known = walk.machine.library.knowledge.providers[provider].status
    groups = {"paid": known.paid, "pending": known.pending, "failed": known.failed, "expired": known.expired}
    found: set[str] = set()
    for value in values:
        found |= {name for name, group in groups.items() if _same(value) in map(_same, group)} or {"unknown"}
    return found


def says_paid(value: Value) -> bool:
    """Whether a value of ours is the word for paid: a text, or the member of an enum."""
    texts = [value.text, value.key, value.name.rpartition(".")[2]]
    return bool(set().union(*(words(text) for text in texts)) & PAID)


def sets_paid(key: str, value: Value) -> bool:
    """`paid = True`, `status = "paid"`, `paid_at = now()`."""
    if value.origin & CONST and value.const in (False, None, 0):
        return False
    if has(key, PAID):
        return not has(key, frozenset({"amount", "url", "by"}))
    said = words(value.text or value.key or value.name.rpartition(".")[2])
    known = value.const is not MISSING or value.kind == "enum" or bool(value.text)
    return has(key, STATE_KEYS) and known and bool(said & PAID)


def _may_be_status(value: object) -> bool:
    if isinstance(value, bool) or value is None or value == "":
        return False
    return isinstance(value, str) or (isinstance(value, int) and value not in _HTTP)


def _same(value: object) -> str:
    return str(value).lower()
