"""Methods of plain data: dicts, lists, strings, headers and whatever the client sent."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked, attributes, requests, routing
from ekzlint.flow.conversions import DUMPED
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import CONFIRMED, IN_MEMORY
from ekzlint.flow.values import (
    ADDRESS,
    CLIENT,
    CONFIG,
    CONST,
    DIGEST,
    HEADER,
    MISSING,
    NOTHING,
    PROVIDER,
    UNKNOWN,
    Value,
    constant,
    join,
    merge,
)

_GETTERS = {"get", "getlist", "pop", "getfirst", "get_all", "getone", "__getitem__", "setdefault", "getall"}
_SAME = frozenset(
    "strip lower upper decode encode replace json dict model_dump copy lstrip rstrip read to_dict as_dict "
    "model_copy get_json form body post text title zfill quantize to_python toDict items values split get_data "
    "parse_obj model_dump_json casefold removeprefix to_dict_recursive as_tuple normalize multi_items stream "
    "data to_integral_value serialize isoformat format".split()
)


_PARTS = frozenset("data object entity payload body Body stkCallback resource event payment".split())


def is_message(value: Value) -> bool:
    """Whether a value is a message as it came, or the part of it that stands for the payment."""
    if value.kind == "event":
        return not value.key or value.key in _PARTS
    return bool(value.origin & CLIENT) and value.kind in ("body", "raw") and (not value.sources or value.key in _PARTS)


def is_plain(base: Value, name: str) -> bool:
    """Whether `base.name` is a method of data rather than a field of it."""
    return (
        bool(base.origin & (CLIENT | HEADER | PROVIDER | ADDRESS | DIGEST))
        and base.kind != "instance"
        and name in _GETTERS | _SAME
    )


def method(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """The result of `base.name(...)` on plain data; None where `base` is something else."""
    if routing.is_path(base):
        return routing.test(frame, args[0]) if args else base
    if base.kind == "memory":
        return _memory(frame, base, name, args, keywords, at)
    if base.origin & HEADER and base.kind == "headers" and name in _GETTERS:
        key = args[0].const if args else MISSING
        return requests.header(frame, base, str(key) if key is not MISSING else "", f"{base.name}.{key}")
    if base.fields is not None and base.kind not in ("instance", "thing", "row", "statement"):
        found = _on_fields(frame, base, name, args, keywords, at)
        if found is not None:
            return found
    if base.kind in ("row", "newrow", "query", "rows", "manager", "request", "module"):
        return None
    if base.origin & (CLIENT | HEADER | PROVIDER | CONFIG | ADDRESS | DIGEST):
        return _on_data(frame, base, name, args, at)
    if base.origin & CONST and isinstance(base.const, str):
        return _on_text(base, name, args)
    return _on_reply(frame, base, name, args, at)


def _on_reply(frame: Frame, base: Value, name: str, args: tuple[Value, ...], at: r.Place) -> Value | None:
    """A key of what a provider's library gave back, or one that only a provider's message has."""
    library = frame.run.library
    key = args[0].const if name in _GETTERS and args else None
    if base.origin or not isinstance(key, str) or library.meanings(f"{base.name}.{name}"):
        return None
    known = key in library.wire_keys or key in library.payload_keys or base.name.partition(".")[0] in library.imports
    return attributes.child(frame, base, key, at) if known else None


def _on_fields(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    fields = base.fields
    assert fields is not None
    key = args[0].const if args else MISSING
    if name in _GETTERS and args:
        default = args[1] if len(args) > 1 else constant(None)
        if key is not MISSING and str(key) in fields:
            return fields[str(key)]
        if key is MISSING and fields:
            # The dict is known and the key is not: any of its values, or the default (a dispatch table).
            _notice_table(frame, args[0], base, default, at)
            return join(merge(list(fields.values())), default).with_(when_true=NOTHING, when_false=NOTHING)
        if "**" in fields:
            return attributes.child(frame, fields["**"], str(key), at)
        return None if base.origin & (CLIENT | PROVIDER) else default if len(args) > 1 else UNKNOWN
    if name == "update":
        frame.run.heap.wrote(fields)
        fields.update(keywords)
        if args and (args[0].fields or args[0].origin):
            attributes.spread(frame, fields, args[0], at)
        return UNKNOWN
    if name in ("append", "add", "insert", "extend") and args:
        new = args[-1]
        if name == "extend":
            new = (new.fields or {}).get("[]", new)
        frame.run.heap.wrote(fields)
        fields["[]"] = join(fields["[]"], new) if "[]" in fields else new
        return UNKNOWN
    if name == "items":
        return Value(kind="pairs", fields=fields)
    if name == "values" and base.kind == "dict":
        return Value(kind="list", fields={"[]": merge(list(fields.values()))} if fields else {})
    if name in ("values", "copy"):
        return base.with_(fields=dict(fields))
    if name == "keys":
        return Value(origin=CONST)
    return None


def _notice_table(frame: Frame, key: Value, table: Value, default: Value, at: r.Place) -> None:
    """A table that the payload picks from: of handlers it routes, of anything else it translates."""
    if key.origin & (CLIENT | PROVIDER):
        routes = any(value.refs for value in (table.fields or {}).values())
        what = key.key or key.name
        frame.log("route" if routes else "normalise", at, what=what, values=(key, table, default))
        if asked.tells(key):
            frame.learn(CONFIRMED)


def _on_data(frame: Frame, base: Value, name: str, args: tuple[Value, ...], at: r.Place) -> Value | None:
    if name in _GETTERS and args and isinstance(args[0].const, str | int):
        found = attributes.child(frame, base, str(args[0].const), at)
        default = args[1] if len(args) > 1 else None
        if default is not None and default.const is not MISSING and base.origin & CLIENT:
            # A default does not make the number the server's; that it is there says nothing either.
            return found
        if default is not None and base.origin & CONFIG:
            return found.with_(text=f"{found.text} {default.text}".strip())
        return found
    if name in _GETTERS and args:
        return Value(origin=base.origin & ~CONST, name=base.name, key=base.key, sources=base.sources, trace=base.trace)
    if name in _SAME:
        if base.type is not None and name in ("json", "model_dump_json") and not base.sources:
            return base.with_(kind=DUMPED, const=MISSING, options=())
        number = "str" if base.number and name in ("strip", "format") else base.number
        return base.with_(number=number, const=MISSING, options=())
    if name in ("startswith", "endswith", "isdigit", "is_valid", "keys"):
        seen = asked.tested(base)
        return Value(kind="flag", when_true=seen, when_false=seen)
    return None


def _on_text(base: Value, name: str, args: tuple[Value, ...]) -> Value | None:
    if name == "join" and args:
        inner = (args[0].fields or {}).get("[]", args[0])
        return inner.with_(const=MISSING, options=(), kind="")
    if name == "format":
        whole = merge([base, *args])
        return Value(
            origin=whole.origin & ~CONST,
            text=base.text,
            sources=whole.sources,
            trace=whole.trace,
            key=whole.key,
            number="str",
        )
    if name in ("lower", "upper", "strip", "encode"):
        return base
    return None


def _memory(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """A module's own set or dict: it forgets at every restart and is not shared between workers."""
    if name in ("add", "append", "update", "setdefault", "insert"):
        frame.log("register", at, what=base.name, detail="memory")
        return _on_fields(frame, base, name, args, keywords, at) or UNKNOWN
    if name in ("get", "pop"):
        known = _on_fields(frame, base, name, args, keywords, at) if base.fields else None
        return (known or Value(name=base.name)).with_(when_false=frozenset({IN_MEMORY}))
    return UNKNOWN
