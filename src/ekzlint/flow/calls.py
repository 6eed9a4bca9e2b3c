"""Calls: finding out what is called, and following it where it lies in the project."""

from __future__ import annotations

from functools import reduce

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow import attributes, external, guesses, logs, mappings, receivers, requests
from ekzlint.flow.bind import bind_arguments
from ekzlint.flow.construct import construct
from ekzlint.flow.frame import Frame
from ekzlint.flow.made import Outcome
from ekzlint.flow.mappings import is_message
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.state import CACHED, TRANSACTIONS, VERIFIED, State
from ekzlint.flow.summaries import follow
from ekzlint.flow.values import (
    CLIENT,
    HEADER,
    UNKNOWN,
    ClassRef,
    FuncRef,
    LambdaRef,
    PartialRef,
    SuperRef,
    Value,
    common,
    constant,
    join,
    under,
)
from ekzlint.flow.words import AUTHENTIC, has, is_verifier

_MOST_TARGETS = 16


def call_expression(frame: Frame, expr: r.Call) -> Value:
    """The value of a call in the source."""
    receiver: Value | None = None
    if isinstance(expr.func, r.Attr):
        receiver = frame.eval(expr.func.value)
        method = expr.func.name
        if mappings.is_plain(receiver, method):
            callee = Value(name=f"{receiver.name}.{method}", origin=receiver.origin)
        else:
            callee = attributes.attribute(frame, receiver, method, expr.func.at)
    else:
        callee = frame.eval(expr.func)
        method = ""
    args, keywords = _arguments(frame, expr)
    if logs.is_log(callee):
        logs.notice(frame, expr)
    if receiver is not None and receiver.kind == "request" and callee.tainted:
        # `request.get_json()`, `await request.form()`: the attribute was the body already.
        return callee
    if receiver is not None and receiver.kind == "request" and callee.kind == "headers" and args:
        return requests.header(frame, callee, args[0].text, f"{callee.name}.{args[0].text}")
    if receiver is not None and method in frame.machine.shapes.request_calls and _answers(frame) and args:
        # Tornado's `self.get_argument("order")`.
        form = Value(origin=CLIENT, name="arguments", kind="body")
        return requests.field(frame, form, args[0].text or "[]", f"arguments.{args[0].text}", expr.at)
    if receiver is not None and method == "get_serializer":
        return receivers.serializer(frame, receiver, keywords)
    if receiver is not None:
        handled = receivers.on_receiver(frame, receiver, method, callee, args, keywords, expr.at)
        if handled is not None:
            return handled
    return call_value(frame, callee, args, keywords, expr.at, receiver)


def _answers(frame: Frame) -> bool:
    """Whether the walk is about a class that answers the request itself."""
    frame.run.asked.whole = True
    return frame.run.answers is not None


def _arguments(frame: Frame, expr: r.Call) -> tuple[tuple[Value, ...], dict[str, Value]]:
    args: list[Value] = []
    for arg in expr.args:
        value = frame.eval(arg)
        if isinstance(arg, r.Star) and value.fields is not None:
            args += [value.fields[key] for key in sorted(value.fields) if key.isdigit()]
        else:
            args.append(value)
    keywords: dict[str, Value] = {}
    for name, part in expr.keywords:
        value = frame.eval(part)
        if name:
            keywords[name] = value
        elif value.fields is not None:
            keywords.update((key, field) for key, field in value.fields.items() if key not in ("[]",))
            if set(value.fields) == {"[]"}:
                keywords["**"] = value
        else:
            keywords["**"] = value if value.sources or not value.tainted else _spread(frame, value, part.at)
    return tuple(args), keywords


def _spread(frame: Frame, value: Value, at: r.Place) -> Value:
    """`f(**body)`: every field of the body is read here, whatever the names of the parameters are."""
    place = f"{frame.module.path}:{at[0]}:{at[1]}"
    return value.with_(sources=frozenset({place}), trace=(frame.step(at, "source", value.name),))


def call_value(
    frame: Frame,
    callee: Value,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    at: r.Place,
    receiver: Value | None = None,
) -> Value:
    """Call whatever `callee` denotes: functions of the project are followed, others are looked up."""
    if any(isinstance(ref, SuperRef) for ref in callee.refs):
        return callee
    if callee.kind == "instance" and not callee.refs:
        callee = attributes.called(frame, callee)
    results: list[tuple[Value, State]] = []
    start = frame.state
    fork = len(frame.run.arms)
    for ref in callee.refs[:_MOST_TARGETS]:
        frame.state = start.copy()
        _, outer = frame.enter(fork)
        result = _call_ref(frame, callee, ref, args, keywords, at)
        frame.run.path = outer
        if result is not None:
            results.append((result, frame.state))
    frame.state = start
    if not results:
        return external.call(frame, callee, args, keywords, at, receiver)
    if len(results) == 1:
        frame.state = results[0][1]
        return results[0][0]
    return _together(frame, results)


def _together(frame: Frame, results: list[tuple[Value, State]]) -> Value:
    """One of several functions was called: only what all of them prove holds."""
    alive = [(value, state) for value, state in results if state.alive]
    if not alive:
        frame.state.alive = False
        return UNKNOWN
    facts = reduce(common, (state.facts for _, state in alive))
    value, state = alive[0]
    seen = state.facts - facts
    for other, other_state in alive[1:]:
        value = join(value, other, seen, other_state.facts - facts)
        seen = seen & (other_state.facts - facts)
    frame.state.facts = facts
    return value


def _call_ref(
    frame: Frame, callee: Value, ref: object, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    if isinstance(ref, FuncRef):
        return call_function(frame, ref, args, keywords, at)
    if isinstance(ref, LambdaRef):
        inner = _frame(frame, ref.module, "<lambda>", at, "called", callee.name)
        inner.state.env = {**ref.closure, **bind_arguments(inner, ref.node.params, args, keywords)}
        value = inner.eval(ref.node.body)
        frame.state.facts |= inner.state.facts
        return value
    if isinstance(ref, ClassRef):
        return construct(frame, ref, args, keywords, at)
    if isinstance(ref, PartialRef):
        return frame.call(ref.target, (*ref.args, *args), {**dict(ref.keywords), **keywords}, at)
    return None


def _frame(frame: Frame, module: ModuleInfo, function: str, at: r.Place, key: str, what: str) -> Frame:
    step = frame.step(at, key, what)
    return Frame(
        machine=frame.machine,
        run=frame.run,
        module=module,
        function=function,
        calls=frame.calls.into(frame.state.facts, step),
        expects_missing=frame.expects_missing,
        expects_duplicates=frame.expects_duplicates,
        handling=frame.handling,
        loops=0,
    )


def call_function(
    frame: Frame, ref: FuncRef, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value:
    """Follow a call into a function of the project: its guards and effects become the caller's."""
    run, node = frame.run, ref.node
    key = (ref.module.path, node.qualname)
    run.asked.calls.add(key)
    if key in run.stack:
        return UNKNOWN
    run.asked.deepest = max(run.asked.deepest, len(run.stack))
    if len(run.stack) >= run.deepest_call:
        run.asked.cut = True
        run.limits.add("call depth")
        return UNKNOWN
    unfollowed = Value(name=f"{ref.module.stem}.{node.name}")
    if run.exhausted and run.stack:
        return guesses.unresolved(frame, unfollowed, args, keywords, at)
    if is_abstract(node):
        return guesses.unresolved(frame, Value(name=node.qualname), args, keywords, at)
    inner = _frame(frame, ref.module, node.qualname, at, "called", node.name)
    inner.klass, inner.owner = ref.klass, ref.owner
    given = (ref.owner, *args) if ref.owner is not None else args
    given = tuple(_passed(frame, value, at, node.name) for value in given)
    named = {name: _passed(frame, value, at, node.name) for name, value in keywords.items()}
    _hand(frame, ref, (*args, *keywords.values()), at)
    came = follow(inner, ref, given, named, frame.state.facts, lambda: _execute(inner, ref, given, named))
    if run.exhausted and run.stack:
        # It was not followed to its end: only its name tells what it gives.
        return guesses.unresolved(frame, unfollowed, args, keywords, at)
    if came.proven is None:
        frame.state.alive = False
        return UNKNOWN
    frame.learn(*came.proven)
    value = came.value
    if ref.klass is not None and guesses.looks_into_cache(ref.klass.node.name, node.name, args):
        value = value.with_(when_false=under(value.when_false, frozenset({CACHED})))
    if ref.klass is not None and guesses.notes_in_cache(ref.klass.node.name, node.name, keywords):
        value = value.with_(when_true=under(value.when_true, frozenset({CACHED})))
    if (
        is_verifier(node.name)
        and not frame.holds(VERIFIED)
        and VERIFIED not in (value.when_true or ())
        and _is_about_the_sender(node.name, given, value)
    ):
        frame.log("gap", at, what=node.name)
    return value


def _execute(inner: Frame, ref: FuncRef, given: tuple[Value, ...], named: dict[str, Value]) -> Outcome:
    """Run the body of a function with what its parameters hold."""
    node = ref.node
    inner.state.env = {**ref.closure, **bind_arguments(inner, node.params, given, named)}
    began = ""
    if any(dotted(decorator).rpartition(".")[2] in TRANSACTIONS for decorator in node.decorators):
        began = inner.begin(node.at)
    inner.run.stack.append((ref.module.path, node.qualname))
    inner.execute(node.body)
    inner.run.stack.pop()
    value, proven = _result(inner)
    return Outcome(value, None if proven is None else proven - {began})


def _is_about_the_sender(name: str, given: tuple[Value, ...], result: Value) -> bool:
    """Whether a function that proves nothing means to: not one that looks for the fields of a payload."""
    sees_the_request = any(value.origin & HEADER or value.kind in ("request", "raw") for value in given)
    return has(name, AUTHENTIC) or sees_the_request or result.const is True


def _hand(frame: Frame, ref: FuncRef, given: tuple[Value, ...], at: r.Place) -> None:
    """Note that a whole message, or the part of it that is the payment, is handed to a function."""
    if frame.run.stack and any(is_message(value) for value in given):
        frame.log("handed", at, what=ref.node.qualname, detail=ref.module.path)


def _passed(frame: Frame, value: Value, at: r.Place, callee: str) -> Value:
    """The value as the callee sees it: a client's number has one more hop in its trace."""
    if not value.tainted or not value.sources or not frame.run.stack:
        # The framework's own call of the entry point is no hop.
        return value
    return value.hop(frame.step(at, "passed", callee))


def is_abstract(node: r.Function) -> bool:
    """Whether a function has no body of its own: only a docstring, `pass`, `...` or NotImplementedError."""
    for stmt in node.body:
        if isinstance(stmt, r.Raise):
            exc = stmt.exc.func if isinstance(stmt.exc, r.Call) else stmt.exc
            return isinstance(exc, r.Name) and exc.id == "NotImplementedError"
        if not (isinstance(stmt, r.ExprStmt) and isinstance(stmt.value, r.Const)):
            return False
    return True


def _result(inner: Frame) -> tuple[Value, frozenset[str] | None]:
    """Join the ways in which a call came back, with what all of them prove; None where it never does."""
    if inner.state.alive:
        inner.returns.append((constant(None), inner.state))
    ways = [(value, state.facts) for value, state in inner.returns if state.alive]
    if not ways:
        return UNKNOWN, None
    shared = reduce(common, (facts for _, facts in ways))
    value, seen = ways[0][0], ways[0][1] - shared
    if len(ways) > 1:
        for other, facts in ways[1:]:
            value = join(value, other, seen, facts - shared)
            seen = seen & (facts - shared)
    return value, shared
