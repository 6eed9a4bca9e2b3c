"""Makes a model of one file usable in another, by an import as the project writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ekzlint.facts import records as r
from ekzlint.fixes.context import Context
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.flow.project import ModuleInfo


def bring_model(handler: Handler, modules: list[ModuleInfo], home: ModuleInfo, name: str) -> Brought | None:
    """Make a model of another file usable in the handler's."""
    if home.path == handler.module.path:
        return Brought(name)
    line = handler.fact.at[0]
    for source in _sources(handler.context, modules, home):
        return bring_name(handler.module, handler.tree, source, name, line)
    return None


def _sources(context: Context, modules: list[ModuleInfo], home: ModuleInfo) -> Iterator[str]:
    """How a file can be named in an import of the first of some modules, the way that is in use first."""
    for index, module in enumerate(modules):
        for stmt in [s for stmts in module.symbols.values() for s in stmts] + list(module.stars):
            if isinstance(stmt, r.Import) and (index == 0 or not stmt.level):
                other = context.machine.project.imported(module, stmt.module, stmt.level)
                if other is not None and other.path == home.path and stmt.name:
                    yield "." * stmt.level + stmt.module
    yield from _as_neighbours(context, modules[0], PurePosixPath(home.path))


def _as_neighbours(context: Context, module: ModuleInfo, home: PurePosixPath) -> Iterator[str]:
    """A file is imported as the other files of its folder are."""
    if home.name == "__init__.py":
        return
    for stmt in module.facts.body:
        if not isinstance(stmt, r.Import) or stmt.name == "*":
            continue
        other = context.machine.project.imported(module, stmt.module, stmt.level) if stmt.module else None
        if other is not None and PurePosixPath(other.path).parent == home.parent and stmt.name:
            if not other.path.endswith("/__init__.py"):
                yield "." * stmt.level + ".".join([*stmt.module.split(".")[:-1], home.stem])
        elif stmt.level == 1 and not stmt.module and PurePosixPath(module.path).parent == home.parent:
            yield f".{home.stem}"
