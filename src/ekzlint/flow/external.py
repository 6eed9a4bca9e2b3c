"""Calls that leave the project: what the knowledge files say of them, and what their names suggest."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked, built, guesses, http, idempotency, sql, storage, transport
from ekzlint.flow.conversions import conversion, notice_dumped, notice_signed
from ekzlint.flow.frame import Frame
from ekzlint.flow.guesses import short
from ekzlint.flow.library import Meaning
from ekzlint.flow.paths import amounts_of, given_to
from ekzlint.flow.state import CACHED, CONFIRMED, LOCKED, REFETCHED, VERIFIED
from ekzlint.flow.values import (
    DB,
    PROVIDER,
    UNKNOWN,
    ClassRef,
    FuncRef,
    LambdaRef,
    PartialRef,
    Value,
    both,
)

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

_WORKFLOWS = frozenset(["chain", "group", "chord"])
"""What makes one of several tasks."""
PASSES_ON = "call_next"
_PASSES_ON = {PASSES_ON, "get_response"}
"""What a middleware calls to let the request through."""
_ABORTS = {"abort", "throw", "_exit"}
_ABORTERS = frozenset("flask werkzeug quart flask_restful flask_restx flask_smorest frappe api ns namespace os".split())


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
    if _ends(name, last):
        frame.state.alive = False
        return UNKNOWN
    transport.notice(frame, callee, args, keywords, at)
    if last in _PASSES_ON:
        frame.run.passed = both(frame.run.passed, frame.facts)
        return Value(name="response")
    if name == "dict" and keywords:
        given = args[0].fields if args and args[0].fields else {}
        return Value(kind="dict", fields={**given, **keywords}, when_false=None)
    about = built.model_in(frame, args[0]) if last in built.VERBS and len(args) == 1 else None
    if about is not None:
        return built.statement(last, about, {})
    if last == "select" and args:
        selected = storage.selection(frame, args[0])
        if selected is not None:
            return selected
    notice_signed(frame, callee, (*args, *keywords.values()), at)
    found = conversion(frame, last, name, args, at, receiver)
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
    if args and (last in ("execute", "text", "executemany") and args[0].text or sql.is_statement(args[0].text)):
        return args[0] if last == "text" else sql.sql(frame, args, at)
    return guesses.unresolved(frame, callee, args, keywords, at)


def _ends(name: str, last: str) -> bool:
    """Whether a call never comes back: it answers with an error (`abort(401)`) or ends the program."""
    receiver = name.rpartition(".")[0].partition(".")[0]
    return (last in _ABORTS and (not receiver or receiver in _ABORTERS)) or name in ("exit", "quit", "sys.exit")


def _by_reference(
    frame: Frame, last: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """A function handed to a library: it is called there, or comes back wrapped."""
    if last in _WORKFLOWS:
        for each in [each for arg in args for each in signatures(arg)]:
            frame.call(each, (), {}, at)
        return UNKNOWN
    target = keywords.get("target") or keywords.get("func")
    rest: tuple[Value, ...] = ()
    if target is None:
        for index, arg in enumerate(args):
            kinds = (
                (FuncRef, LambdaRef, PartialRef, ClassRef) if last == "partial" else (FuncRef, LambdaRef, PartialRef)
            )
            if any(isinstance(ref, kinds) for ref in arg.refs) or _is_known_call(frame, arg):
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


def signatures(value: Value) -> list[Value]:
    """The calls of tasks that a value stands for: `task.si(1)`, or a list of such."""
    parts = (value, *(part for key, part in (value.fields or {}).items() if key.isdigit()))
    return [part for part in parts if any(isinstance(ref, PartialRef) for ref in part.refs)]


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
            given = given_to(args, keywords)
            key = idempotency.told(meaning.charge.idempotency, given)
            what = short(callee.name)
            frame.log("charge", at, what=what, provider=meaning.provider, values=tuple(sums), given=given, detail=key)
            if asked.takes_money(callee.name):
                frame.learn(REFETCHED, CONFIRMED)
            return Value(origin=PROVIDER, name=callee.name, kind="reply")
        if meaning.role in ("verify", "verify_bool"):
            notice_dumped(frame, short(callee.name), (*args, *keywords.values()), at)
        if meaning.role == "verify":
            frame.log("verify", at, what=short(callee.name), provider=meaning.provider)
            frame.learn(VERIFIED)
            return Value(origin=PROVIDER, name="event", kind="event")
        if meaning.role == "verify_bool":
            frame.log("verify", at, what=short(callee.name), provider=meaning.provider)
            return Value(kind="flag", when_true=frozenset({VERIFIED}))
        if meaning.role == "refetch":
            frame.log("refetch", at, what=short(callee.name), provider=meaning.provider)
            frame.learn(REFETCHED)
            if asked.takes_money(callee.name) or asked.asks_for_state(given_to(args, keywords)):
                frame.learn(CONFIRMED)
            return Value(origin=PROVIDER, name=callee.name, kind="reply")
        got = _effect(frame, callee, meaning, args, keywords, at)
        if got is not None:
            return got
    return None


def _plausible(frame: Frame, callee: Value, meaning: Meaning) -> bool:
    """A pattern for any receiver needs other evidence of its provider: in the name or in the module."""
    known = frame.run.library.knowledge.providers[meaning.provider]
    imported = any(callee.name.startswith(f"{module}.") for module in known.imports)
    return imported or meaning.provider in frame.module.evidence


def _effect(
    frame: Frame, callee: Value, meaning: Meaning, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    role, what = meaning.role, short(callee.name)
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
        return sql.sql(frame, args, at)
    if role == "query":
        return storage.demanded(frame, args[0] if args else UNKNOWN, at)
    return None
