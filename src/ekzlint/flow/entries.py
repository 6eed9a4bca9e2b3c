"""Entry points: which functions of a module are walked, and what their decorators say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import called_names, expressions
from ekzlint.flow.calls import is_abstract
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef
from ekzlint.flow.words import has, is_verifier

_STAFF = re.compile(r"is_?admin|admin_?(user|only|required)|staff|superuser|permission_?required|has_?perm", re.I)
_SIGNED_IN = re.compile(
    r"login_?required|is_?authenticated|jwt_?required|token_required|current_.*user|user_passes|loginrequired", re.I
)
Access: TypeAlias = Literal["", "user", "staff"]
"""Who gets to an entry point: everybody, who is signed in, or only the shop's own people."""
HTTP_VERBS = ("get", "post", "put", "patch", "delete")
HOOKS = frozenset("before_request before_app_request middleware".split())
"""Decorators of functions that run before the routes."""
_ONE_VERB = {"require_POST": "post", "require_GET": "get", "require_safe": "get"}
_NO_ROUTES = HOOKS | frozenset(
    "after_request after_app_request teardown_request exception_handler errorhandler context_processor "
    "on_event receiver shared_task task".split()
)
_HELPERS = frozenset(
    "util utils helper helpers service services task tasks signal signals middleware middlewares decorator decorators "
    "permission permissions authentication validators mixins common lib tools".split()
)
"""Names of modules whose functions serve views and are none."""
_ROUTES = frozenset("webhook hook callback ipn route".split())
_STEPS = frozenset(["perform_create", "perform_update", "form_valid"])
"""Methods that a library's view calls in the middle of its own."""


_ACTIONS = frozenset(["action", "decorators.action", "rest_framework.decorators.action"])
"""What makes a view set's method a route; an `admin.action` is none."""


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
    access: Access = ""

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
        verbs = _allowed(node)
        kinds = {dotted(decorator).rpartition(".")[2] for decorator in node.decorators}
        routed = bool(kinds & machine.shapes.view_decorators) or (
            _looks_like_a_view(machine, module, node) and node.name not in called and not kinds & _NO_ROUTES
        )
    return Entry(module, node, None, routed, verbs, path, _own_access(node))


def _looks_like_a_view(machine: Machine, module: ModuleInfo, node: r.Function) -> bool:
    """Whether a function without a route decorator may be a view: it takes the request, and is no helper of views."""
    if not node.params or node.name.startswith("_") or machine.parameter(module, node.params[0]).kind != "request":
        return False
    if is_verifier(node.name):
        return False
    annotation = node.params[0].annotation
    source = machine.quiet_eval(module, annotation).name if annotation is not None else ""
    if has(module.stem, _HELPERS):
        # An application of aiohttp lists its handlers elsewhere, and keeps them next to the service that they ask.
        return source.startswith("aiohttp.") and has(node.name, _ROUTES)
    if annotation is None:
        return True
    # FastAPI has decorators for its routes; Starlette's are listed in the module.
    return not source.startswith(("fastapi.", "starlette.")) or bool({"Route", "Starlette"} & set(module.symbols))


def _allowed(node: r.Function) -> frozenset[str]:
    """HTTP verbs that a view's decorator lets through: `@require_POST`, `@api_view(["GET"])`."""
    for decorator in node.decorators:
        last = dotted(decorator).rpartition(".")[2]
        if last in _ONE_VERB:
            return frozenset({_ONE_VERB[last]})
        if last in ("api_view", "require_http_methods", "action") and isinstance(decorator, r.Call):
            listed = decorator.args[0] if decorator.args else dict(decorator.keywords).get("methods")
            items = getattr(listed, "items", ())
            return frozenset(str(item.value).lower() for item in items if isinstance(item, r.Const))
    return frozenset()


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
    view = is_view(machine, cls)
    listed = machine.classes.declared(cls, "permission_classes")
    inside, outside = machine.classes.line(cls)
    bases = [*(base.node.name for base in inside), *outside]
    guarded = _access([listed[1].value if listed else None, *node.decorators], bases)
    own = {stmt.name for stmt in node.body if isinstance(stmt, r.Function)}
    # What is left to subclasses makes a template: they are the views.
    view = view and not any(isinstance(stmt, r.Function) and _is_left_open(stmt) for stmt in node.body)
    for klass, function in machine.classes.methods(cls):
        verbs, path, routed = _routing(machine, function)
        kinds = {dotted(decorator) for decorator in function.decorators}
        routed = routed or bool(kinds & _ACTIONS) or (view and function.name in machine.shapes.view_methods)
        if function.name in _STEPS and own & {"create", "post", "update"}:
            # The view's own method comes to it.
            routed = False
        if function.name in own or (routed and klass.module.evidence | module.evidence):
            named = frozenset({function.name}) & {"get", "post", "put", "patch", "delete"}
            yield Entry(
                klass.module,
                function,
                cls,
                routed,
                verbs or _allowed(function) or named,
                path,
                _own_access(function) or guarded,
            )


def _is_left_open(node: r.Function) -> bool:
    """Whether a method must be written by a subclass."""
    named = any(dotted(decorator).endswith("abstractmethod") for decorator in node.decorators)
    return named or (any(isinstance(stmt, r.Raise) for stmt in node.body) and is_abstract(node))


def _access(exprs: Iterable[r.Expr | None], names: Iterable[str] = ()) -> Access:
    """Who decorators, dependencies, permissions and base classes let through."""
    parts = (part for expr in exprs if expr is not None for part in expressions(expr))
    said = [part.id if isinstance(part, r.Name) else part.name for part in parts if isinstance(part, r.Name | r.Attr)]
    said += names
    if any(_STAFF.search(name) for name in said):
        return "staff"
    return "user" if any(_SIGNED_IN.search(name) for name in said) else ""


def _own_access(node: r.Function) -> Access:
    return _access([*node.decorators, *(part for p in node.params for part in (p.default, p.annotation))])


def is_view(machine: Machine, cls: ClassRef) -> bool:
    """Whether a class answers requests."""
    if machine.classes.has_base(cls, machine.shapes.view_bases):
        return True
    _, outside = machine.classes.line(cls)
    return any(base.rpartition(".")[2].endswith(("View", "ViewSet", "Resource", "APIView")) for base in outside)
