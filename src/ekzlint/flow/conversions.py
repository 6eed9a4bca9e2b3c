"""Built-ins and library functions that hand a value on: conversions, digests, comparisons in constant time."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import attributes, rows
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import CLIENT, CONFIG, CONST, DB, DIGEST, MISSING, NOTHING, UNKNOWN, Guards, Value, both, merge

DUMPED = "dumped"
"""The kind of a text that was made anew from what the client sent."""
_NUMBERS = {"int": "int", "float": "float", "Decimal": "decimal", "str": "str", "Money": "decimal"}
_ROUNDS = frozenset(["quantize", "to_integral_value", "to_integral", "normalize"])
"""Methods of exact numbers that give the number back."""
_SAME = frozenset(
    "abs max min round sum loads dumps sorted list tuple dict iter next copy deepcopy jsonable_encoder quote "
    "unquote b64decode escape set reversed ceil floor cast asdict".split()
)
_LISTS = frozenset(["list", "tuple", "sorted", "next", "iter", "set"])
_PLAIN_MODULES = frozenset(
    "json ujson orjson simplejson copy math base64 html urllib dataclasses fastapi typing".split()
)
_COMPARES = {"compare_digest", "constant_time_compare", "safe_str_cmp", "bytes_eq"}
_DIGESTS = {"hexdigest", "digest"}
_HASHES = {"sha256", "sha512", "md5", "sha1", "new", "HMAC", "salted_hmac"}
_CONTAINERS = frozenset("set dict list deque OrderedDict defaultdict".split())
_BUILTINS = frozenset(
    "print len isinstance getattr setattr hasattr type range enumerate zip map filter open repr id any all "
    "sorted list dict set tuple str int float bool bytes super issubclass vars format".split()
)


def conversion(
    frame: Frame, last: str, name: str, args: tuple[Value, ...], at: r.Place, receiver: Value | None
) -> Value | None:
    """Built-ins and library functions that hand a value on, or compare and digest it."""
    if last in _NUMBERS and args:
        return _number(frame, args[0], last, at)
    if last in _ROUNDS and receiver is not None:
        return receiver.with_(const=MISSING, options=())
    if last in _COMPARES and len(args) > 1:
        frame.log("verify", at, what=name)
        return Value(kind="flag", when_true=frozenset({VERIFIED}))
    if last in _DIGESTS and receiver is not None:
        return Value(origin=DIGEST, name=name, key=last)
    if last in _HASHES and name.startswith(("hmac", "hashlib", "django")):
        return Value(origin=DIGEST, name=name, key=last)
    if last == "bytes" and args and args[0].kind == DUMPED:
        return args[0]
    if last in ("b64encode", "standard_b64encode", "hexlify", "b16encode") and args:
        return args[0].with_(const=MISSING, options=())
    if name.startswith("ipaddress.") and args:
        # An address as an object, and a network as what holds addresses.
        return args[0].with_(const=MISSING, options=())
    if last == "getattr" and len(args) > 1 and isinstance(args[1].const, str):
        return attributes.attribute(frame, args[0], args[1].const, at)
    if name == "getattr" and len(args) > 1 and args[0].type is not None and args[1].text.partition("{}")[0]:
        return attributes.methods_like(frame, args[0], args[1].text.partition("{}")[0])
    if name in ("dataclasses.replace", "attrs.evolve", "msgspec.structs.replace") and args:
        return args[0]
    if last == "getattr" and args and args[0].kind == "row":
        return Value(origin=DB, kind="attr")
    if last == "setattr" and len(args) > 2 and args[0].kind == "row":
        column = args[1].const if isinstance(args[1].const, str) else rows.ANY_COLUMN
        rows.assign(frame, args[0], column, args[2], at)
        return UNKNOWN
    if name == "type" and len(args) == 1 and args[0].type is not None:
        return Value(name=args[0].type.node.name, refs=(args[0].type,))
    if last in _SAME and args and ("." not in name or name.partition(".")[0] in _PLAIN_MODULES):
        value = merge([arg for arg in args if not arg.origin & CONST] or list(args))
        if last == "sum":
            value = (args[0].fields or {}).get("[]", args[0])
        if last in _LISTS and value.kind == "query":
            return value
        kind = _kind(last, value)
        return value.with_(kind=kind, const=MISSING, options=(), when_true=NOTHING, when_false=NOTHING)
    if last == "parse_args" and "RequestParser" in name:
        frame.run.reads_body = True
        return Value(origin=CLIENT, name="request.args", kind="body")
    if last.lower() in ("getenv", "config", "env") or name.startswith(("os.environ", "decouple.")):
        texts = " ".join(arg.text for arg in args if arg.text)
        return Value(origin=CONFIG, name=texts or name, key=args[0].text if args else "", text=texts)
    if last == "get_model" and args and args[-1].text:
        # A model by its name: it is known by how it is used.
        return Value(name=args[-1].text.rpartition(".")[2])
    if last in ("F", "Increment"):
        return Value(origin=DB, kind="F" if last == "F" else "increment")
    if last == "len" and args and args[0].origin & DB and "." not in name:
        return Value(kind="count", when_true=args[0].when_true, when_false=args[0].when_false)
    if last in _CONTAINERS and not args and "." not in name:
        return Value(name=last, kind="memory" if frame.run.muted else last, fields={})
    if last in ("any", "all", "bool") and args and "." not in name:
        return Value(kind="flag", when_true=_proven_by(last, args[0]))
    if last in _BUILTINS and "." not in name:
        return Value(kind="flag") if last in ("isinstance", "hasattr", "any", "all", "bool") else Value(name=last)
    return None


def _kind(last: str, value: Value) -> str:
    """What becomes of a body that is parsed, or written anew."""
    if last == "loads" and value.kind in ("raw", DUMPED):
        return "body"
    return DUMPED if last == "dumps" and value.origin & CLIENT else value.kind


def notice_signed(frame: Frame, callee: Value, given: tuple[Value, ...], at: r.Place) -> None:
    """Log a digest over a text that was made anew from the parsed body."""
    name = callee.name
    digests = name.rpartition(".")[2] in _HASHES and name.startswith(("hmac", "hashlib"))
    if digests or callee.origin & DIGEST:
        notice_dumped(frame, name, given, at)


def notice_dumped(frame: Frame, name: str, given: tuple[Value, ...], at: r.Place) -> None:
    """Log a call that signs, or verifies what is signed, where it is given such a text."""
    if any(value.kind == DUMPED for value in given):
        frame.log("reserialized", at, what=name)


def _number(frame: Frame, value: Value, last: str, at: r.Place) -> Value:
    number = _NUMBERS[last]
    floated = value.floated
    if number == "float":
        # What was exact until here; once it is not, a second conversion changes nothing.
        floated = floated or frame.step(at, "float", f"float({_label(value)})")
    elif number == "decimal" and value.number == "str":
        floated = None
    # The text of an exception is never empty.
    if number == "str" and value.kind == "body" and not value.sources:
        value = value.with_(kind=DUMPED)
    falsy = None if value.kind == "exception" and last == "str" else NOTHING
    return value.with_(
        number=number, floated=floated, const=MISSING, options=(), when_true=NOTHING, when_false=falsy, fields=None
    )


def _label(value: Value) -> str:
    name = value.name.rpartition(".")[2]
    key = value.key or ("" if name[:1].isupper() else name)
    return key if key.isidentifier() else "…"


def _proven_by(last: str, value: Value) -> Guards:
    """What it proves that any, or all, of the elements are true."""
    if last == "bool":
        return value.when_true
    fields = value.fields or {}
    items = [item.when_true for key, item in fields.items() if key != "[]"]
    if last == "all":
        # That all fit says nothing where their number is not known: there may be none.
        return None if None in items else NOTHING.union(*(item for item in items if item is not None))
    proven: Guards = fields["[]"].when_true if "[]" in fields and not items else None
    for item in items:
        proven = both(proven, item)
    return proven if items or "[]" in fields else NOTHING
