"""What one request leaves for a later one: in a session, a cache, a signed cookie, the state of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ekzlint.facts import records as r
from ekzlint.facts.walk import all_expressions, enclosing_function
from ekzlint.flow.elsewhere import events_of, modules_around
from ekzlint.flow.state import CLEAN
from ekzlint.flow.values import CLIENT, MISSING, UNKNOWN, Value, join
from ekzlint.flow.words import is_money

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame
    from ekzlint.flow.machine import Machine
    from ekzlint.flow.project import ModuleInfo

KEPT: Final = "kept"
"""The kind of a store of that sort."""
_DEEPEST: Final = 4
"""Dicts inside dicts that are looked into for sums."""
_GETS: Final = frozenset(["get", "pop", "get_value", "get_signed_cookie"])
_SETS: Final = frozenset(["set", "setex", "update", "update_data", "set_data", "set_signed_cookie"])
_COOKIES: Final = frozenset(["set_signed_cookie", "get_signed_cookie"])
_TALKS: Final = frozenset(["get_data", "get_value", "update_data", "set_data"])
"""Methods of what a bot keeps of a conversation."""
_CARTS: Final = frozenset("cart basket bag order checkout items cart_items booking payment data".split())
"""Keys under which dicts with sums in them are kept."""


def store_named(name: str) -> Value:
    """The value of a store: what it is called tells it from others."""
    return Value(name=name, kind=KEPT)


def keep(frame: Frame, store: Value, key: str, value: Value, at: r.Place) -> None:
    """`session[key] = value`: noted where it is a sum, or holds one that the client decides."""
    clients = _holds_sum(value, key) and any(not frame.holds(CLEAN + source) for source in _sources(value))
    if not clients and not is_money(key):
        return
    value = value if clients else Value(name=value.name, key=value.key, origin=value.origin & ~CLIENT)
    place = _place(store, key)
    known = frame.run.kept.get(place)
    frame.run.asked.whole = True
    frame.run.kept[place] = value if known is None else join(known, value)
    frame.log(KEPT, at, what=place, values=(value,))


def take(frame: Frame, store: Value, key: str, at: r.Place) -> Value | None:
    """`session[key]`: what this request, or another handler, put there; None where no client's sum is known of it."""
    place = _place(store, key)
    frame.run.asked.kept.add(place)
    value = frame.run.kept.get(place)
    if value is None and not frame.run.muted and (is_money(key) or key in _CARTS):
        value = _left(frame, place)
    return None if value is None else _moved(frame, value, at)


def store_of(receiver: Value, method: str) -> Value | None:
    """The store that a method is called on, where it is one."""
    if receiver.kind == KEPT:
        return receiver
    if method in _COOKIES:
        return store_named("cookie")
    talks = receiver.name.endswith("FSMContext") or receiver.name in ("state", "fsm_context")
    return store_named("state") if talks and not receiver.origin and method in _TALKS else None


def method(
    frame: Frame, store: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value:
    """`session.get(key)`, `cache.set(key, value)`, `state.update_data(key=value)`."""
    key = args[0].text if args else ""
    if name in _GETS and key:
        default = args[1] if len(args) > 1 else keywords.get("default")
        found = take(frame, store, key, at)
        if name == "pop":
            frame.log("consume", at, what=_place(store, key))
        if found is not None:
            return found
        place = f"{store.name}.{key}"
        if default is None or default.fields is None:
            return Value(name=place, key=key)
        # An empty cart, that grows from here on; whether it is empty is not known.
        return Value(name=place, key=key, kind=default.kind, fields=dict(default.fields))
    if name == "get_data":
        return store
    if name in _SETS:
        value = args[-1] if name == "setex" else args[1] if len(args) > 1 else UNKNOWN
        given = {key: value} if len(args) > 1 and key else (args[0].fields or {}) if args else {}
        for each, value in {**given, **keywords}.items():
            keep(frame, store, each, value, at)
    return UNKNOWN


def _place(store: Value, key: str) -> str:
    return f"{store.name.rpartition('.')[2]}.{key}"


def _holds_sum(value: Value, key: str, depth: int = 0) -> bool:
    """Whether a sum of the client's is in a value that is kept under a key."""
    if value.fields is not None and depth < _DEEPEST:
        return any(_holds_sum(part, name, depth + 1) for name, part in value.fields.items())
    return value.tainted and bool(value.sources) and (is_money(key) or is_money(value.key))


def _sources(value: Value, depth: int = 0) -> frozenset[str]:
    inner = (value.fields or {}).values() if depth < _DEEPEST else ()
    return value.sources.union(*(_sources(part, depth + 1) for part in inner))


def _moved(frame: Frame, value: Value, at: r.Place, depth: int = 0) -> Value:
    """The value with one more hop: it was taken out again here."""
    if value.fields is not None and depth < _DEEPEST:
        parts = {key: _moved(frame, part, at, depth + 1) for key, part in value.fields.items()}
        value = value.with_(fields=parts)
    if value.tainted and value.sources and value.trace:
        value = value.hop(frame.step(at, "kept", value.key))
    return value.with_(const=MISSING, options=())


def _left(frame: Frame, place: str) -> Value | None:
    """What other handlers leave at a place: those of the module where they do, else those of the modules around it."""
    machine, module = frame.machine, frame.module
    found = left_in(machine, module).get(place)
    if found is None:
        for near in modules_around(machine, module):
            value = left_in(machine, near).get(place)
            if value is not None:
                found = value if found is None else join(found, value)
    return found


def left_in(machine: Machine, module: ModuleInfo) -> dict[str, Value]:
    """By place, the sums that the handlers of a module leave for later requests."""
    return machine.settle((KEPT, module.path), dict[str, Value](), lambda: _look(machine, module))


def _look(machine: Machine, module: ModuleInfo) -> dict[str, Value]:
    lines = [expr.at[0] for expr in all_expressions(module.facts) if _may_keep(expr)]
    writers = {function.qualname for line in lines if (function := enclosing_function(module.facts, line))}
    found: dict[str, Value] = {}
    for event in events_of(machine, module, KEPT, writers) if writers else ():
        known = found.get(event.what)
        found[event.what] = event.values[0] if known is None else join(known, event.values[0])
    return found


def _may_keep(expr: r.Expr) -> bool:
    """Whether an expression names a store in which something may be kept."""
    name = expr.id if isinstance(expr, r.Name) else expr.name if isinstance(expr, r.Attr) else ""
    return name in ("session", "cache", "user_data", "chat_data", "update_data", "set_data", "set_signed_cookie")
