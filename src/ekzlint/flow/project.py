"""The project as modules: reads them on demand, and resolves names across them. Nothing is imported or executed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path

from ekzlint.facts import records as r
from ekzlint.source.finder import NEAR, Finder, Lookup


@dataclass(slots=True, eq=False)
class ModuleInfo:
    """One module: its facts and the top-level names it binds. `path` is absolute."""

    path: str
    facts: r.Module
    symbols: dict[str, list[r.Stmt]] = field(default_factory=dict)
    stars: list[r.Import] = field(default_factory=list)
    evidence: frozenset[str] = frozenset()
    """Names of the providers that the text mentions."""
    adapter: bool = False
    topical: bool = True
    """Whether triage keeps the file; the others are read where payment code calls them."""
    tokens: bool = True
    """Whether the text has a string literal that could be a key: most files have none, and need no look at them all."""

    def __post_init__(self) -> None:
        _bind(self.facts.body, self)

    @property
    def stem(self) -> str:
        """The module's own name; a package has its folder's."""
        folder, _, name = self.path.rpartition("/")
        stem = name.removesuffix(".py")
        return folder.rpartition("/")[2] if stem == "__init__" else stem

    def imports(self, library: str) -> bool:
        """Whether the module imports something of a library."""
        stmts = (stmt for named in self.symbols.values() for stmt in named)
        return any(isinstance(stmt, r.Import) and stmt.module.partition(".")[0] == library for stmt in stmts)


def _bind(body: tuple[r.Stmt, ...], module: ModuleInfo) -> None:
    for stmt in body:
        if isinstance(stmt, r.Function | r.Class):
            module.symbols.setdefault(stmt.name, []).append(stmt)
        elif isinstance(stmt, r.Import):
            if stmt.name == "*":
                module.stars.append(stmt)
            else:
                module.symbols.setdefault(stmt.local, []).append(stmt)
        elif isinstance(stmt, r.Assign):
            for target in stmt.targets:
                _bind_target(target, stmt, module)
        elif isinstance(stmt, r.AnnAssign):
            _bind_target(stmt.target, stmt, module)
        elif isinstance(stmt, r.If | r.For | r.While):
            _bind(stmt.body, module)
            _bind(stmt.orelse, module)
        elif isinstance(stmt, r.With):
            _bind(stmt.body, module)
        elif isinstance(stmt, r.Try):
            for block in (stmt.body, *(handler.body for handler in stmt.handlers), stmt.orelse, stmt.final):
                _bind(block, module)


def _bind_target(target: r.Expr, stmt: r.Stmt, module: ModuleInfo) -> None:
    if isinstance(target, r.Name):
        module.symbols.setdefault(target.id, []).append(stmt)
    elif isinstance(target, r.Seq):
        for item in target.items:
            _bind_target(item, stmt, module)


@dataclass(slots=True)
class Touched:
    """What a piece of analysis depends on: modules by path, imports that were followed, and answers that are shared."""

    modules: set[str] = field(default_factory=set)
    lookups: set[Lookup] = field(default_factory=set)
    answers: set[Hashable] = field(default_factory=set)

    def add(self, other: Touched) -> None:
        """Depend on what another piece depends on, too."""
        self.modules |= other.modules
        self.lookups |= other.lookups
        self.answers |= other.answers


class Project:
    """All modules that analysis may look into: those that `finder` finds.

    `load` gives the module of a file (absolute path), or None where it cannot be read or parsed;
    it is called at most once a file. `touched` takes down all that is asked for.
    """

    def __init__(self, finder: Finder, load: Callable[[str], ModuleInfo | None]) -> None:
        self.finder = finder
        self.root = Path(finder.root or "/")
        self.touched = Touched()
        self._load = load
        self._modules: dict[str, ModuleInfo | None] = {}

    def module(self, path: str) -> ModuleInfo | None:
        """The module of a file, parsed the first time it is asked for."""
        self.touched.modules.add(path)
        if path not in self._modules:
            self._modules[path] = self._load(path)
        return self._modules[path]

    def imported(self, module: ModuleInfo, dotted: str, level: int) -> ModuleInfo | None:
        """The module that `from <level dots><dotted> import ...` in `module` names, where it lies in the project."""
        path = self.find(module, dotted, level)
        return self.module(path) if path else None

    def find(self, module: ModuleInfo, dotted: str, level: int) -> str | None:
        """The file of that module, without a look into it."""
        lookup = (module.path.rpartition("/")[0], dotted, level)
        self.touched.lookups.add(lookup)
        return self.finder.find(lookup)

    def around(self, module: ModuleInfo) -> list[str]:
        """Paths of the other modules near it that may answer requests."""
        lookup = (module.path.rpartition("/")[0], NEAR, 0)
        self.touched.lookups.add(lookup)
        found = self.finder.find(lookup)
        return [path for path in found.split("\n") if path != module.path] if found else []

    def submodule(self, module: ModuleInfo, name: str) -> ModuleInfo | None:
        """The module `name` inside the package whose `__init__` is `module`."""
        if not module.path.endswith("/__init__.py"):
            return None
        return self.imported(module, name, 1)
