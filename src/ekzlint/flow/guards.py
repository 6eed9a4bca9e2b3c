"""What stands before an entry point: decorators, dependencies, permissions, hooks and middleware."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.entries import HOOKS, Entry
from ekzlint.flow.frame import Frame
from ekzlint.flow.hooks import root_of, run_hook, run_middleware
from ekzlint.flow.parameters import dependency, forget_effects
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import NOTHING, UNKNOWN, ClassRef, Value
from ekzlint.flow.words import is_verifier

REFUSALS = {"permission_classes": "has_permission", "authentication_classes": "authenticate"}
"""What lists the classes that may refuse a request, and which of their methods does."""
_FIRST = ("setup", "initialize_request", "initial", "check_permissions", "perform_authentication", "prepare")
"""Methods of views that run before the one that answers."""
OF_AIOHTTP = frozenset(["web.middleware", "aiohttp.web.middleware"])
"""What marks a function as a middleware of its own application."""


def pass_guards(frame: Frame, entry: Entry, owner: Value | None) -> None:
    """Run what runs before the entry point; the frame holds afterwards what it proved."""
    for decorator in entry.node.decorators:
        _decorator(frame, decorator)
        _router(frame, decorator)
    if entry.route:
        for hook, is_middleware in _hooks(frame, entry):
            value = frame.machine.define(frame.module, hook)
            (run_middleware if is_middleware else run_hook)(frame, value, hook.at)
    if owner is not None and entry.klass is not None:
        _permissions(frame, entry.klass, owner)
        for name in _FIRST if entry.route else ():
            _first(frame, entry.klass, owner, name)


def _router(frame: Frame, decorator: r.Expr) -> None:
    """`router = APIRouter(dependencies=[Depends(f)])`: f runs before every route of the router."""
    made = _made_by(frame, root_of(decorator))
    for item in getattr(dict(made.keywords).get("dependencies"), "items", ()) if made else ():
        dependency(frame, item)


def _made_by(frame: Frame, name: str) -> r.Call | None:
    for stmt in frame.module.symbols.get(name, ()):
        if isinstance(stmt, r.Assign | r.AnnAssign) and isinstance(stmt.value, r.Call):
            return stmt.value
    return None


def prefix_of(frame: Frame, entry: Entry) -> str:
    """What the router puts before the entry point's path, where that is written in the same module."""
    for decorator in entry.node.decorators:
        made = _made_by(frame, root_of(decorator))
        given = dict(made.keywords) if made else {}
        prefix = given.get("prefix") or given.get("url_prefix")
        if isinstance(prefix, r.Const):
            return str(prefix.value)
    return ""


def _hooks(frame: Frame, entry: Entry) -> Iterator[tuple[r.Function, bool]]:
    """Functions of the module that run before its routes, and whether they are handed what comes after them."""
    routers = {root_of(decorator) for decorator in entry.node.decorators}
    stored = (stmt for statements in frame.module.symbols.values() for stmt in statements)
    for function in (stmt for stmt in stored if isinstance(stmt, r.Function)):
        for decorator in function.decorators:
            root, _, last = dotted(decorator).rpartition(".")
            if dotted(decorator) in OF_AIOHTTP or (last in HOOKS and (root in routers or "app" in dotted(decorator))):
                yield function, last == "middleware"
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
            dependency(frame, item)
        method = REFUSALS.get(dotted(decorator).rpartition(".")[2])
        if method and decorator.args:
            for item in getattr(decorator.args[0], "items", ()):
                pass_refusal(frame, frame.machine.quiet_eval(frame.module, item), method, UNKNOWN, item.at)


def _permissions(frame: Frame, cls: ClassRef, owner: Value) -> None:
    """Permission and authentication classes that a view's class lists."""
    permissions = frame.machine.classes.declared(cls, "permission_classes")
    anybody = permissions is not None and lets_anybody_in(permissions[1].value)
    for listed, method in REFUSALS.items():
        declared = frame.machine.classes.declared(cls, listed)
        if declared is None:
            continue
        for item in getattr(declared[1].value, "items", ()):
            refusing = frame.machine.quiet_eval(declared[0].module, item)
            pass_refusal(frame, refusing, method, owner, item.at, anybody=anybody)


def _first(frame: Frame, cls: ClassRef, owner: Value, name: str) -> None:
    """A method that the framework calls before the handler, where the project has its own: what it raises refuses."""
    found = frame.machine.classes.method(cls, name)
    if found is not None:
        bound = frame.machine.define(found[0].module, found[1], found[0], owner)
        seen = len(frame.run.events)
        frame.call(bound, (Value(name="request", kind="request"),), {}, found[1].at)
        forget_effects(frame, seen)
        frame.state.alive = True


def lets_anybody_in(permissions: r.Expr | None) -> bool:
    """Whether a list of permission classes refuses nobody: who did not sign in is served as well."""
    return isinstance(permissions, r.Seq) and all(dotted(item).endswith("AllowAny") for item in permissions.items)


def pass_refusal(
    frame: Frame, refusing: Value, method: str, owner: Value, at: r.Place, *, anybody: bool = False
) -> None:
    """A request that a permission or an authentication class refuses never reaches the handler.

    With `anybody`, it reaches it also where an authentication class gives None, which is no refusal by itself.
    """
    for ref in refusing.refs:
        found = frame.machine.classes.method(ref, method) if isinstance(ref, ClassRef) else None
        if found is None or not isinstance(ref, ClassRef):
            continue
        instance = Value(kind="instance", type=ref, fields={})
        bound = frame.machine.define(found[0].module, found[1], found[0], instance)
        request = Value(name="request", kind="request")
        seen = len(frame.run.events)
        value = frame.call(bound, (request, owner)[: len(found[1].params) - 1], {}, at)
        forget_effects(frame, seen)
        proven = value.when_true or NOTHING
        if anybody and method == REFUSALS["authentication_classes"] and value.when_false is not None:
            proven &= value.when_false
        frame.state.facts = frame.state.facts | proven
        frame.state.alive = True
