"""What runs before a route and may keep the request from it: hooks, middleware functions and middleware classes."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.external import PASSES_ON
from ekzlint.flow.frame import Frame
from ekzlint.flow.parameters import forget_effects
from ekzlint.flow.state import State
from ekzlint.flow.values import NOTHING, ClassRef, FuncRef, Value, constant

_REQUEST = Value(name="request", kind="request")
_CALLS = ("dispatch", "__call__")
"""Methods of middleware classes that are handed the request and call what comes after them."""
_LISTENS = ("process_request", "process_view")
"""Those that let it through by giving None back."""


def run_hook(frame: Frame, hook: Value, at: r.Place) -> None:
    """A hook that answers by itself keeps the request from the route: what holds where it does not is proven."""
    inner = _apart(frame)
    seen = len(frame.run.events)
    value = inner.call(hook, _given(frame, hook), {}, at)
    forget_effects(frame, seen)
    if inner.state.alive:
        # Without an answer (None) the request goes on.
        frame.state.facts = inner.state.facts | (value.when_false or NOTHING)


def run_wrapper(frame: Frame, wrapper: Value, at: r.Place) -> None:
    """What is handed the view, or all that comes after it, and gives back what takes the request in its place."""
    if any(isinstance(ref, ClassRef) for ref in wrapper.refs):
        run_middleware(frame, wrapper, at)
        return
    made = _apart(frame).call(wrapper, (Value(name=PASSES_ON),), {}, at)
    if any(isinstance(ref, FuncRef) for ref in made.refs):
        run_middleware(frame, made, at)


def run_middleware(frame: Frame, middleware: Value, at: r.Place, keywords: dict[str, Value] | None = None) -> None:
    """A function or a class that is handed what comes after it, and calls that where the request may go on."""
    cls = next((ref for ref in middleware.refs if isinstance(ref, ClassRef)), None)
    if cls is None:
        _run(frame, middleware, at)
        return
    made = frame.call(middleware, (Value(name=PASSES_ON),), keywords or {}, at)
    for name in _LISTENS:
        found = frame.machine.classes.method(cls, name)
        if found is not None:
            run_hook(frame, frame.machine.define(found[0].module, found[1], found[0], made), at)
    found = next(filter(None, (frame.machine.classes.method(cls, name) for name in _CALLS)), None)
    if found is not None:
        _run(frame, frame.machine.define(found[0].module, found[1], found[0], made), at)


def _run(frame: Frame, middleware: Value, at: r.Place) -> None:
    seen = len(frame.run.events)
    outer, frame.run.passed = frame.run.passed, None
    _apart(frame).call(middleware, _given(frame, middleware), {}, at)
    forget_effects(frame, seen)
    frame.state.facts = frame.state.facts | (frame.run.passed or NOTHING)
    frame.run.passed = outer


def _apart(frame: Frame) -> Frame:
    """A frame of the same walk, whose path may end without ending this one's."""
    facts = State({}, frame.state.facts)
    return Frame(frame.machine, frame.run, frame.module, frame.function, facts, frame.calls)


def _given(frame: Frame, hook: Value) -> tuple[Value, ...]:
    """The request and what comes after it, in the order in which the parameters ask for them."""
    ref = next((ref for ref in hook.refs if isinstance(ref, FuncRef)), None)
    if ref is None:
        return ()
    params = [param for param in ref.node.params if param.kind == "positional"]
    params = params[1:] if ref.owner is not None else params
    view = Value(kind="instance", fields={"__name__": constant(frame.run.view)} if frame.run.view else {})
    known = {"view_func": view, "callback": view}
    second = (known.get(param.name, Value(name=PASSES_ON)) for param in params[1:2])
    return (_REQUEST, *second, *(Value(name=param.name) for param in params[2:]))[: len(params)]


def root_of(decorator: r.Expr) -> str:
    """The name of the application, router or blueprint that a decorator belongs to."""
    return dotted(decorator).rpartition(".")[0]
