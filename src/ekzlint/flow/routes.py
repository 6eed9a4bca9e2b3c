"""Routes that are written apart from their handlers: `urls.py`, `app.router.add_post("/x", f)`, `Route("/x", f)`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls, expressions
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo

_VERBS: Final = frozenset("get post put patch delete".split())
_HANDLERS: Final = ("view_func", "handler", "endpoint", "view", "viewset")
_TABLES: Final = frozenset(["Application", "add_handlers", "WSGIApplication"])
"""Calls that take a list of pairs of a path and a handler."""
_OWN: Final = frozenset(["self", "cls"])


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler as it is written where its route is, and that route."""

    handler: r.Expr
    path: str
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Route:
    """What is known of the route of a function or a class from somewhere else than its decorators."""

    path: str
    verbs: frozenset[str]


def registered(calls: Iterable[r.Call], registrars: frozenset[str]) -> Iterator[Registered]:
    """Every route that calls tie to a handler, in the order of the calls."""
    for call in calls:
        last = (
            call.func.name if isinstance(call.func, r.Attr) else call.func.id if isinstance(call.func, r.Name) else ""
        )
        if last in _TABLES:
            yield from _pairs(call)
        elif last in registrars:
            found = _registered(call, last)
            if found is not None:
                yield found


def _registered(call: r.Call, last: str) -> Registered | None:
    keywords = dict(call.keywords)
    texts = [str(arg.value) for arg in call.args if isinstance(arg, r.Const) and isinstance(arg.value, str)]
    handlers = [keywords[name] for name in _HANDLERS if name in keywords] + [
        arg for arg in call.args if _may_handle(arg)
    ]
    if not handlers or not (texts or call.args[1:] or keywords):
        return None
    verbs = {text.lower() for text in texts} & _VERBS | {last.removeprefix("add_")} & _VERBS
    verbs |= {
        str(item.value).lower() for item in getattr(keywords.get("methods"), "items", ()) if isinstance(item, r.Const)
    }
    named = keywords.get("path") or keywords.get("rule")
    paths = [text for text in texts if text.lower() not in _VERBS]
    path = str(named.value) if isinstance(named, r.Const) else paths[0] if paths else ""
    handler = _unwrapped(handlers[0])
    return Registered(handler, plain(path), frozenset(verbs)) if handler is not None else None


def _pairs(call: r.Call) -> Iterator[Registered]:
    """The pairs in the list of an application: `(r"/notify", NotifyHandler, ...)`."""
    for expr in expressions(call):
        if isinstance(expr, r.Seq) and len(expr.items) > 1 and isinstance(expr.items[0], r.Const):
            path, handler = expr.items[0].value, expr.items[1]
            if isinstance(path, str) and path.startswith("/") and isinstance(handler, r.Name | r.Attr):
                yield Registered(handler, plain(path), frozenset())


def _may_handle(arg: r.Expr) -> bool:
    return isinstance(arg, r.Name | r.Attr) or (isinstance(arg, r.Call) and _unwrapped(arg) is not None)


def _unwrapped(expr: r.Expr) -> r.Expr | None:
    """The view in `csrf_exempt(View.as_view())`; None for what names none (`include("x.urls")`)."""
    while isinstance(expr, r.Call):
        if isinstance(expr.func, r.Attr) and expr.func.name in ("as_view", "as_asgi"):
            expr = expr.func.value
        elif expr.args and not is_include(expr):
            expr = expr.args[0]
        elif isinstance(expr.func, r.Name) and not expr.args and not expr.keywords:
            # Falcon is given an instance: `add_route("/x", Webhook())`.
            expr = expr.func
        else:
            return None
    return expr if isinstance(expr, r.Name | r.Attr) else None


def plain(path: str) -> str:
    """A path as a reader knows it, without the anchors of a regular expression."""
    return path.removeprefix("^").removesuffix("$")


def is_include(view: r.Expr) -> bool:
    """Whether what stands at an address is another list of addresses."""
    return dotted(view).rpartition(".")[2] == "include"


def included(view: r.Expr) -> r.Expr | None:
    """What `include("shop.urls")`, `include(shop.urls)` or `include(("shop.urls", "shop"))` names."""
    given = view.args[0] if isinstance(view, r.Call) and view.args else None
    return given.items[0] if isinstance(given, r.Seq) and given.items else given


def own_routes(calls: Iterable[r.Call], registrars: frozenset[str]) -> dict[str, Route]:
    """The routes that a module ties to its own functions, classes and methods, by their bare names."""
    found: dict[str, Route] = {}
    for row in registered(calls, registrars):
        handler = row.handler
        if isinstance(handler, r.Attr) and not (isinstance(handler.value, r.Name) and handler.value.id in _OWN):
            continue
        name = handler.name if isinstance(handler, r.Attr) else handler.id if isinstance(handler, r.Name) else ""
        known = found.get(name)
        verbs = known.verbs | row.verbs if known and known.verbs and row.verbs else row.verbs
        found[name] = Route(
            row.path or (known.path if known else ""), frozenset() if known and not known.verbs else verbs
        )
    return found


def routes_of(machine: Machine, module: ModuleInfo, calls: list[r.Call]) -> dict[str, Route]:
    """The routes of a module's functions and classes by name: its own, and those of the `urls` beside and above it."""
    found = own_routes(calls, machine.shapes.registrars)
    for level in (1, 2):
        urls = machine.project.imported(module, "urls", level)
        if urls is not None and urls is not module:
            for row in listed_in(machine, urls):
                name = name_in(machine, urls, row.handler, module)
                if name:
                    found.setdefault(name, Route(row.path, row.verbs))
    return found


def listed_in(machine: Machine, urls: ModuleInfo) -> tuple[Registered, ...]:
    """The routes that a module of routes lists."""

    def look() -> tuple[Registered, ...]:
        return tuple(registered(all_calls(urls.facts), machine.shapes.registrars))

    return machine.settle(("urls", urls.path), (), look)


def name_in(machine: Machine, urls: ModuleInfo, handler: r.Expr, module: ModuleInfo) -> str:
    """The name in `module` that a handler written in `urls` means, or an empty string."""
    if isinstance(handler, r.Attr) and isinstance(handler.value, r.Name):
        root, name = handler.value.id, handler.name
    elif isinstance(handler, r.Name):
        root, name = handler.id, ""
    else:
        return ""
    for stmt in urls.symbols.get(root, ()):
        if not isinstance(stmt, r.Import):
            continue
        whole = ".".join(part for part in (stmt.module, stmt.name) if part)
        if name and _is_at(machine, urls, whole, stmt.level, module):
            return name
        if not name and stmt.name in module.symbols and _is_at(machine, urls, stmt.module, stmt.level, module):
            return stmt.name
    if not name and root in module.symbols:
        for star in urls.stars:
            if _is_at(machine, urls, star.module, star.level, module):
                return root
    return ""


def _is_at(machine: Machine, urls: ModuleInfo, name: str, level: int, module: ModuleInfo) -> bool:
    """Whether an import in `urls` leads to `module`, or to the package that `module` lies in."""
    path = machine.project.find(urls, name, level)
    return path is not None and path in (module.path, f"{module.path.rpartition('/')[0]}/__init__.py")
