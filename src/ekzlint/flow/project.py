"""The project as modules: reads them on demand, and resolves names across them. Nothing is imported or executed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ekzlint.facts import records as r


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
    tokens: bool = True
    """Whether the text has a string literal that could be a key: most files have none, and need no look at them all."""

    def __post_init__(self) -> None:
        _bind(self.facts.body, self)

    @property
    def stem(self) -> str:
        """The module's own name; a package has its folder's."""
        path = PurePosixPath(self.path)
        return path.parent.name if path.stem == "__init__" else path.stem


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


class Project:
    """All modules under one root that analysis may look into.

    `load` gives the module of a file (absolute path), or None where it cannot be read or parsed;
    it is called at most once a file.
    """

    def __init__(self, root: Path, load: Callable[[str], ModuleInfo | None]) -> None:
        self.root = root
        self._load = load
        self._modules: dict[str, ModuleInfo | None] = {}
        self._found: dict[tuple[str, str], str | None] = {}
        self._is_file: dict[str, bool] = {}

    def module(self, path: str) -> ModuleInfo | None:
        """The module of a file, parsed the first time it is asked for."""
        if path not in self._modules:
            self._modules[path] = self._load(path)
        return self._modules[path]

    def imported(self, module: ModuleInfo, dotted: str, level: int) -> ModuleInfo | None:
        """The module that `from <level dots><dotted> import ...` in `module` names, where it lies in the project."""
        folder = str(PurePosixPath(module.path).parent)
        key = (folder, "." * level + dotted)
        if key not in self._found:
            self._found[key] = self._find(folder, dotted, level)
        path = self._found[key]
        return self.module(path) if path else None

    def submodule(self, module: ModuleInfo, name: str) -> ModuleInfo | None:
        """The module `name` inside the package whose `__init__` is `module`."""
        if not module.path.endswith("/__init__.py"):
            return None
        return self.imported(module, name, 1)

    def _find(self, folder: str, dotted: str, level: int) -> str | None:
        here = PurePosixPath(folder)
        parts = [part for part in dotted.split(".") if part]
        if level:
            for _ in range(level - 1):
                here = here.parent
            return self._at(here, parts)
        root = PurePosixPath(self.root.as_posix())
        while True:
            # A folder with an __init__ is a package, so its modules are not importable by their bare names.
            if not self._exists(f"{here}/__init__.py"):
                for base in (here, here / "src"):
                    found = self._at(base, parts)
                    if found:
                        return found
            if here == root or here == here.parent or root not in here.parents:
                return None
            here = here.parent

    def _at(self, base: PurePosixPath, parts: list[str]) -> str | None:
        target = base.joinpath(*parts)
        for candidate in (f"{target}.py" if parts else "", f"{target}/__init__.py"):
            if candidate and self._exists(candidate):
                return candidate
        return None

    def _exists(self, path: str) -> bool:
        known = self._is_file.get(path)
        if known is None:
            real = Path(path)
            known = real.is_file() and (not real.is_symlink() or self.root in real.resolve().parents)
            self._is_file[path] = known
        return known
