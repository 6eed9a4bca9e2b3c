"""What other modules put before an entry point: the application's hooks and middleware, routers, Django's settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls, all_expressions, statements
from ekzlint.flow import django
from ekzlint.flow.entries import HOOKS, Entry
from ekzlint.flow.frame import Frame
from ekzlint.flow.guards import REFUSALS, lets_anybody_in, pass_refusal
from ekzlint.flow.hooks import root_of, run_hook, run_middleware, run_wrapper
from ekzlint.flow.machine import Machine
from ekzlint.flow.mounts import Layer, frame_of, layers
from ekzlint.flow.parameters import dependency
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event
from ekzlint.flow.state import State
from ekzlint.flow.values import NOTHING, UNKNOWN, ClassRef, FuncRef, Value
from ekzlint.flow.words import AUTHENTIC, SIGNED, VERIFY, has
from ekzlint.limits import HELPER_CALLS, HELPER_STATEMENTS

_CHECKS = VERIFY | SIGNED | AUTHENTIC
_MAKES_APP = frozenset("FastAPI Starlette Flask Quart Sanic Application Litestar".split())
_FUNCTION_HOOKS = frozenset(["before_request", "before_app_request"])
_DEFAULTS = {
    "DEFAULT_AUTHENTICATION_CLASSES": "authentication_classes",
    "DEFAULT_PERMISSION_CLASSES": "permission_classes",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What is proven of every request before it comes to an entry point, and what was seen on the way."""

    facts: frozenset[str] = NOTHING
    events: tuple[Event, ...] = ()


def before(machine: Machine, entry: Entry, route: str) -> Before:
    """Run what other modules put before an entry point; to be asked only where it matters, as it looks far around."""
    if not entry.route:
        return Before()
    run = machine.new_run()
    run.most_statements, run.deepest_call = HELPER_STATEMENTS, HELPER_CALLS
    frame = Frame(machine, run, entry.module, "")
    try:
        settings = django.settings_of(machine, entry.module)
        if settings is not None:
            _django(frame, settings, entry)
        else:
            _mounted(frame, entry, route)
    except RecursionError:
        return Before()
    return Before(frame.state.facts, tuple(run.events))


def _mounted(frame: Frame, entry: Entry, route: str) -> None:
    """The layers on which the entry point is mounted, from the outermost to the innermost."""
    names = [root_of(decorator) for decorator in entry.node.decorators if root_of(decorator)]
    owner = entry.klass.node.name if entry.klass else entry.node.name
    found = [layer for name in [*names, owner] for layer in layers(frame.machine, entry.module, name)]
    run = frame.run
    run.route = route
    for layer in found:
        run.route = layer.prefix + run.route
    for layer in reversed(found):
        there = _at(frame, layer.place)
        _pass(there, layer)
        frame.state.facts = there.state.facts


def _at(frame: Frame, place: ModuleInfo) -> Frame:
    """A frame where a layer is built, which goes on with what is proven."""
    env = frame_of(frame.machine, place).state.env
    return Frame(frame.machine, frame.run, place, "", State(env, frame.state.facts))


def _pass(frame: Frame, layer: Layer) -> None:
    for keyword in layer.mounted.keywords if layer.mounted else ():
        _listed(frame, *keyword)
    for call in _making(frame, layer):
        for keyword in call.keywords:
            _listed(frame, *keyword)
    for name in filter(None, (layer.name, layer.inner)):
        _decorated(frame, name, None)
        _called(frame, name, None)


def _making(frame: Frame, layer: Layer) -> Iterator[r.Call]:
    """The calls that make a layer; where its name tells nothing, all that make an application in its module."""
    for stmt in statements(frame.module.facts.body):
        if not isinstance(stmt, r.Assign | r.AnnAssign) or not isinstance(stmt.value, r.Call):
            continue
        targets = stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,)
        names = [dotted(target) for target in targets]
        if layer.name in names or (dotted(stmt.value.func).rpartition(".")[2] in _MAKES_APP and layer.mounted):
            yield stmt.value


def _listed(frame: Frame, key: str, listed: r.Expr) -> None:
    """`dependencies=[Depends(f)]`, `middleware=[Middleware(C)]`, `middlewares=[f]`."""
    for item in getattr(listed, "items", ()):
        if key == "dependencies":
            dependency(frame, item)
        elif key == "middlewares":
            run_middleware(frame, frame.eval(item), item.at)
        elif key == "middleware" and isinstance(item, r.Call):
            _added(frame, item)


def _decorated(frame: Frame, name: str, inside: r.Function | None) -> None:
    """`@app.before_request`, `@app.middleware("http")`."""
    for function in statements(inside.body if inside else frame.module.facts.body):
        if not isinstance(function, r.Function):
            continue
        for decorator in function.decorators:
            root, _, last = dotted(decorator).rpartition(".")
            if root == name and last in HOOKS:
                value = frame.state.env.get(function.name) or frame.machine.define(frame.module, function)
                (run_middleware if last == "middleware" else run_hook)(frame, value, function.at)


def _called(frame: Frame, name: str, inside: r.Function | None) -> None:
    """`app.before_request(f)`, `app.add_middleware(C)`, and functions that are handed the application for it."""
    for call in all_calls(frame.module.facts):
        if inside and not inside.first_line <= call.at[0] <= inside.last_line:
            continue
        root, _, last = dotted(call.func).rpartition(".")
        given = call.args[0] if call.args and not isinstance(call.args[0], r.Const) else None
        if root == name and given is not None:
            if last in _FUNCTION_HOOKS:
                run_hook(frame, frame.eval(given), call.at)
            elif last == "add_middleware":
                _added(frame, call)
            elif last == "middleware" and isinstance(call.func, r.Call):
                run_middleware(frame, frame.eval(given), call.at)
        elif root == f"{name}.middlewares" and last == "append" and given is not None:
            run_middleware(frame, frame.eval(given), call.at)
        elif inside is None and name and any(dotted(arg) == name for arg in call.args):
            _handed(frame, call, name)


def _added(frame: Frame, call: r.Call) -> None:
    """`add_middleware(C, secret=...)` or `Middleware(C, secret=...)`."""
    keywords = {name: frame.eval(part) for name, part in call.keywords if name}
    if call.args:
        run_middleware(frame, frame.eval(call.args[0]), call.at, keywords)


def _handed(frame: Frame, call: r.Call, name: str) -> None:
    """`register_hooks(app)`: what the function hangs on its parameter hangs on the application."""
    index = next(index for index, arg in enumerate(call.args) if dotted(arg) == name)
    for ref in frame.eval(call.func).refs:
        if isinstance(ref, FuncRef) and len(ref.node.params) > index:
            there = _at(frame, ref.module)
            _decorated(there, ref.node.params[index].name, ref.node)
            _called(there, ref.node.params[index].name, ref.node)
            frame.state.facts = there.state.facts


def _django(frame: Frame, settings: ModuleInfo, entry: Entry) -> None:
    """The project's middleware, and the classes that its REST framework asks where a view names none."""
    machine = frame.machine
    key = (entry.module.path, (entry.klass.node if entry.klass else entry.node).qualname)
    address = django.addresses(machine, settings).get(key)
    frame.run.route = address.path if address else ""
    frame.run.view = entry.klass.node.name if entry.klass else entry.node.name
    for middleware in django.middleware(machine, settings):
        if _may_verify(machine, middleware):
            run_wrapper(frame, middleware, entry.node.at)
    if address is not None:
        there = _at(frame, address.module)
        for wrapper in django.wrappers(address):
            run_wrapper(there, there.eval(wrapper), wrapper.at)
        frame.state.facts = there.state.facts
    _rest_defaults(frame, settings, entry)


def _may_verify(machine: Machine, middleware: Value) -> bool:
    """Whether something is named in a middleware that could be a check of who sent a request."""
    nodes: list[r.Function | r.Class] = []
    for ref in middleware.refs:
        nodes += [ref.node] if isinstance(ref, FuncRef) else []
        nodes += [cls.node for cls in machine.classes.line(ref)[0]] if isinstance(ref, ClassRef) else []
    said = (expr for node in nodes for expr in all_expressions(node))
    names = (expr.id if isinstance(expr, r.Name) else expr.name for expr in said if isinstance(expr, r.Name | r.Attr))
    return any(has(name, _CHECKS) for name in names)


def _rest_defaults(frame: Frame, settings: ModuleInfo, entry: Entry) -> None:
    """The classes that the REST framework asks where a view lists none of its own."""
    bases = frame.machine.classes.line(entry.klass)[1] if entry.klass else ()
    decorators = {dotted(decorator).rpartition(".")[2]: decorator for decorator in entry.node.decorators}
    if "api_view" not in decorators and not any("APIView" in base or "rest_framework" in base for base in bases):
        return
    own: dict[str, r.Expr | None] = {}
    for listed in _DEFAULTS.values():
        declared = frame.machine.classes.declared(entry.klass, listed) if entry.klass else None
        decorator = decorators.get(listed)
        if declared is not None:
            own[listed] = declared[1].value
        elif isinstance(decorator, r.Call) and decorator.args:
            own[listed] = decorator.args[0]
    if "permission_classes" in own:
        anybody = lets_anybody_in(own["permission_classes"])
    else:
        permissions = django.rest_defaults(frame.machine, settings, "DEFAULT_PERMISSION_CLASSES")
        anybody = all(text.endswith("AllowAny") for text in permissions)
    for default, listed in _DEFAULTS.items():
        for text in django.rest_defaults(frame.machine, settings, default) if listed not in own else ():
            refusing = django.named(frame.machine, settings, text)
            pass_refusal(frame, refusing, REFUSALS[listed], UNKNOWN, entry.node.at, anybody=anybody)
