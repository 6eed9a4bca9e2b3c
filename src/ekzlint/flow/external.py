"""Calls that leave the project: what the knowledge files say of them, and what their names suggest."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import http, storage
from ekzlint.flow.frame import Frame
from ekzlint.flow.library import Meaning
from ekzlint.flow.paths import amounts_of
from ekzlint.flow.state import CACHED, LOCKED, REFETCHED, VERIFIED
from ekzlint.flow.values import (
    CLIENT,
    CONFIG,
    CONST,
    DB,
    DIGEST,
    HEADER,
    MISSING,
    NOTHING,
    PROVIDER,
    UNKNOWN,
    FuncRef,
    LambdaRef,
    PartialRef,
    Value,
    merge,
)
from ekzlint.flow.words import ACTS, CONVERTS, CREATES_PAYMENT, MONEY, REPEATS, has, is_refetch, is_verifier, words

_NUMBERS = {"int": "int", "float": "float", "Decimal": "decimal", "str": "str", "Money": "decimal"}
_SAME = {
    "abs",
    "max",
    "min",
    "round",
    "sum",
    "loads",
    "dumps",
    "sorted",
    "list",
    "tuple",
    "dict",
    "iter",
    "next",
    "copy",
    "deepcopy",
    "jsonable_encoder",
    "quote",
    "unquote",
    "b64decode",
    "escape",
    "set",
    "reversed",
    "ceil",
    "floor",
    "cast",
    "asdict",
}
_PLAIN_MODULES = {
    "json",
    "ujson",
    "orjson",
    "simplejson",
    "copy",
    "math",
    "base64",
    "html",
    "urllib",
    "dataclasses",
    "fastapi",
    "typing",
}
_COMPARES = {"compare_digest", "constant_time_compare", "safe_str_cmp", "bytes_eq"}
_DIGESTS = {"hexdigest", "digest"}
_HASHES = {"sha256", "sha512", "md5", "sha1", "new", "HMAC", "salted_hmac"}
_WRAPPERS = {
    "sync_to_async",
    "async_to_sync",
    "wraps",
    "csrf_exempt",
    "lru_cache",
    "database_sync_to_async",
    "shared_task",
    "cache",
}
_BUILTINS = {
    "print",
    "len",
    "isinstance",
    "getattr",
    "setattr",
    "hasattr",
    "type",
    "range",
    "enumerate",
    "zip",
    "map",
    "filter",
    "open",
    "repr",
    "id",
    "any",
    "all",
    "sorted",
    "list",
    "dict",
    "set",
    "tuple",
    "str",
    "int",
    "float",
    "bool",
    "bytes",
    "super",
    "issubclass",
    "vars",
    "format",
}


def call(
    frame: Frame,
    callee: Value,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    at: r.Place,
    receiver: Value | None,
) -> Value:
    """The value of a call that no function of the project answers."""
    name = callee.name
    last = name.rpartition(".")[2]
    found = _conversion(frame, last, name, args, at, receiver)
    if found is not None:
        return found
    passed = _by_reference(frame, last, args, keywords, at)
    if passed is not None:
        return passed
    meanings = frame.run.library.meanings(name)
    if meanings:
        got = _known(frame, callee, meanings, args, keywords, at)
        if got is not None:
            return got
    if http.is_http(callee, keywords):
        return http.request(frame, callee, args, keywords, at)
    if last in ("execute", "text", "executemany") and args and args[0].text:
        return args[0] if last == "text" else storage.sql(frame, args, at)
    return unresolved(frame, callee, args, keywords, at)


def _conversion(
    frame: Frame, last: str, name: str, args: tuple[Value, ...], at: r.Place, receiver: Value | None
) -> Value | None:
    """Built-ins and library functions that hand a value on, or compare and digest it."""
    if last in _NUMBERS and args:
        return _number(frame, args[0], last, at)
    if last in _COMPARES and len(args) > 1:
        frame.log("verify", at, what=name)
        return Value(kind="flag", when_true=frozenset({VERIFIED}))
    if last in _DIGESTS and receiver is not None:
        return Value(origin=DIGEST, name=name, key=last)
    if last in _HASHES and name.startswith(("hmac", "hashlib", "django")):
        return Value(origin=DIGEST, name=name, key=last)
    if last in ("b64encode", "standard_b64encode", "hexlify", "b16encode") and args:
        return args[0].with_(const=MISSING)
    if last == "getattr" and len(args) > 1 and isinstance(args[1].const, str):
        from ekzlint.flow import names

        return names.attribute(frame, args[0], args[1].const, at)
    if last in _SAME and args and ("." not in name or name.partition(".")[0] in _PLAIN_MODULES):
        value = merge([arg for arg in args if not arg.origin & CONST] or list(args))
        if last == "sum":
            value = (args[0].fields or {}).get("[]", args[0])
        return value.with_(const=MISSING, when_true=NOTHING, when_false=NOTHING)
    if last in ("getenv", "config", "env") or name.startswith(("os.environ", "decouple.")):
        texts = " ".join(arg.text for arg in args if arg.text)
        return Value(origin=CONFIG, name=texts or name, key=args[0].text if args else "", text=texts)
    if last == "F":
        return Value(origin=DB, kind="F")
    if last in _BUILTINS and "." not in name:
        return Value(kind="flag") if last in ("isinstance", "hasattr", "any", "all", "bool") else Value(name=last)
    return None


def _number(frame: Frame, value: Value, last: str, at: r.Place) -> Value:
    number = _NUMBERS[last]
    floated = value.floated
    if number == "float":
        floated = frame.step(at, "float", f"float({value.key or value.name.rpartition('.')[2] or '…'})")
    elif number == "decimal" and value.number == "str":
        floated = None
    return value.with_(
        number=number, floated=floated, const=MISSING, when_true=NOTHING, when_false=NOTHING, fields=None
    )


def _by_reference(
    frame: Frame, last: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """A function handed to a library: it is called there, or comes back wrapped."""
    target = keywords.get("target") or keywords.get("func")
    rest: tuple[Value, ...] = ()
    if target is None:
        for index, arg in enumerate(args):
            if any(isinstance(ref, FuncRef | LambdaRef | PartialRef) for ref in arg.refs) or _is_known_call(frame, arg):
                target, rest = arg, args[index + 1 :]
                break
    elif "args" in keywords:
        rest = tuple(value for key, value in sorted((keywords["args"].fields or {}).items()) if key.isdigit())
    if target is None:
        return None
    if last in _WRAPPERS:
        return target
    if last == "partial":
        return Value(name=target.name, refs=(PartialRef(target, rest, tuple(keywords.items())),))
    named = {k: v for k, v in keywords.items() if k not in ("target", "args", "daemon", "name", "func", "using")}
    return frame.call(target, rest, named if "target" not in keywords else {}, at)


def _is_known_call(frame: Frame, arg: Value) -> bool:
    """Whether a value is a library function that the knowledge files know, handed on without being called."""
    return "." in arg.name and not arg.origin and any(m.role == "charge" for m in frame.run.library.meanings(arg.name))


def _known(
    frame: Frame,
    callee: Value,
    meanings: list[Meaning],
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    at: r.Place,
) -> Value | None:
    """What the knowledge files say of the call; the first meaning that fits wins."""
    for meaning in meanings:
        if meaning.provider and not _plausible(frame, callee, meaning):
            continue
        if meaning.role == "charge" and meaning.charge is not None:
            sums = amounts_of(frame, meaning.charge.amount, args, keywords)
            frame.log("charge", at, what=_short(callee.name), provider=meaning.provider, values=tuple(sums))
            return Value(origin=PROVIDER, name=callee.name, kind="reply")
        if meaning.role == "verify":
            frame.log("verify", at, what=_short(callee.name), provider=meaning.provider)
            frame.learn(VERIFIED)
            return Value(origin=PROVIDER, name="event", kind="event")
        if meaning.role == "verify_bool":
            frame.log("verify", at, what=_short(callee.name), provider=meaning.provider)
            return Value(kind="flag", when_true=frozenset({VERIFIED}))
        if meaning.role == "refetch":
            frame.log("refetch", at, what=_short(callee.name), provider=meaning.provider)
            frame.learn(REFETCHED)
            return Value(origin=PROVIDER, name=callee.name, kind="reply")
        got = _effect(frame, callee, meaning, args, keywords, at)
        if got is not None:
            return got
    return None


def _plausible(frame: Frame, callee: Value, meaning: Meaning) -> bool:
    """A pattern for any receiver needs other evidence of its provider: in the name or in the module."""
    known = frame.run.library.knowledge.providers[meaning.provider]
    first = callee.name.partition(".")[0]
    return first in known.imports or meaning.provider in frame.module.evidence or not frame.module.evidence


def _effect(
    frame: Frame, callee: Value, meaning: Meaning, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    role, what = meaning.role, _short(callee.name)
    if role == "send":
        frame.log("effect", at, what=what, repeatable=True, detail="send")
        return UNKNOWN
    if role == "set_if_absent":
        last = callee.name.rpartition(".")[2]
        if last == "set" and not ("nx" in keywords or "if_not_exists" in keywords):
            frame.log("register", at, what=what, detail="cache")
            return UNKNOWN
        frame.log("register", at, what=what, detail="cache")
        return Value(kind="flag", when_true=frozenset({CACHED}))
    if role == "lock":
        frame.learn(LOCKED)
        return Value(origin=DB, kind="query")
    if role == "file":
        frame.log("effect", at, what=what, repeatable=True, detail="file")
        return UNKNOWN
    if role in ("insert", "update", "delete", "get_or_create", "add") and "." in callee.name:
        receiver = Value(name=callee.name.rpartition(".")[0], kind="manager")
        return storage.method(frame, receiver, callee.name.rpartition(".")[2], args, keywords, at)
    if role == "execute" and args and args[0].text:
        return storage.sql(frame, args, at)
    if role == "query":
        return Value(origin=DB, name=what, kind="row")
    return None


def _short(name: str) -> str:
    return ".".join(name.split(".")[-4:])


def unresolved(frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """A call of something unknown: judged by its name alone, and with less confidence."""
    name = callee.name
    last = name.rpartition(".")[2]
    if name == callee.name and is_verifier(last):
        frame.log("verify", at, what=_short(name), confidence="medium")
        frame.learn(VERIFIED)
        return Value(origin=PROVIDER, name=last, when_true=frozenset({VERIFIED}))
    if last[:1].isupper() and keywords and "models" in name.split("."):
        # A model that lies outside what can be read.
        return Value(name=last, kind="newrow", fields=dict(keywords))
    given = [*args, *keywords.values()]
    if _creates_payment(frame, name, last):
        sums = [value for key, value in keywords.items() if has(key, MONEY)]
        sums += [arg for arg in args if arg.tainted and has(arg.key, MONEY)]
        sums += [v for body in given for k, v in (body.fields or {}).items() if has(k, MONEY)]
        if sums:
            frame.log("charge", at, what=_short(name), values=tuple(sums), confidence="medium")
            return Value(origin=PROVIDER, name=last, kind="reply")
    about_provider = bool(frame.run.library.provider_of(name)) or frame.machine.adapter_name(name)
    if is_refetch(last) and (about_provider or frame.module.evidence) and "." in name:
        frame.log("refetch", at, what=_short(name), confidence="medium")
        frame.learn(REFETCHED)
        return Value(origin=PROVIDER, name=last)
    _act(frame, callee, last, at)
    return _result(callee, last, given)


def _creates_payment(frame: Frame, name: str, last: str) -> bool:
    if last[:1].isupper():
        return False
    if last.lower() in CREATES_PAYMENT or last.lower().lstrip("_") in CREATES_PAYMENT:
        return bool(frame.module.evidence) or frame.machine.adapter_name(name)
    return False


def _act(frame: Frame, callee: Value, last: str, at: r.Place) -> None:
    """An unknown function whose name says that it does something."""
    verb = next(iter(words(last) & ACTS), "")
    leading = (last.lower().lstrip("_").split("_") or [""])[0]
    if not verb or leading in (
        "get",
        "is",
        "has",
        "to",
        "from",
        "check",
        "find",
        "json",
        "build",
        "render",
        "redirect",
        "parse",
    ):
        return
    if callee.name.startswith(
        ("logger", "logging", "log.", "json", "django.utils", "datetime", "uuid", "re.", "hashlib", "hmac")
    ):
        return
    if callee.origin & (CLIENT | HEADER | CONFIG | CONST | PROVIDER):
        return
    repeatable = leading in REPEATS
    if leading in ACTS:
        frame.log("effect", at, what=_short(callee.name), repeatable=repeatable, detail="call", confidence="medium")


def _result(callee: Value, last: str, given: list[Value]) -> Value:
    """A method of data gives data; a conversion of money is still the client's money; else nothing is known."""
    kept = callee.origin & (PROVIDER | DIGEST | HEADER | CONFIG)
    tainted = [value for value in given if value.tainted and value.sources]
    if (
        tainted
        and words(last) <= CONVERTS | {"aoa", "usd", "ngn", "kes", "in", "value", "str", "as", "from", "string"}
        and last
    ):
        return tainted[0].with_(const=MISSING, number="")
    return Value(origin=kept, name=callee.name, key=callee.key if kept else "", kind=callee.kind if kept else "")
