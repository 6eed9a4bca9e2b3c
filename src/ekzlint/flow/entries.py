"""Entry points: which functions of a module are walked, and what their decorators say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import called_names, expressions
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef

_SIGNED_IN = re.compile(
    r"login_?required|is_?authenticated|is_?admin|jwt_?required|staff_member|token_required|permission_required|current_.*user|user_passes",
    re.I,
)

HOOKS = frozenset("before_request before_app_request middleware".split())
"""Decorators of functions that run before the routes."""
_NO_ROUTES = HOOKS | frozenset(
    "after_request after_app_request teardown_request exception_handler errorhandler context_processor "
    "on_event receiver shared_task task".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A function that is walked from its top.

    `route` tells that the network calls it; `verbs` and `path` are known where a decorator says so.
    """

    module: ModuleInfo
    node: r.Function
    klass: ClassRef | None
    route: bool
    verbs: frozenset[str] = frozenset()
    path: str = ""
    authenticated: bool = False
    """Whether only a user who is signed in gets here."""

    @property
    def name(self) -> str:
        """The function's qualified name inside its module."""
        return self.node.qualname


def entries_of(machine: Machine, module: ModuleInfo) -> Iterator[Entry]:
    """Every function and method of a module, in the order of the source."""
    called = called_names(module.facts)
    for stmt in _definitions(module.facts.body):
        if isinstance(stmt, r.Function):
            yield _function_entry(machine, module, stmt, called)
        else:
            yield from _class_entries(machine, module, stmt)


def _definitions(body: tuple[r.Stmt, ...]) -> Iterator[r.Function | r.Class]:
    for stmt in body:
        if isinstance(stmt, r.Function | r.Class):
            yield stmt
        elif isinstance(stmt, r.If):
            yield from _definitions(stmt.body)
            yield from _definitions(stmt.orelse)
        elif isinstance(stmt, r.Try):
            yield from _definitions(stmt.body)


def _function_entry(machine: Machine, module: ModuleInfo, node: r.Function, called: set[str]) -> Entry:
    verbs, path, routed = _routing(machine, node)
    if not routed:
        kinds = {dotted(decorator).rpartition(".")[2] for decorator in node.decorators}
        takes_request = bool(node.params) and machine.parameter(module, node.params[0]).kind == "request"
        routed = bool(kinds & machine.shapes.view_decorators) or (
            takes_request and node.name not in called and not node.name.startswith("_") and not kinds & _NO_ROUTES
        )
    return Entry(module, node, None, routed, verbs, path, _signed_in(node))


def _routing(machine: Machine, node: r.Function) -> tuple[frozenset[str], str, bool]:
    """HTTP verbs and path that a route decorator gives, and whether there is one."""
    for decorator in node.decorators:
        if not isinstance(decorator, r.Call) or not isinstance(decorator.func, r.Attr):
            continue
        verb = decorator.func.name
        first = decorator.args[0] if decorator.args else dict(decorator.keywords).get("path")
        if verb not in machine.shapes.route_decorators or dotted(decorator).startswith(("pytest", "mock")):
            continue
        path = first.value if isinstance(first, r.Const) and isinstance(first.value, str) else ""
        methods = dict(decorator.keywords).get("methods")
        verbs = {str(item.value).lower() for item in getattr(methods, "items", ()) if isinstance(item, r.Const)}
        if not verbs and verb in ("get", "post", "put", "patch", "delete"):
            verbs = {verb}
        return frozenset(verbs or {"get"} if verb == "route" else verbs), path, True
    return frozenset(), "", False


def _class_entries(machine: Machine, module: ModuleInfo, node: r.Class) -> Iterator[Entry]:
    cls = ClassRef(module, node)
    view = _is_view(machine, cls)
    listed = machine.classes.declared(cls, "permission_classes")
    guarded = bool(listed and _says_signed_in(listed[1].value)) or any(
        _SIGNED_IN.search(dotted(base)) for base in node.bases
    )
    own = {stmt.name for stmt in node.body if isinstance(stmt, r.Function)}
    for klass, function in machine.classes.methods(cls):
        verbs, path, routed = _routing(machine, function)
        kinds = {dotted(decorator).rpartition(".")[2] for decorator in function.decorators}
        routed = routed or "action" in kinds or (view and function.name in machine.shapes.view_methods)
        if function.name in own or (routed and klass.module.evidence | module.evidence):
            named = frozenset({function.name}) & {"get", "post", "put", "patch", "delete"}
            yield Entry(klass.module, function, cls, routed, verbs or named, path, guarded or _signed_in(function))


def _signed_in(node: r.Function) -> bool:
    """Whether decorators or dependencies say that the caller has to be signed in."""
    guards = [*node.decorators, *(part for p in node.params for part in (p.default, p.annotation) if part is not None)]
    return any(_says_signed_in(guard) for guard in guards)


def _says_signed_in(expr: r.Expr | None) -> bool:
    return expr is not None and any(
        _SIGNED_IN.search(part.id if isinstance(part, r.Name) else part.name)
        for part in expressions(expr)
        if isinstance(part, r.Name | r.Attr)
    )


def _is_view(machine: Machine, cls: ClassRef) -> bool:
    if machine.classes.has_base(cls, machine.shapes.view_bases):
        return True
    _, outside = machine.classes.line(cls)
    return any(base.rpartition(".")[2].endswith(("View", "ViewSet", "Resource", "APIView")) for base in outside)
