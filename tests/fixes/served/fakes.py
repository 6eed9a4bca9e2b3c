"""Stand-ins for what an example imports and nobody has installed: a shop's models, a database, a provider's library.

Whatever is done with them succeeds, and what would leave a trace in a shop is noted down.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

EFFECTS: list[str] = []
"""What was done since the last message."""
_DOES = frozenset(
    ["save", "commit", "create", "update", "update_one", "insert", "insert_one", "add", "delete", "delay", "send"]
    + ["send_mail", "execute", "publish", "get_or_create", "update_or_create", "activate", "credit", "settle"]
)


class Fake:
    """Anything: it has every attribute and key, can be called, awaited and gone through, and is true."""

    __signature__ = inspect.Signature()
    """For frameworks that look at what they are to call."""

    def __init__(self, name: str, *args: object) -> None:
        object.__setattr__(self, "_name", name)

    def __getattr__(self, name: str) -> Fake:
        if name.startswith("__"):
            raise AttributeError(name)
        return Fake(f"{self._name}.{name}")

    def __setattr__(self, name: str, value: object) -> None:
        EFFECTS.append(f"{self._name}.{name} = {value!r}")

    def __call__(self, *args: object, **keywords: object) -> Fake:
        if self._name.rpartition(".")[2] in _DOES:
            EFFECTS.append(f"{self._name}()")
        return Fake(f"{self._name}()")

    def __getitem__(self, key: object) -> Fake:
        return Fake(f"{self._name}[{key!r}]")

    def __await__(self) -> Iterator[object]:
        yield from ()
        return self

    def __iter__(self) -> Iterator[Fake]:
        return iter(())

    def __enter__(self) -> Fake:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Fake:
        if name.startswith("__"):
            raise AttributeError(name)
        return Fake(f"{self.__name__}.{name}")


class Finder:
    """The last that is asked for a module: it has those that an example needs and that are not installed."""

    tops: set[str] = set()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] not in self.tops:
            return None
        return ModuleSpec(name, self, origin=f"/nowhere/{name}.py", is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


def _missing(path: Path) -> set[str]:
    """What an example imports and nobody has installed."""
    tops = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            tops |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            tops.add(node.module.partition(".")[0])
    return {top for top in tops if top not in sys.modules and importlib.util.find_spec(top) is None}


def load(path: Path, package: str) -> ModuleType:
    """The example as a module of a package, the rest of which is made up."""
    Finder.tops |= {package, *_missing(path)}
    importlib.import_module(package)
    spec = importlib.util.spec_from_file_location(f"{package}.views", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
