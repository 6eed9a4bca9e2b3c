"""Where routes are mounted: prefixes that `include`, `include_router` and `register_blueprint` put before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls
from ekzlint.flow.entries import Entry
from ekzlint.flow.machine import Machine
from ekzlint.flow.mounts import PREFIXES
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.routes import included, is_include, listed_in, name_in

MARKS: Final = (b"include(", b"include_router(", b"register_blueprint(", b"add_router(")
"""What a file holds that mounts routes of others."""
_MOUNTING: Final = frozenset(["include_router", "register_blueprint", "add_router"])
_MOST: Final = 8
"""Mounts inside mounts that are followed."""
_Place: TypeAlias = tuple[str, str]
"""A file, and the name of the router in it; a list of Django's patterns has no name."""


@dataclass(slots=True)
class Mounts:
    """The prefixes of a project's routers and lists of patterns."""

    machine: Machine
    above: dict[_Place, tuple[str, _Place]] = field(default_factory=dict)
    """What is put before a router, and where it is put."""
    urls: list[ModuleInfo] = field(default_factory=list)

    def add(self, module: ModuleInfo) -> None:
        """Take down what a module mounts."""
        for call in all_calls(module.facts):
            last = dotted(call.func).rpartition(".")[2]
            if last in _MOUNTING:
                self._router(module, call)
            elif last in self.machine.shapes.registrars and len(call.args) > 1:
                self._include(module, call)
        if "urlpatterns" in module.symbols:
            self.urls.append(module)

    def _include(self, module: ModuleInfo, call: r.Call) -> None:
        """`path("shop/", include("shop.urls"))`."""
        prefix, inner = call.args[0], call.args[1]
        given = included(inner) if is_include(inner) else None
        path: str | None = None
        if isinstance(given, r.Const) and isinstance(given.value, str):
            path = self.machine.project.find(module, given.value, 0)
        elif isinstance(given, r.Name | r.Attr):
            path = self._module_of(module, given)
        if path and isinstance(prefix, r.Const):
            self.above.setdefault((path, ""), (str(prefix.value), (module.path, "")))

    def _router(self, module: ModuleInfo, call: r.Call) -> None:
        """`app.include_router(router, prefix="/shop")`, `api.add_router("/shop", router)`."""
        keywords = dict(call.keywords)
        given = next((keywords[name] for name in PREFIXES if name in keywords), None)
        texts = [arg for arg in call.args if isinstance(arg, r.Const)]
        prefix = given if isinstance(given, r.Const) else texts[0] if texts and given is None else None
        routers = [arg for arg in (*call.args, keywords.get("router")) if isinstance(arg, r.Name | r.Attr)]
        place = self._place(module, routers[0]) if routers else None
        into = dotted(call.func).rpartition(".")[0]
        if place is not None:
            self.above.setdefault(place, (str(prefix.value) if prefix else "", (module.path, into)))

    def _place(self, module: ModuleInfo, router: r.Name | r.Attr) -> _Place | None:
        """Where a router is made: the file, and its name there."""
        if isinstance(router, r.Attr):
            path = self._module_of(module, router.value)
            return (path, router.name) if path else None
        for stmt in module.symbols.get(router.id, ()):
            if isinstance(stmt, r.Import):
                path = self.machine.project.find(module, stmt.module, stmt.level)
                return (path, stmt.name) if path else None
        return module.path, router.id

    def _module_of(self, module: ModuleInfo, expr: r.Expr) -> str | None:
        """The file of the module that an expression names."""
        root, _, rest = dotted(expr).partition(".")
        for stmt in module.symbols.get(root, ()):
            if isinstance(stmt, r.Import):
                whole = ".".join(part for part in (stmt.module, stmt.name, rest) if part)
                return self.machine.project.find(module, whole, stmt.level)
        return None

    def prefix(self, place: _Place, depth: int = 0) -> str:
        """All that stands before the paths of a router."""
        mount = self.above.get(place)
        if mount is None or depth > _MOST:
            return ""
        own = _own_prefix(self.machine.project.module(mount[1][0]), mount[1][1])
        return join_paths(self.prefix(mount[1], depth + 1), own, mount[0])

    def _tables(self) -> list[ModuleInfo]:
        """Every list of patterns: those that are included, and those that include."""
        included = (self.machine.project.module(path) for path, name in self.above if not name)
        found = [module for module in included if module is not None]
        return [*found, *(module for module in self.urls if module not in found)]

    def of(self, entry: Entry, route: str) -> str:
        """The whole path of an entry point, of which `route` is what its own module and the nearest table tell."""
        for decorator in entry.node.decorators:
            root = dotted(decorator).rpartition(".")[0]
            if root and (entry.module.path, root) in self.above:
                return join_paths(self.prefix((entry.module.path, root)), route)
        wanted = entry.klass.node.name if entry.klass else entry.node.name
        for urls in self._tables():
            for row in listed_in(self.machine, urls):
                if name_in(self.machine, urls, row.handler, entry.module) == wanted:
                    action = route.rpartition("/")[2] if route.endswith(f"/{entry.node.name}") else ""
                    return join_paths(self.prefix((urls.path, "")), row.path, action)
        return route


def _own_prefix(module: ModuleInfo | None, router: str) -> str:
    """The prefix that a router is made with: `APIRouter(prefix="/v1")`."""
    for stmt in module.symbols.get(router, ()) if module else ():
        made = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign) else None
        keywords = dict(made.keywords) if isinstance(made, r.Call) else {}
        given = next((keywords[name] for name in PREFIXES if name in keywords), None)
        if isinstance(given, r.Const):
            return str(given.value)
    return ""


def join_paths(*parts: str) -> str:
    """Pieces of a path put together, with one slash at each seam."""
    whole = ""
    for part in parts:
        whole = f"{whole.rstrip('/')}/{part.lstrip('/')}" if whole and part else whole or part
    return whole
