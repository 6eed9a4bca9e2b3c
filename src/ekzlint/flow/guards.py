"""What stands before an entry point: decorators, dependencies, permissions, hooks and middleware."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.calls import call_function
from ekzlint.flow.entries import HOOKS, Entry
from ekzlint.flow.external import PASSES_ON
from ekzlint.flow.frame import Frame
from ekzlint.flow.parameters import client_parameter, dependency, forget_effects
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import NOTHING, UNKNOWN, ClassRef, FuncRef, Value
from ekzlint.flow.words import is_verifier

_REFUSALS = {"permission_classes": "has_permission", "authentication_classes": "authenticate"}
"""What lists the classes that may refuse a request, and which of their methods does."""
_OF_AIOHTTP = frozenset(["web.middleware", "aiohttp.web.middleware"])


def pass_guards(frame: Frame, entry: Entry, owner: Value | None) -> None:
    """Run what runs before the entry point; the frame holds afterwards what it proved."""
    for decorator in entry.node.decorators:
        _decorator(frame, decorator)
        _router(frame, decorator)
    if entry.route:
        for hook in _hooks(frame, entry):
            _run_hook(frame, hook)
    if owner is not None and entry.klass is not None:
        _permissions(frame, entry.klass, owner)


def _router(frame: Frame, decorator: r.Expr) -> None:
    """`router = APIRouter(dependencies=[Depends(f)])`: f runs before every route of the router."""
    made = _made_by(frame, _root(decorator))
    for item in getattr(dict(made.keywords).get("dependencies"), "items", ()) if made else ():
        dependency(frame, item)


def _root(decorator: r.Expr) -> str:
    """The name of the application, router or blueprint that a decorator belongs to."""
    return dotted(decorator).rpartition(".")[0]


def _made_by(frame: Frame, name: str) -> r.Call | None:
    for stmt in frame.module.symbols.get(name, ()):
        if isinstance(stmt, r.Assign | r.AnnAssign) and isinstance(stmt.value, r.Call):
            return stmt.value
    return None


def prefix_of(frame: Frame, entry: Entry) -> str:
    """What the router puts before the entry point's path, where that is written in the same module."""
    for decorator in entry.node.decorators:
        made = _made_by(frame, _root(decorator))
        given = dict(made.keywords) if made else {}
        prefix = given.get("prefix") or given.get("url_prefix")
        if isinstance(prefix, r.Const):
            return str(prefix.value)
    return ""


def _hooks(frame: Frame, entry: Entry) -> Iterator[r.Function]:
    """Functions of the module that run before its routes: `@bp.before_request`, `@app.middleware("http")`."""
    routers = {_root(decorator) for decorator in entry.node.decorators}
    for statements in frame.module.symbols.values():
        for stmt in statements:
            if isinstance(stmt, r.Function) and any(
                dotted(d) in _OF_AIOHTTP
                or (dotted(d).rpartition(".")[2] in HOOKS and (_root(d) in routers or "app" in dotted(d)))
                for d in stmt.decorators
            ):
                yield stmt


def _run_hook(frame: Frame, hook: r.Function) -> None:
    """A hook that answers by itself keeps the request from the route: what holds where it does not is proven."""
    inner = Frame(frame.machine, frame.run, frame.module, hook.qualname, frame.state.copy(), frame.chain)
    given = {param.name: client_parameter(inner, param) for param in hook.params if param.kind == "positional"}
    if len(hook.params) > 1 and any(dotted(d) in _OF_AIOHTTP for d in hook.decorators):
        given[hook.params[1].name] = Value(name=PASSES_ON)
    ref = FuncRef(frame.module, hook)
    seen = len(frame.run.events)
    value = call_function(inner, ref, (), given, hook.at)
    forget_effects(frame, seen)
    if any(dotted(d).endswith("middleware") for d in hook.decorators):
        passed = frame.run.passed
        frame.state.facts = frame.facts | (passed or NOTHING)
        frame.run.passed = None
    elif inner.state.alive:
        # Without an answer (None) the request goes on.
        frame.state.facts = inner.facts | (value.when_false or NOTHING)


def _decorator(frame: Frame, decorator: r.Expr) -> None:
    """A decorator from outside the project whose name says that it verifies; `dependencies=[Depends(f)]` runs f."""
    made = frame.machine.quiet_eval(frame.module, decorator)
    if not made.refs and is_verifier(dotted(decorator).rpartition(".")[2]):
        frame.log("verify", decorator.at, what=dotted(decorator), confidence="medium")
        frame.learn(VERIFIED)
    if isinstance(decorator, r.Call):
        listed = dict(decorator.keywords).get("dependencies")
        for item in getattr(listed, "items", ()):
            dependency(frame, item)
        method = _REFUSALS.get(dotted(decorator).rpartition(".")[2])
        if method and decorator.args:
            _pass_refusals(frame, frame.module, decorator.args[0], method, UNKNOWN)


def _permissions(frame: Frame, cls: ClassRef, owner: Value) -> None:
    """Permission and authentication classes that a view's class lists."""
    for listed in _REFUSALS:
        declared = frame.machine.classes.declared(cls, listed)
        if declared and declared[1].value is not None:
            _pass_refusals(frame, declared[0].module, declared[1].value, _REFUSALS[listed], owner)


def _pass_refusals(frame: Frame, module: ModuleInfo, listed: r.Expr, method: str, owner: Value) -> None:
    """A request that one of the listed classes refuses never reaches the handler."""
    for item in getattr(listed, "items", ()):
        for ref in frame.machine.quiet_eval(module, item).refs:
            found = frame.machine.classes.method(ref, method) if isinstance(ref, ClassRef) else None
            if found is None or not isinstance(ref, ClassRef):
                continue
            instance = Value(kind="instance", type=ref, fields={})
            bound = frame.machine.define(found[0].module, found[1], found[0], instance)
            request = Value(name="request", kind="request")
            seen = len(frame.run.events)
            value = frame.call(bound, (request, owner)[: len(found[1].params) - 1], {}, item.at)
            forget_effects(frame, seen)
            frame.state.facts = frame.facts | (value.when_true or frozenset())
            frame.state.alive = True
