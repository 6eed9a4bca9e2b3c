"""Calls of what is not known: judged by the words of the name alone, and with less confidence."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import REFETCHED, VERIFIED
from ekzlint.flow.values import CLIENT, CONFIG, CONST, DIGEST, HEADER, MISSING, PROVIDER, Value
from ekzlint.flow.words import ACTS, CONVERTS, CREATES_PAYMENT, MONEY, REPEATS, has, is_refetch, is_verifier, words


def short(name: str) -> str:
    """The last parts of a dotted name."""
    return ".".join(name.split(".")[-4:])


def unresolved(frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """A call of something unknown: judged by its name alone, and with less confidence."""
    name = callee.name
    last = name.rpartition(".")[2]
    if name == callee.name and is_verifier(last):
        frame.log("verify", at, what=short(name), confidence="medium")
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
            frame.log("charge", at, what=short(name), values=tuple(sums), confidence="medium")
            return Value(origin=PROVIDER, name=last, kind="reply")
    about_provider = bool(frame.run.library.provider_of(name)) or frame.machine.adapter_name(name)
    if is_refetch(last) and (about_provider or frame.module.evidence) and "." in name:
        frame.log("refetch", at, what=short(name), confidence="medium")
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
        frame.log("effect", at, what=short(callee.name), repeatable=repeatable, detail="call", confidence="medium")


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
