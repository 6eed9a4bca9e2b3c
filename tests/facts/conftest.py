from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest

from ekzlint.facts import records as r
from ekzlint.facts.lower import lower


def _show(part: object) -> str:
    """A record as `Kind(field, ...)` without its places; a tuple as `[...]`."""
    if isinstance(part, tuple):
        return "[" + ", ".join(_show(item) for item in part) + "]"
    if isinstance(part, r.Name):
        return part.id
    if isinstance(part, r.Const):
        return repr(part.value)
    if isinstance(part, msgspec.Struct):
        fields = (
            _show(getattr(part, name)) for name in part.__struct_fields__ if name != "at" and not name.endswith("_line")
        )
        return f"{type(part).__name__}({', '.join(fields)})"
    return repr(part) if isinstance(part, str) else str(part)


def _records(part: object) -> Iterator[msgspec.Struct]:
    stack = [part]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(node)
        elif isinstance(node, msgspec.Struct):
            yield node
            stack.extend(getattr(node, name) for name in node.__struct_fields__)


@pytest.fixture(scope="session")
def statements() -> Callable[[str], str]:
    """Shows the statements that a text is lowered to, without their places."""
    return lambda text: _show(lower(text, "/m.py").body)


@pytest.fixture(scope="session")
def expression() -> Callable[[str], str]:
    """Shows the expression that a text is lowered to, without its places."""

    def show(text: str) -> str:
        (statement,) = lower(text, "/m.py").body
        assert isinstance(statement, r.ExprStmt)
        return _show(statement.value)

    return show


@pytest.fixture(scope="session")
def records() -> Callable[[r.Module], Iterator[msgspec.Struct]]:
    """Goes over all records of a module that have a place."""
    return lambda module: _records(module.body)
