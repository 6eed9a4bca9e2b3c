"""Calls of what is not known: judged by the words of the name alone, and with less confidence."""

from __future__ import annotations

import sys

from ekzlint.facts import records as r
from ekzlint.flow import asked, kept, logs, rows
from ekzlint.flow.frame import Frame
from ekzlint.flow.paths import given_to
from ekzlint.flow.state import CACHED, CONFIRMED, FOUND, REFETCHED, STORED, VERIFIED
from ekzlint.flow.values import ADDRESS, CLIENT, CONFIG, CONST, DB, DIGEST, HEADER, MISSING, PROVIDER, Value
from ekzlint.flow.words import (
    ACTS,
    CONVERTS,
    EVENT_KEYS,
    GOODS,
    MAKES,
    REPEATS,
    VERIFY,
    creates_payment,
    has,
    is_money,
    is_refetch,
    is_verifier,
    words,
)

_INFRASTRUCTURE = frozenset(sys.stdlib_module_names) | frozenset(
    "django rest_framework flask fastapi starlette aiohttp sqlalchemy sqlmodel pydantic celery redis requests httpx "
    "jwt dateutil pytz dotenv boto3 jinja2 werkzeug aiohttp_session flask_session".split()
)
"""Libraries of which the knowledge files tell what matters: a name there is no evidence."""
_STORES = frozenset(
    "database db repository repositories repo dao crud store storage queries supabase firestore".split()
)
"""Who is asked for a row, and not for what the provider knows."""
_VALIDATES = frozenset("load model_validate parse_obj from_dict deserialize structure validate_python".split())
"""What makes an object of a body: its fields are those of the body."""
_PASSWORDS = frozenset("pwd password passwords bcrypt argon hasher otp totp pyotp context crypt".split())
_KEEPS = frozenset("create save insert add record register store persist".split())
"""Verbs of unknown functions that may well put a row in the store."""
_PARTS = frozenset("client engine app connection pool logger loop parser factory driver".split())
"""What a program makes for itself: nobody gets it twice."""
_ANSWERS = frozenset("json response error file directory headers header bytes status text frame".split())
_CHANNELS = frozenset("websocket ws socket socketio sio websockets channel".split())
"""What is sent there is shown to whoever looks, and kept by nobody."""
_STREAMS = frozenset("wfile stdout stderr".split())
"""What is written there is the answer, or is read by whoever looks on."""
_TASKS = frozenset(["delay", "apply_async", "enqueue", "kiq", "defer", "send_task"])
_SIGNATURES = frozenset("signature sig sign hmac hash".split())
_CACHES = frozenset("cache caches redis memcache memcached rdb valkey".split())
_LOOKS = frozenset(["get", "exists", "has", "aget", "get_json", "contains"])
_NOTES = frozenset(["set", "setex", "sadd", "hset", "psetex", "aset", "set_json", "add"])
_RUNS_LATER = frozenset("add_task submit run_in_executor to_thread create_task ensure_future on_commit".split())


def short(name: str) -> str:
    """The last parts of a dotted name."""
    return ".".join(name.split(".")[-4:])


def unresolved(frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """A call of something unknown: judged by its name alone, and with less confidence."""
    name = callee.name
    last = name.rpartition(".")[2]
    if (
        is_verifier(last)
        or _reads_signed_token(name, args, keywords)
        or _checks_signature(name, last, (*args, *keywords.values()))
    ):
        frame.log("verify", at, what=short(name), confidence="medium")
        frame.learn(VERIFIED)
        return Value(origin=PROVIDER, name=last, when_true=frozenset({VERIFIED}))
    if ("Response" in last and last[:1].isupper()) or last.endswith(("Error", "Exception")) or last == "jsonify":
        # An answer is an object, and so it is never false.
        return Value(name=last, when_false=None)
    if last[:1].isupper() and keywords:
        frame.learn(FOUND + last)
        # A class that lies outside what can be read: a row if its module says so, or if it is put in a store.
        return Value(
            name=name, kind="newrow" if "models" in name.split(".") else "thing", fields=dict(keywords), when_false=None
        )
    if last == "get_object" and not args:
        return _row_of_view(frame)
    given = [*args, *keywords.values()]
    if _creates_payment(frame, name, last):
        sums = [value for key, value in keywords.items() if is_money(key)]
        sums += [arg for arg in args if arg.tainted and is_money(arg.key)]
        sums += [v for body in given for k, v in (body.fields or {}).items() if is_money(k)]
        if sums:
            sent = given_to(args, keywords)
            frame.log(
                "charge", at, what=short(name), values=tuple(sums), given=sent, detail="guess", confidence="medium"
            )
            return Value(origin=PROVIDER, name=last, kind="reply")
    about_provider = bool(frame.run.library.provider_of(name)) or frame.machine.adapter_name(name)
    if is_refetch(last) and has(name.rpartition(".")[0], _STORES):
        return Value(origin=DB, name=short(name), kind="row")
    outside = name.partition(".")[0] in _INFRASTRUCTURE
    if is_refetch(last) and not outside and (about_provider or frame.module.evidence) and "." in name:
        frame.log("refetch", at, what=short(name), confidence="medium")
        frame.learn(REFETCHED, VERIFIED)
        return Value(origin=PROVIDER, name=last)
    if not logs.is_log(callee) and asked.handed(given):
        frame.learn(CONFIRMED)
    if has(name.rpartition(".")[0], _CACHES) and last != "publish":
        held = kept.method(frame, kept.store_named("cache"), last, args, keywords, at)
        return held if held.tainted else _cache(frame, name, last, args[0].text if args else "", at)
    if last in _RUNS_LATER and args:
        _act(frame, args[0], args[0].name.rpartition(".")[2], at)
    elif last in _TASKS:
        # A task that lies outside what can be read, by its own name or by the name that is handed over.
        told = args[0].text if args and args[0].text else name.rpartition(".")[0]
        task = told.rpartition(".")[2]
        _act(frame, Value(name=told), task, at)
    elif (not outside or last == "publish") and name.partition(".")[0] not in frame.run.library.imports:
        _act(frame, callee, last, at, " ".join(value.text for value in given))
    return _result(callee, last, given)


def looks_into_cache(owner: str, method: str, args: tuple[Value, ...]) -> bool:
    """Whether a method of the project's own cache asks for an event, whatever stands behind it."""
    return has(owner, _CACHES) and method in _LOOKS and bool(args) and has(args[0].text, EVENT_KEYS)


def notes_in_cache(owner: str, method: str, keywords: dict[str, Value]) -> bool:
    """Whether a method of the project's own cache puts a note there only where there is none: `set(key, nx=True)`."""
    sole = "nx" in keywords and keywords["nx"].const is True
    return has(owner, _CACHES) and (method in ("setnx", "set_nx", "set_if_absent") or (method == "set" and sole))


def _cache(frame: Frame, name: str, last: str, key: str, at: r.Place) -> Value:
    """A look into a cache, or a note put there: it forgets when it likes."""
    if last in _NOTES:
        if has(key, EVENT_KEYS):
            frame.log("register", at, what=short(name), detail="cache")
        return Value(kind="flag")
    return Value(name=name, kind="count" if last == "exists" else "", when_false=frozenset({CACHED}))


def _reads_signed_token(name: str, args: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    """`jwt.decode(body, key, ...)`, which raises where the body is not signed; unless that is switched off."""
    if not name.endswith("jwt.decode") or not args or args[0].kind not in ("raw", "body"):
        # Any other token tells who is signed in.
        return False
    options = (keywords.get("options") or Value()).fields or {}
    switches = (keywords.get("verify"), options.get("verify_signature"))
    return not any(switch and switch.const is False for switch in switches)


def _checks_signature(name: str, last: str, given: tuple[Value, ...]) -> bool:
    """`public_key.verify(signature, body, ...)`, or a verb of checking that is handed a header."""
    if has(name, _PASSWORDS) or last[:1].isupper():
        return False
    signed = any(value.origin & HEADER and has(value.key or value.name, _SIGNATURES) for value in given)
    if signed and (any(value.kind == "raw" for value in given) or has(last, VERIFY)):
        # The body as it came and what it is signed with: a library asks for both to compare them.
        return True
    if any(value.origin & HEADER for value in given) and has(last, VERIFY):
        return True
    return last == "verify" and len(given) > 1 and any(value.origin & (CLIENT | DIGEST) for value in given)


def _creates_payment(frame: Frame, name: str, last: str) -> bool:
    if last[:1].isupper():
        return False
    if creates_payment(last):
        return bool(frame.module.evidence) or frame.machine.adapter_name(name)
    return False


def _row_of_view(frame: Frame) -> Value:
    """The row that a generic view is about: it is there, or the request ends."""
    rows.ask(frame, "object", sure=True)
    return Value(origin=DB, name="object", kind="row")


def _act(frame: Frame, callee: Value, last: str, at: r.Place, told: str = "") -> None:
    """An unknown function whose name, with the strings `told` to it, says that it does something."""
    said = last.lower().lstrip("_").split("_") or [""]
    leading = said[0]
    if leading not in ACTS or callee.name.startswith(("logger", "logging", "log.")) or "signal" in callee.name.lower():
        return
    if callee.origin & (CLIENT | HEADER | CONFIG | CONST | PROVIDER) or words(last) & _PARTS:
        return
    if has(callee.name, _STREAMS):
        return
    if leading in _KEEPS:
        frame.learn(STORED)
    if leading in MAKES and not has(f"{last}_{told}" if last == "publish" else last, GOODS):
        # `create_app`, `generate_token`: what is made is nothing that is paid for.
        return
    if leading in REPEATS and (has(last, _ANSWERS) or has(callee.name, _CHANNELS)):
        return
    repeatable = leading in REPEATS
    detail = "file" if callee.name.startswith("open.") else "call"
    frame.log("effect", at, what=short(callee.name), repeatable=repeatable, detail=detail, confidence="medium")


def _result(callee: Value, last: str, given: list[Value]) -> Value:
    """A method of data gives data; a conversion of money is still the client's money; else nothing is known."""
    kept = callee.origin & (PROVIDER | DIGEST | HEADER | CONFIG | ADDRESS)
    tainted = [value for value in given if value.tainted and value.sources]
    whole = next((value for value in given if value.tainted and value.kind == "body" and not value.sources), None)
    if whole is not None and last in _VALIDATES:
        return whole
    if (
        tainted
        and words(last) <= CONVERTS | {"aoa", "usd", "ngn", "kes", "in", "value", "str", "as", "from", "string"}
        and last
    ):
        return tainted[0].with_(const=MISSING, options=(), number="")
    return Value(origin=kept, name=callee.name, key=callee.key if kept else "", kind=callee.kind if kept else "")
