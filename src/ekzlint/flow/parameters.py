"""What the parameters of an entry point hold: the request, what the client sent, or what a dependency gives."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions
from ekzlint.flow import attributes, serializers
from ekzlint.flow.annotations import written_out
from ekzlint.flow.calls import call_function
from ekzlint.flow.entries import Entry
from ekzlint.flow.frame import Frame
from ekzlint.flow.kept import store_named
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.requests import number_of
from ekzlint.flow.signals import receives, sender_of
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import CLIENT, DB, HEADER, PROVIDER, UNKNOWN, ClassRef, FuncRef, Value
from ekzlint.flow.words import is_verifier

_SAVES = {"perform_create", "perform_update"}
"""Methods of a generic view that are handed the serializer with what the client sent."""
_MESSAGE_PARAMS = frozenset({"message", "update", "callback", "callback_query", "query"})
_CONTEXT = "context"
"""What a bot's handler is given beside the message: the words of a command are the client's, the rest is the bot's."""
_BOTS = ("telegram", "aiogram", "telebot", "pyrogram", "telethon", "discord")
_GIVEN = (
    "Response",
    "BackgroundTasks",
    "Dep",
    "Depends",
    "Session",
    "Service",
    "Repository",
    "Client",
    "Gateway",
    "User",
)
"""Endings of types that no client can send: the framework or a dependency fills such a parameter."""
_STORES = ("Session", "AsyncSession", "Connection", "AsyncConnection", "Database", "Client")


def parameter(frame: Frame, entry: Entry, param: r.Param) -> Value:
    """What a parameter of an entry point holds."""
    if entry.klass is not None and entry.node.name in _SAVES and param.name == "serializer":
        return serializers.sent(frame, entry.klass)
    if entry.klass is not None and param.name == "validated_data" and frame.machine.classes.is_body(entry.klass):
        return Value(origin=CLIENT, name=param.name, kind="body", type=entry.klass)
    if entry.hook:
        # The library hands over what it has verified.
        return Value(origin=PROVIDER, name=param.name, kind="event")
    if entry.platform:
        frame.run.reads_body = frame.run.reads_body or param is entry.node.params[0]
        return Value(origin=CLIENT if param is entry.node.params[0] else 0, name=param.name, kind="platform")
    if entry.proven:
        message = next(each for each in entry.node.params if each.name not in ("self", "cls"))
        if param is message:
            return Value(origin=PROVIDER, name=param.name, kind="event")
        return frame.machine.parameter(frame.module, param)
    if entry.route:
        return client_parameter(frame, param)
    if param.name == "sender" and entry.module.imports("paypal"):
        # The library's signals hand over the message that it has verified.
        return Value(origin=PROVIDER, name=param.name, kind="event")
    if param.name == "instance":
        row = _announced(frame, entry)
        if row is not None:
            return row
    if param.name in _MESSAGE_PARAMS | {_CONTEXT} and of_a_bot(entry.module):
        if param.name == _CONTEXT:
            words = Value(origin=CLIENT, name=f"{_CONTEXT}.args", kind="body")
            stores = {name: store_named(f"{_CONTEXT}.{name}") for name in ("user_data", "chat_data")}
            return Value(name=_CONTEXT, fields={"args": words, "matches": words, "match": words, **stores})
        return Value(origin=CLIENT, name=param.name, kind="body")
    return frame.machine.parameter(frame.module, param)


def of_a_bot(module: ModuleInfo) -> bool:
    """Whether a module answers the messages of people that talk to a bot."""
    return any(module.imports(bot) for bot in _BOTS)


def _announced(frame: Frame, entry: Entry) -> Value | None:
    """The row that a signal is about: `@receiver(post_save, sender=Order)`."""
    for call in filter(None, map(receives, entry.node.decorators)):
        sender = sender_of(call)
        for ref in frame.machine.quiet_eval(frame.module, sender).refs if sender is not None else ():
            if isinstance(ref, ClassRef) and frame.machine.classes.is_model(ref):
                return Value(origin=DB, name=ref.node.name, kind="row", type=ref)
    return None


def client_parameter(frame: Frame, param: r.Param) -> Value:
    """A parameter that the framework fills from the request."""
    shapes, machine = frame.machine.shapes, frame.machine
    module, annotation = written_out(machine, frame.module, param.annotation)
    param = replace(param, annotation=annotation)
    for part in _markers(param):
        last = dotted(part.func).rpartition(".")[2]
        if last in shapes.dependency_markers:
            value = dependency(frame, part, module if part is not param.default else frame.module)
            return value if value is not UNKNOWN else machine.parameter(module, param)
        if last in shapes.header_markers:
            frame.run.headers.add(param.name.lower().replace("_", "-"))
            return Value(origin=HEADER, name=param.name, key=param.name.replace("_", "-"), kind="header")
    known = machine.parameter(module, param)
    last = dotted(param.annotation).rpartition(".")[2] if param.annotation else ""
    if known.kind == "request" or known.kind == "row" or last in _STORES or last.endswith(_GIVEN):
        return known
    classes = machine.annotation_classes(module, param.annotation)
    bodies = [cls for cls in classes if machine.classes.is_body(cls) or machine.classes.is_record(cls)]
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


def forget_effects(frame: Frame, seen: int) -> None:
    """Of what ran before the entry point only what it proves counts: to note that a user was here is no deed of its."""
    frame.run.events[seen:] = [event for event in frame.run.events[seen:] if event.kind != "effect"]


def dependency(frame: Frame, expr: r.Expr | None, module: ModuleInfo | None = None) -> Value:
    """`Depends(f)`: f is called with parameters of its own; `module` is where it is written, if not in the frame's."""
    if (
        not isinstance(expr, r.Call)
        or dotted(expr.func).rpartition(".")[2] not in frame.machine.shapes.dependency_markers
    ):
        return UNKNOWN
    if not expr.args:
        return UNKNOWN
    target = frame.machine.quiet_eval(module or frame.module, expr.args[0])
    if target.kind == "instance":
        target = attributes.called(frame, target)
    for ref in target.refs:
        if isinstance(ref, FuncRef) and len(frame.run.stack) < 6:
            frame_there = Frame(frame.machine, frame.run, ref.module, frame.function, frame.state, frame.calls)
            params = ref.node.params[1:] if ref.owner is not None else ref.node.params
            given = {p.name: client_parameter(frame_there, p) for p in params if p.kind in ("positional", "keyword")}
            seen = len(frame.run.events)
            value = call_function(frame, ref, (), given, expr.at)
            forget_effects(frame, seen)
            # What is yielded and not returned (a session, mostly) is told by the annotation of the parameter.
            return UNKNOWN if value.const is None else value
        if isinstance(ref, ClassRef):
            return frame.machine.instance(ref)
    if not target.refs and is_verifier(target.name.rpartition(".")[2]):
        frame.learn(VERIFIED)
    return UNKNOWN
