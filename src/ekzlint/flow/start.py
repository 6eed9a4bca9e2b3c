"""The start of a walk: what decorators, dependencies and permissions prove, and what the parameters hold."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions
from ekzlint.flow.calls import call_function
from ekzlint.flow.entries import Entry
from ekzlint.flow.frame import Frame
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.requests import number_of
from ekzlint.flow.run import Run
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import CLIENT, HEADER, UNKNOWN, ClassRef, FuncRef, Value
from ekzlint.flow.words import is_verifier

_MESSAGE_PARAMS = frozenset({"message", "update", "callback", "callback_query", "query"})
_BOTS = ("telegram", "aiogram", "telebot", "pyrogram", "telethon", "discord")
_STORES = ("Session", "AsyncSession", "Connection", "AsyncConnection", "Database", "Client")


def walk(machine: Machine, entry: Entry) -> Run:
    """Walk from an entry point; the run that comes back holds what was seen."""
    run = machine.new_run()
    try:
        _walk(machine, entry, run)
    except RecursionError:
        run.limits.add("nesting")
    return run


def _walk(machine: Machine, entry: Entry, run: Run) -> None:
    frame = Frame(machine, run, entry.module, entry.name)
    owner = machine.instance(entry.klass) if entry.klass else None
    kinds = {dotted(decorator).rpartition(".")[2] for decorator in entry.node.decorators}
    if "staticmethod" in kinds:
        owner = None
    elif "classmethod" in kinds and entry.klass:
        owner = Value(name=entry.klass.node.name, refs=(entry.klass,))
    for decorator in entry.node.decorators:
        _decorator(frame, decorator)
    if owner is not None and entry.klass is not None:
        _permissions(frame, entry.klass, owner)
    params = entry.node.params[1:] if owner is not None else entry.node.params
    args: list[Value] = []
    keywords: dict[str, Value] = {}
    for param in params:
        value = _parameter(frame, entry, param)
        if param.kind == "positional":
            args.append(value)
        elif param.kind == "keyword":
            keywords[param.name] = value
    callee = machine.define(entry.module, entry.node, entry.klass, owner)
    for ref in callee.refs:
        if isinstance(ref, FuncRef):
            call_function(frame, ref, tuple(args), keywords, entry.node.at)
            break


def _decorator(frame: Frame, decorator: r.Expr) -> None:
    """A decorator from outside the project whose name says that it verifies; `dependencies=[Depends(f)]` runs f."""
    made = frame.machine.quiet_eval(frame.module, decorator)
    if not made.refs and is_verifier(dotted(decorator).rpartition(".")[2]):
        frame.log("verify", decorator.at, what=dotted(decorator), confidence="medium")
        frame.learn(VERIFIED)
    if isinstance(decorator, r.Call):
        listed = dict(decorator.keywords).get("dependencies")
        for item in getattr(listed, "items", ()):
            _dependency(frame, item)


def _dependency(frame: Frame, expr: r.Expr | None) -> Value:
    """`Depends(f)`: f is called with parameters of its own."""
    if (
        not isinstance(expr, r.Call)
        or dotted(expr.func).rpartition(".")[2] not in frame.machine.shapes.dependency_markers
    ):
        return UNKNOWN
    if not expr.args:
        return UNKNOWN
    target = frame.machine.quiet_eval(frame.module, expr.args[0])
    for ref in target.refs:
        if isinstance(ref, FuncRef) and len(frame.run.stack) < 6:
            frame_there = Frame(frame.machine, frame.run, ref.module, frame.function, frame.state, frame.chain)
            params = ref.node.params[1:] if ref.owner is not None else ref.node.params
            given = {p.name: _client_parameter(frame_there, p) for p in params if p.kind in ("positional", "keyword")}
            return call_function(frame, ref, (), given, expr.at)
        if isinstance(ref, ClassRef):
            return frame.machine.instance(ref)
    if not target.refs and is_verifier(target.name.rpartition(".")[2]):
        frame.learn(VERIFIED)
    return UNKNOWN


def _permissions(frame: Frame, cls: ClassRef, owner: Value) -> None:
    """Permission and authentication classes of a view: a request that they refuse never reaches the handler."""
    for listed, method in (("permission_classes", "has_permission"), ("authentication_classes", "authenticate")):
        declared = frame.machine.classes.declared(cls, listed)
        if not declared or declared[1].value is None:
            continue
        for item in getattr(declared[1].value, "items", ()):
            for ref in frame.machine.quiet_eval(declared[0].module, item).refs:
                if not isinstance(ref, ClassRef):
                    continue
                found = frame.machine.classes.method(ref, method)
                if found:
                    bound = frame.machine.define(
                        found[0].module, found[1], found[0], Value(kind="instance", type=ref, fields={})
                    )
                    request = Value(name="request", kind="request")
                    value = frame.call(bound, (request, owner)[: len(found[1].params) - 1], {}, item.at)
                    frame.state.facts = frame.facts | (value.when_true or frozenset())
                    frame.state.alive = True


def _parameter(frame: Frame, entry: Entry, param: r.Param) -> Value:
    """What a parameter of an entry point holds."""
    if entry.route:
        return _client_parameter(frame, param)
    if param.name in _MESSAGE_PARAMS and any(_imports(entry.module, bot) for bot in _BOTS):
        return Value(origin=CLIENT, name=param.name, kind="body")
    return frame.machine.parameter(frame.module, param)


def _imports(module: ModuleInfo, name: str) -> bool:
    return any(
        isinstance(stmt, r.Import) and stmt.module.partition(".")[0] == name
        for statements in module.symbols.values()
        for stmt in statements
    )


def _client_parameter(frame: Frame, param: r.Param) -> Value:
    """A parameter that the framework fills from the request."""
    shapes, machine = frame.machine.shapes, frame.machine
    for part in _markers(param):
        last = dotted(part.func).rpartition(".")[2]
        if last in shapes.dependency_markers:
            value = _dependency(frame, part)
            return value if value is not UNKNOWN else machine.parameter(frame.module, param)
        if last in shapes.header_markers:
            frame.run.headers.add(param.name.lower().replace("_", "-"))
            return Value(origin=HEADER, name=param.name, key=param.name.replace("_", "-"), kind="header")
    known = machine.parameter(frame.module, param)
    last = dotted(param.annotation).rpartition(".")[2] if param.annotation else ""
    if (
        known.kind == "request"
        or known.kind == "row"
        or last in _STORES
        or last.endswith(("Response", "BackgroundTasks"))
    ):
        return known
    classes = machine.annotation_classes(frame.module, param.annotation)
    bodies = [cls for cls in classes if machine.classes.is_body(cls)]
    if bodies:
        return Value(origin=CLIENT, name=param.name, kind="body", type=bodies[0])
    if classes and not machine.classes.is_enum(classes[0]):
        return known
    return _raw_parameter(frame, param, last)


def _raw_parameter(frame: Frame, param: r.Param, last: str) -> Value:
    """A path, query, form or body parameter without a model."""
    body = last in ("dict", "Dict", "Any", "bytes", "list") or (
        param.annotation is None and param.name in ("payload", "data", "body")
    )
    place = f"{frame.module.path}:{param.at[0]}:{param.at[1]}"
    step = frame.step(param.at, "source", param.name)
    number = number_of(param.annotation)
    frame.run.reads_body = frame.run.reads_body or body
    return Value(
        origin=CLIENT,
        name=param.name,
        key=param.name,
        kind="body" if body else "",
        sources=frozenset({place}),
        trace=(step,),
        number=number,
        floated=step if number == "float" else None,
    )


def _markers(param: r.Param) -> Iterator[r.Call]:
    """Calls in a parameter's default and annotation (`Depends(f)`, `Annotated[str, Header()]`)."""
    for expr in (param.default, param.annotation):
        if expr is not None:
            for inner in expressions(expr):
                if isinstance(inner, r.Call):
                    yield inner
                    break
