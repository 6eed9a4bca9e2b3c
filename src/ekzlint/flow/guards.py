"""What stands before an entry point: decorators, dependencies, permissions, hooks and middleware."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.calls import call_function
from ekzlint.flow.entries import HOOKS, Entry
from ekzlint.flow.frame import Frame
from ekzlint.flow.parameters import client_parameter, dependency, forget_effects
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import NOTHING, ClassRef, FuncRef, Value
from ekzlint.flow.words import is_verifier


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
                dotted(d).rpartition(".")[2] in HOOKS and (_root(d) in routers or "app" in dotted(d))
                for d in stmt.decorators
            ):
                yield stmt


def _run_hook(frame: Frame, hook: r.Function) -> None:
    """A hook that answers by itself keeps the request from the route: what holds where it does not is proven."""
    inner = Frame(frame.machine, frame.run, frame.module, hook.qualname, frame.state.copy(), frame.chain)
    given = {param.name: client_parameter(inner, param) for param in hook.params if param.kind == "positional"}
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
