"""What the settings of a Django project say of requests: middleware, the classes of its REST framework, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls, expressions
from ekzlint.flow.frame import Frame
from ekzlint.flow.machine import Machine
from ekzlint.flow.mounts import Origin
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.routes import included, is_include, plain
from ekzlint.flow.values import UNKNOWN, ClassRef, FuncRef, ModuleRef, Value

_VARIABLE = "DJANGO_SETTINGS_MODULE"
_ADDRESSES = frozenset("path re_path url".split())
_MOST_INCLUDES = 8
_NOWHERE: r.Place = (1, 1, 1, 1)


def settings_of(machine: Machine, module: ModuleInfo) -> ModuleInfo | None:
    """The settings that the project's `manage.py` names."""
    manage = machine.project.imported(module, "manage", 0)
    for call in all_calls(manage.facts) if manage else ():
        said = [arg.value for arg in call.args if isinstance(arg, r.Const)]
        if manage and len(said) == 2 and said[0] == _VARIABLE:
            return machine.project.imported(manage, str(said[1]), 0)
    return None


def middleware(machine: Machine, settings: ModuleInfo) -> Iterator[Value]:
    """What of the project's own stands in `MIDDLEWARE`."""
    for text in _listed(machine, settings, "MIDDLEWARE", 0):
        found = named(machine, settings, text)
        if found.refs:
            yield found


def named(machine: Machine, settings: ModuleInfo, text: str) -> Value:
    """What a dotted name in the settings denotes, where that lies in the project."""
    module, _, name = text.rpartition(".")
    source = machine.project.imported(settings, module, 0) if module else None
    return machine.quiet_eval(source, r.Name(_NOWHERE, name)) if source else UNKNOWN


def rest_defaults(machine: Machine, settings: ModuleInfo, key: str) -> list[str]:
    """The dotted names under a key of `REST_FRAMEWORK`."""
    told = machine.quiet_eval(settings, r.Name(_NOWHERE, "REST_FRAMEWORK")).fields or {}
    listed = (told.get(key) or UNKNOWN).fields or {}
    return [value.text for index, value in listed.items() if index.isdigit() and value.text]


def _listed(machine: Machine, settings: ModuleInfo, name: str, hops: int) -> Iterator[str]:
    """The strings that a setting lists: assigned, added, or taken over from another module of settings."""
    for stmt in settings.facts.body:
        value = _adds_to(stmt, name)
        if value is not None:
            yield from (e.value for e in expressions(value) if isinstance(e, r.Const) and isinstance(e.value, str))
    for star in settings.stars if hops < _MOST_INCLUDES else ():
        source = machine.project.imported(settings, star.module, star.level)
        if source is not None and source is not settings:
            yield from _listed(machine, source, name, hops + 1)


def _adds_to(stmt: r.Stmt, name: str) -> r.Expr | None:
    """What a statement puts into a setting: `NAME = [...]`, `NAME += [...]`, `NAME.insert(0, ...)`."""
    if isinstance(stmt, r.Assign):
        return stmt.value if any(dotted(target) == name for target in stmt.targets) else None
    if isinstance(stmt, r.AnnAssign | r.AugAssign):
        return stmt.value if dotted(stmt.target) == name else None
    if isinstance(stmt, r.ExprStmt):
        return stmt.value if dotted(stmt.value).rpartition(".")[0] == name else None
    return None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a view answers, and how it is written there: bare, or wrapped in functions."""

    path: str
    module: ModuleInfo
    view: r.Expr


def addresses(machine: Machine, settings: ModuleInfo) -> dict[Origin, Address]:
    """The address of every view that the root of the addresses names, by the view's module and qualified name."""
    nowhere: dict[Origin, Address] = {}
    return machine.settle(("addresses", settings.path), nowhere, lambda: _addresses(machine, settings))


def _addresses(machine: Machine, settings: ModuleInfo) -> dict[Origin, Address]:
    root = machine.quiet_eval(settings, r.Name(_NOWHERE, "ROOT_URLCONF")).text
    urls = machine.project.imported(settings, root, 0) if root else None
    found: dict[Origin, Address] = {}
    if urls is not None:
        _collect(machine.quiet_frame(urls), "/", found, [])
    return found


def _collect(frame: Frame, prefix: str, found: dict[Origin, Address], seen: list[str]) -> None:
    module = frame.module
    if module.path in seen or len(seen) >= _MOST_INCLUDES:
        return
    for call in all_calls(module.facts):
        if dotted(call.func).rpartition(".")[2] not in _ADDRESSES or len(call.args) < 2:
            continue
        first, view = call.args[0], call.args[1]
        text = str(first.value) if isinstance(first, r.Const) else ""
        path = prefix + plain(text).removesuffix(r"\Z")
        if is_include(view):
            source = _included(frame, view)
            if source is not None:
                _collect(frame.machine.quiet_frame(source), path, found, [*seen, module.path])
            continue
        for key in _denoted(frame, view):
            found.setdefault(key, Address(path, module, view))


def _included(frame: Frame, view: r.Expr) -> ModuleInfo | None:
    """The module of addresses that `include("shop.urls")` or `include(shop.urls)` names."""
    given = included(view)
    if isinstance(given, r.Const) and isinstance(given.value, str):
        return frame.machine.project.imported(frame.module, given.value, 0)
    refs = frame.eval(given).refs if given is not None else ()
    return next((ref.module for ref in refs if isinstance(ref, ModuleRef)), None)


def _denoted(frame: Frame, view: r.Expr) -> Iterator[Origin]:
    """The functions and classes that stand for a view: bare, wrapped, or by `as_view()`."""
    for part in expressions(view):
        if isinstance(part, r.Name | r.Attr):
            refs = (ref for ref in frame.eval(part).refs if isinstance(ref, FuncRef | ClassRef))
            yield from ((ref.module.path, ref.node.qualname) for ref in refs)


def wrappers(address: Address) -> Iterator[r.Expr]:
    """What a view is wrapped in at its address, the outermost first: `signed(view)`, `signed(View.as_view())`."""
    view = address.view
    while isinstance(view, r.Call) and view.args and isinstance(view.args[0], r.Name | r.Attr | r.Call):
        yield view.func
        view = view.args[0]
