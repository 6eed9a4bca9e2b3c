"""Comparisons and truth: which guards each outcome of a test proves, and which comparisons the checks want to see."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked
from ekzlint.flow.frame import Frame
from ekzlint.flow.queries import condition
from ekzlint.flow.routing import is_path, outcomes
from ekzlint.flow.rowstate import row_state, truth
from ekzlint.flow.state import (
    CACHED,
    CLEAN,
    IN_MEMORY,
    LOOKED_UP,
    VERIFIED,
)
from ekzlint.flow.values import (
    ADDRESS,
    CLIENT,
    CONFIG,
    CONST,
    DB,
    DIGEST,
    HEADER,
    MISSING,
    NOTHING,
    PROVIDER,
    VERDICT,
    Guards,
    Value,
    both,
    under,
)
from ekzlint.flow.words import FAILED, SECRET, has, words

_SIGNATURES = frozenset("signature sign sig checksum mac crc verify".split())
_NAMES = frozenset("username user login email merchant shortcode".split())
_POSITIVE = {"==", "is", "in"}
_NEGATIVE = {"!=", "is not", "not in"}
_ORDER = {"<", "<=", ">", ">="}
_IDENTITY = {"status", "state", "resultcode", "responsecode", "result", "code"}


def comparison(frame: Frame, expr: r.Compare) -> Value:
    """The value of a comparison."""
    left = frame.eval(expr.left)
    true: Guards = NOTHING
    false: Guards | None = None
    first = True
    columns: set[str] = set()
    for op, right_expr in zip(expr.ops, expr.rights, strict=True):
        right = frame.eval(right_expr)
        _notice(frame, expr, op, left, right)
        if left.kind == "manager" and left.name.count(".") == 1:
            columns |= condition(left.key, right)
        holds, fails = _outcomes(frame, op, left, right)
        true = None if true is None or holds is None else true | holds
        false = fails if first else both(false, fails)
        first = False
        left = right
    return Value(kind="flag", when_true=true, when_false=false, found_by=frozenset(columns))


def _outcomes(frame: Frame, op: str, left: Value, right: Value) -> tuple[Guards, Guards]:
    """Guards proven when `left op right` holds and when it does not."""
    if is_path(left) or is_path(right):
        equal, different = outcomes(frame, right if is_path(left) else left)
        return (equal, different) if op in _POSITIVE else (different, equal)
    seen = asked.compared(left, right)
    equal, different = _order(op, left, right) if op in _ORDER else _equality(left, right, op)
    equal, different = under(equal, seen), under(different, seen)
    return (equal, different) if op in _POSITIVE | _ORDER else (different, equal)


def _equality(left: Value, right: Value, op: str) -> tuple[Guards, Guards]:
    """Guards proven when the two are equal (or the left lies in the right), and when not."""
    if right.const is None or right.const is False:
        return truth(left)[::-1]
    if right.const is True:
        return truth(left)
    if right.const == 0 and left.kind == "count":
        return left.when_false, left.when_true
    if right.const == 1 and left.kind == "count":
        return left.when_true, left.when_false
    if (
        left.const is not MISSING
        and right.const is not MISSING
        and not (left.origin | right.origin) & CONFIG
        and op not in ("in", "not in")
    ):
        same = left.const == right.const
        return (NOTHING, None) if same else (None, NOTHING)
    if left.options and right.const is not MISSING:
        return _picked(left, [right.const])
    if left.options and right.kind == "enum":
        return _picked(left, [right.name])
    if left.options and op in ("in", "not in") and right.kind in ("tuple", "list", "set"):
        return _picked(left, [part.const for key, part in (right.fields or {}).items() if key != "[]"])
    equal: set[str] = set()
    different: set[str] = set()
    if authenticates(left, right) or _is_listed_address(left, right, op) or _is_verdict(left, right):
        equal.add(VERIFIED)
    if op in ("in", "not in"):
        _membership(left, right, equal, different)
    row_state(left, right, equal, different)
    for client, server in ((left, right), (right, left)):
        if (
            client.tainted
            and client.sources
            and not server.tainted
            and (not server.origin & CONST or op in ("in", "not in"))
        ):
            equal.update(CLEAN + source for source in client.sources)
    return frozenset(equal), frozenset(different)


def _picked(value: Value, consts: list[object]) -> tuple[Guards, Guards]:
    """What is proven where a value is one of some constants, and where it is another that it may be."""
    equal: Guards = None
    different: Guards = None
    for const, guards in value.options:
        if const in consts:
            equal = both(equal, guards)
        else:
            different = both(different, guards)
    return equal, different


def authenticates(left: Value, right: Value) -> bool:
    """Whether equality of the two proves who sent a message: a digest or a configured secret against what came in."""
    if _is_column(left) or _is_column(right):
        # This makes a condition of a query.
        return False
    for sent, kept in ((left, right), (right, left)):
        if kept.origin & DIGEST and not sent.origin & DIGEST:
            return True
        incoming = sent.origin & HEADER or (sent.origin & (CLIENT | PROVIDER) and has(sent.key or sent.name, SECRET))
        if incoming and kept.origin & CONFIG and not has(sent.key, frozenset({"agent", "type", "host"})):
            return True
    return False


def _is_column(value: Value) -> bool:
    """Whether a value is a column of a model, which may lie outside what can be read (`Delivery.digest`)."""
    owner = value.name.rpartition(".")[0].rpartition(".")[2]
    return value.kind == "manager" or (not value.origin and owner[:1].isupper() and not owner.isupper())


def _is_verdict(left: Value, right: Value) -> bool:
    """Whether it is tested what the provider answered when asked if it signed: `VERIFIED`, `SUCCESS`."""
    literal = right if left.kind == VERDICT else left
    said = words(literal.text)
    return VERDICT in (left.kind, right.kind) and bool(said) and not said & FAILED


def _is_listed_address(left: Value, right: Value, op: str) -> bool:
    """Whether it is tested that the caller's address is one of those that are let in."""
    if op in ("in", "not in"):
        return bool(left.origin & ADDRESS)
    listed = right if left.origin & ADDRESS else left
    return bool((left.origin ^ right.origin) & ADDRESS and listed.origin & (CONST | CONFIG)) and not (
        listed.text.startswith("127.") or listed.text in ("localhost", "::1", "unknown")
    )


def _membership(left: Value, right: Value, equal: set[str], different: set[str]) -> None:
    if right.kind == "memory":
        different.add(IN_MEMORY)
    elif right.kind == "cache":
        different.add(CACHED)
    elif left.kind == "memory":
        equal.add(IN_MEMORY)
    elif right.origin & DB or any(value.origin & DB for value in (right.fields or {}).values()):
        # The keys of the rows that are known: what is not among them is new.
        different.add(LOOKED_UP)


def _order(op: str, left: Value, right: Value) -> tuple[Guards, Guards]:
    if left.kind == "count" and right.origin & CONST:
        return (left.when_true, left.when_false) if op in (">", ">=") else (left.when_false, left.when_true)
    if left.kind == "difference" and right.origin & CONST:
        clean = frozenset(CLEAN + source for source in left.sources)
        return (NOTHING, clean) if op in (">", ">=") else (clean, NOTHING)
    for client, server in ((left, right), (right, left)):
        if client.tainted and not server.tainted and server.origin & DB:
            clean = frozenset(CLEAN + source for source in client.sources)
            return clean, clean
    return NOTHING, NOTHING


def _notice(frame: Frame, expr: r.Compare, op: str, left: Value, right: Value) -> None:
    """Log what the checks want to see of this comparison."""
    if op in _POSITIVE | _NEGATIVE:
        for sent, literal in ((left, right), (right, left)):
            if from_outside(frame, sent):
                texts = [literal.text] + [part.text for part in (literal.fields or {}).values()]
                frame.run.compared.update(text for text in texts if text)
                if any(text in frame.run.library.event_types for text in texts):
                    frame.log("route", expr.at, what=sent.key or sent.name)
                if is_status(frame, sent) and sent.kind != VERDICT:
                    frame.log("compare", expr.at, what=sent.name or sent.key, values=(sent, literal), detail=op)
    if _is_verdict(left, right):
        frame.log("verify", expr.at, what=_title(left if left.kind == VERDICT else right))
    if op in ("==", "!="):
        _notice_signature(frame, expr, left, right)


def _notice_signature(frame: Frame, expr: r.Compare, left: Value, right: Value) -> None:
    if left.const is None or right.const is None:
        return
    of_a_row = frame.klass is not None and frame.machine.classes.is_model(frame.klass)
    told = authenticates(left, right) and (_is_sent(left) or _is_sent(right) or _is_keyed(left) or _is_keyed(right))
    if told and not (left.origin | right.origin) & DB and not of_a_row and not (_is_public(left) or _is_public(right)):
        frame.log("signature", expr.at, what=_title(left), detail=_title(right), values=(left, right))


def _is_sent(value: Value) -> bool:
    """Whether a value came with a message, or is called as what comes with one is."""
    return bool(value.origin & (CLIENT | HEADER)) or has(value.key or value.name, SECRET | _SIGNATURES)


def _is_public(value: Value) -> bool:
    """Whether what is configured is who somebody is, and no secret."""
    return bool(value.origin & CONFIG) and has(value.key, _NAMES) and not has(value.key, SECRET)


def _is_keyed(value: Value) -> bool:
    """Whether a digest was made with a key: any other may be no more than a fingerprint of something of our own."""
    return bool(value.origin & DIGEST) and "hmac" in value.name


def _title(value: Value) -> str:
    return (value.name or value.key or "…")[-60:]


def from_outside(frame: Frame, value: Value) -> bool:
    """Whether a value is what a client or a provider sent: by its origin, or by a name that only a provider gives."""
    if value.origin & (CLIENT | PROVIDER):
        return True
    library = frame.run.library
    named = value.key in library.wire_keys or value.name.partition(".")[0] in library.imports
    return named and not value.origin and bool(value.key)


def is_status(frame: Frame, value: Value) -> bool:
    """Whether a value was read by a name under which providers send a status."""
    key = value.key.lower()
    return key in frame.run.library.status_keys or "status" in key or key in _IDENTITY


def match_case(frame: Frame, subject: Value, literals: list[Value], at: r.Place) -> frozenset[str]:
    """What a `case` with literals proves of its subject; it is noticed like a comparison."""
    if not literals:
        return NOTHING
    other = (
        literals[0]
        if len(literals) == 1
        else Value(kind="tuple", origin=CONST, fields={str(i): v for i, v in enumerate(literals)})
    )
    expr = r.Compare(at, r.Name(at, ""), ("==",), ())
    _notice(frame, expr, "==" if len(literals) == 1 else "in", subject, other)
    equal, _ = _equality(subject, other, "==" if len(literals) == 1 else "in")
    return equal or NOTHING
