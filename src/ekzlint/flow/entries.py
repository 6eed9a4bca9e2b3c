"""Entry points: which functions of a module are walked, and what their decorators say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls, called_names, expressions
from ekzlint.flow.calls import is_abstract
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.routes import Route, routes_of
from ekzlint.flow.shapes import Shapes
from ekzlint.flow.values import ClassRef
from ekzlint.flow.words import ENTRY, has, is_verifier, words

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
_STEPS = frozenset(["perform_create", "perform_update", "form_valid"])
"""Methods that a library's view calls in the middle of its own."""


_VIEWS = ("View", "ViewSet", "Resource", "APIView", "RequestHandler")
_ACTIONS = frozenset(["action", "decorators.action", "rest_framework.decorators.action"])
"""What makes a view set's method a route; an `admin.action` is none."""
_SERVES = ENTRY | frozenset(["route", "endpoint", "view"])
"""Words of a view's name that tell it from a helper, also in a module of helpers."""
_SAYS_NOTHING = frozenset(
    "lambda handler main handle index post get do on entry point run execute request process".split()
)
"""Words of which a view's name may be made where its file or its folder has the telling one."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A function that is walked from its top.

    `route` tells that the network calls it; `verbs` and `path` are known where a decorator or a table says so.
    `hook` names the provider whose library calls it with what it has verified; `platform` tells that a cloud calls it.
    """

    module: ModuleInfo
    node: r.Function
    klass: ClassRef | None
    route: bool
    verbs: frozenset[str] = frozenset()
    path: str = ""
    access: Access = ""
    hook: str = ""
    platform: bool = False
    proven: bool = False
    """Whether a provider's library was given it, and calls it with a message that it has verified."""
    outer: r.Function | None = None
    """The function that it is made in."""

    @property
    def called(self) -> str:
        """All by which whoever calls it knows it: the name, the path, and the file where the name says nothing."""
        said = f"{self.name} {self.path}"
        if words(self.node.name) <= _SAYS_NOTHING and not words(self.path) - _SAYS_NOTHING:
            folder = self.module.path.rpartition("/")[0].rpartition("/")[2]
            said += f" {self.module.stem} {folder}" if folder != "src" else f" {self.module.stem}"
        return said

    @property
    def name(self) -> str:
        """The function's qualified name inside its module."""
        return self.node.qualname


def entries_of(machine: Machine, module: ModuleInfo) -> Iterator[Entry]:
    """Every function and method of a module, in the order of the source."""
    calls = list(all_calls(module.facts))
    called, table = called_names(calls), routes_of(machine, module, calls)
    given = _given_to_library(machine, module, calls)
    for stmt in _definitions(module.facts.body):
        if isinstance(stmt, r.Function) and _has_name_of(stmt, given):
            yield Entry(module, stmt, None, True, proven=True)
        elif isinstance(stmt, r.Function):
            yield _function_entry(machine, module, stmt, called, table.get(stmt.name))
            yield from _inner_entries(machine, module, stmt)
        else:
            yield from _class_entries(machine, module, stmt, table, given)


def _given_to_library(machine: Machine, module: ModuleInfo, calls: list[r.Call]) -> set[str]:
    """Names of functions that the module gives to a provider's library, and of the calls that do so as decorators."""
    ways = {way for way, provider in machine.library.handlers.items() if provider in module.evidence}
    if not ways:
        return ways
    giving = [call for call in calls if dotted(call.func).rpartition(".")[2] in ways]
    return ways | {dotted(arg).rpartition(".")[2] for call in giving for arg in call.args} - {""}


def _has_name_of(node: r.Function, given: set[str]) -> bool:
    """Whether a library is given a function: by its name, or by a decorator."""
    return bool(given) and (
        node.name in given or any(dotted(decorator).rpartition(".")[2] in given for decorator in node.decorators)
    )


def _inner_entries(machine: Machine, module: ModuleInfo, outer: r.Function) -> Iterator[Entry]:
    """Routes that are made inside a function, mostly the one that makes the application; hooks there may verify."""
    inner = [stmt for stmt in _definitions(outer.body) if isinstance(stmt, r.Function)]
    hooked = any(dotted(d).rpartition(".")[2] in HOOKS for stmt in inner for d in stmt.decorators)
    if not hooked:
        for stmt in inner:
            verbs, path, routed = _routing(machine, module, stmt, outer.body)
            if routed:
                yield Entry(module, stmt, None, True, verbs, path, _own_access(stmt), outer=outer)


def _definitions(body: tuple[r.Stmt, ...]) -> Iterator[r.Function | r.Class]:
    for stmt in body:
        if isinstance(stmt, r.Function | r.Class):
            yield stmt
        elif isinstance(stmt, r.If):
            yield from _definitions(stmt.body)
            yield from _definitions(stmt.orelse)
        elif isinstance(stmt, r.Try):
            yield from _definitions(stmt.body)


def _function_entry(
    machine: Machine, module: ModuleInfo, node: r.Function, called: set[str], listed: Route | None
) -> Entry:
    verbs, path, routed = _routing(machine, module, node, module.facts.body)
    platform = not routed and _calls_by_itself(machine, node) and node.name not in called
    if not routed and listed is not None:
        verbs, path, routed = _allowed(node) or listed.verbs, listed.path, True
    if not routed:
        verbs = _allowed(node)
        kinds = {dotted(decorator).rpartition(".")[2] for decorator in node.decorators}
        routed = (
            platform
            or bool(kinds & machine.shapes.view_decorators)
            or (_looks_like_a_view(machine, module, node) and node.name not in called and not kinds & _NO_ROUTES)
        )
    return Entry(module, node, None, routed, verbs, path, _own_access(node), platform=platform)


def _calls_by_itself(machine: Machine, node: r.Function) -> bool:
    """Whether the parameters are those of a function that a platform calls: `handler(event, context)`."""
    return tuple(param.name.lstrip("_") for param in node.params) in machine.shapes.signatures


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
        return source.startswith("aiohttp.") and len(node.params) == 1 and has(node.name, _SERVES)
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


def _routing(
    machine: Machine, module: ModuleInfo, node: r.Function, scope: tuple[r.Stmt, ...]
) -> tuple[frozenset[str], str, bool]:
    """HTTP verbs and path that a route decorator gives, and whether there is one; the path may stand in `scope`."""
    for decorator in node.decorators:
        if not isinstance(decorator, r.Call) or not _is_route_decorator(machine, module, decorator):
            continue
        keywords = dict(decorator.keywords)
        verb = dotted(decorator).rpartition(".")[2]
        first = decorator.args[0] if decorator.args else keywords.get("path")
        listed = keywords.get("methods") or keywords.get("method")
        items = getattr(listed, "items", (listed,))
        verbs = {str(item.value).lower() for item in items if isinstance(item, r.Const)}
        if not verbs and verb in HTTP_VERBS:
            verbs = {verb}
        if not verbs and verb == "route" and not fills_keywords(machine, decorator):
            verbs = {"get"}
        return frozenset(verbs), _path(machine, module, first, scope), True
    return frozenset(), "", False


def _is_route_decorator(machine: Machine, module: ModuleInfo, decorator: r.Call) -> bool:
    last = dotted(decorator).rpartition(".")[2]
    if last not in machine.shapes.route_decorators or dotted(decorator).startswith(("pytest", "mock")):
        return False
    if isinstance(decorator.func, r.Attr):
        return True
    # `@post("/x")`: a bare name is a route where a framework is where it comes from.
    return machine.quiet_eval(module, decorator.func).name.partition(".")[0] in machine.shapes.frameworks


def fills_keywords(machine: Machine, decorator: r.Expr) -> bool:
    """Whether the arguments of a route decorator are those of a framework that hands the form over as `**keywords`."""
    given = {name for name, _ in decorator.keywords} if isinstance(decorator, r.Call) else set()
    return bool(given & machine.shapes.fills_keywords)


def _path(machine: Machine, module: ModuleInfo, first: r.Expr | None, scope: tuple[r.Stmt, ...]) -> str:
    """The path that a decorator is given: a text, the first of several, or a constant beside the handler."""
    if isinstance(first, r.Seq) and first.items:
        first = first.items[0]
    if isinstance(first, r.Const):
        return first.value if isinstance(first.value, str) else ""
    if isinstance(first, r.Name):
        for stmt in scope:
            named = isinstance(stmt, r.Assign) and any(isinstance(t, r.Name) and t.id == first.id for t in stmt.targets)
            if named and isinstance(stmt, r.Assign) and isinstance(stmt.value, r.Const):
                return str(stmt.value.value)
    return machine.quiet_eval(module, first).text if isinstance(first, r.Name | r.Attr | r.Text) else ""


def _class_entries(
    machine: Machine, module: ModuleInfo, node: r.Class, table: dict[str, Route], given: set[str]
) -> Iterator[Entry]:
    cls = ClassRef(module, node)
    shapes = machine.shapes
    route = table.get(node.name)
    view = is_view(machine, cls) or (route is not None and not machine.classes.is_model(cls))
    listed = machine.classes.declared(cls, "permission_classes")
    inside, outside = machine.classes.line(cls)
    bases = [*(base.node.name for base in inside), *outside]
    guarded = _access([listed[1].value if listed else None, *node.decorators], bases)
    own = {stmt.name for stmt in node.body if isinstance(stmt, r.Function)}
    hook = _library_of(machine, outside)
    # What is left to subclasses makes a template: they are the views.
    view = view and not any(isinstance(stmt, r.Function) and _is_left_open(stmt) for stmt in node.body)
    for klass, function in machine.classes.methods(cls):
        verbs, path, routed = _routing(machine, klass.module, function, klass.node.body)
        kinds = {dotted(decorator) for decorator in function.decorators}
        action = bool(kinds & _ACTIONS)
        routed = routed or action or (view and function.name in shapes.view_methods) or _responds(shapes, function)
        if not routed and klass is cls and function.name in table:
            # `add_post("/x", self.handle)`.
            verbs, path, routed = table[function.name].verbs, table[function.name].path, True
        if function.name in _STEPS and own & {"create", "post", "update"}:
            # The view's own method comes to it.
            routed = False
        if function.name in own and _has_name_of(function, given):
            yield Entry(klass.module, function, cls, True, proven=True)
        elif function.name in own or (routed and klass.module.evidence | module.evidence):
            verb = function.name.removeprefix("on_").removeprefix("do_").lower()
            calls_back = hook if hook and function.name in machine.library.hooks else ""
            above = route.path if route else ""
            yield Entry(
                klass.module,
                function,
                cls,
                routed or bool(calls_back),
                verbs or _allowed(function) or frozenset({verb}) & set(HTTP_VERBS),
                path or (f"{above.rstrip('/')}/{function.name}" if above and action else above if routed else ""),
                _own_access(function) or guarded,
                calls_back,
            )


def _library_of(machine: Machine, outside: list[str]) -> str:
    """The provider whose library's class answers the provider's calls, and is a base of a class."""
    names = (machine.library.hook_bases.get(base.rpartition(".")[2], "") for base in outside)
    return next(filter(None, names), "")


def _responds(shapes: Shapes, function: r.Function) -> bool:
    """Whether a method answers requests whatever its class is: `on_post(self, req, resp)`, `do_POST(self)`."""
    return function.name in shapes.responders


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
    named = [base.rpartition(".")[2] for base in outside]
    if any(name.endswith(_VIEWS) for name in named):
        return True
    # Projects of Tornado put a base of their own under all handlers.
    return any(name.endswith("Handler") for name in named) and cls.module.imports("tornado")
