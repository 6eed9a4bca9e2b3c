"""The statements by which a handler remembers events in memory or in a cache, so that a table can take their place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import dropped
from ekzlint.fixes.place import Place, at_lines
from ekzlint.flow.words import has

_REMEMBERS = frozenset({"add", "append", "setdefault", "update"})
_CACHES = frozenset(["cache", "caches", "redis", "store", "memcache", "memcached", "client", "r", "kv"])
_CONTAINERS = frozenset(["set", "dict", "list", "deque", "OrderedDict", "defaultdict"])
_ASKS = frozenset({"get", "exists", "has_key", "hexists"})
_PUTS = frozenset({"set", "setex", "put", "add", "aset"})


@dataclass(frozen=True)
class WeakGuard:
    """`end` is what is done with a repeated event; `gone` are the statements about the guard, `variable` its name."""

    place: Place
    key: str
    end: tuple[str, ...]
    gone: tuple[cst.BaseStatement, ...]
    variable: str = ""


def weak_guard(handler: Handler) -> WeakGuard | None:
    """The guard of a handler, where all of it is in statements of its own."""
    for statement in _statements(handler):
        if not isinstance(statement, cst.If) or statement.orelse is not None:
            continue
        for found in (_in_memory, _added, _asked):
            guard = found(handler, statement)
            if guard is not None:
                return guard
    return None


def remembered(handler: Handler) -> tuple[str, str, tuple[cst.BaseStatement, ...]] | None:
    """A variable in memory that is only filled: its name, the key that is put into it, and the statements."""
    for statement in _statements(handler):
        for name in {node.value for node in handler.tree.inside(statement) if isinstance(node, cst.Name)}:
            if not _remembers_in(statement, name) or name not in handler.module.symbols:
                continue
            own = [other for other in _statements(handler) if _remembers_in(other, name)]
            key = _put_in(handler, own[0])
            if key and _all_uses(handler, own, name):
                return name, key, tuple(own)
    return None


def _statements(handler: Handler) -> Iterator[cst.BaseStatement]:
    for node in handler.tree.inside(handler.node):
        if isinstance(node, cst.IndentedBlock):
            yield from node.body


def _guard(
    handler: Handler, test: cst.If, key: cst.BaseExpression, gone: list[cst.BaseStatement], variable: str = ""
) -> WeakGuard | None:
    block = test.body
    place = at_lines(handler.tree, _outer(handler), {handler.tree.span(test).line})
    text = handler.tree.source(key)
    if place is None or place.first is not test or not isinstance(block, cst.IndentedBlock) or "\n" in text:
        return None
    last = block.body[-1]
    if not isinstance(last, cst.SimpleStatementLine) or not isinstance(last.body[-1], cst.Return):
        return None
    first, end = handler.tree.span(block.body[0]).line, handler.tree.span(last).end_line
    lines = handler.tree.text.split("\n")[first - 1 : end]
    return WeakGuard(place, text, tuple(textwrap.dedent("\n".join(lines)).split("\n")), (test, *gone), variable)


def _outer(handler: Handler) -> cst.IndentedBlock:
    assert isinstance(handler.node.body, cst.IndentedBlock)
    return handler.node.body


def _in_memory(handler: Handler, test: cst.If) -> WeakGuard | None:
    """`if x in seen: return`, with `seen.add(x)` or `seen[x] = True` somewhere."""
    compared = test.test
    if not isinstance(compared, cst.Comparison) or len(compared.comparisons) != 1:
        return None
    found = compared.comparisons[0]
    if not isinstance(found.operator, cst.In) or not isinstance(found.comparator, cst.Name):
        return None
    name = found.comparator.value
    puts = [other for other in _statements(handler) if _remembers_in(other, name)]
    if not puts or name not in handler.module.symbols or not _all_uses(handler, [test, *puts], name):
        return None
    return _guard(handler, test, compared.left, puts, name)


def _all_uses(handler: Handler, own: list[cst.BaseStatement], name: str) -> bool:
    used = {id(node) for part in own for node in handler.tree.names(part, name)}
    return all(id(node) in used for node in handler.tree.names(handler.node, name))


def _remembers_in(statement: cst.BaseStatement, name: str) -> bool:
    """`seen.add(x)` or `seen[x] = True`."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    part = statement.body[0]
    if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call):
        func = part.value.func
        return isinstance(func, cst.Attribute) and func.attr.value in _REMEMBERS and _is(func.value, name)
    target = part.targets[0].target if isinstance(part, cst.Assign) else None
    return isinstance(target, cst.Subscript) and _is(target.value, name)


def _put_in(handler: Handler, statement: cst.BaseStatement) -> str:
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call) and len(part.value.args) == 1:
        text = handler.tree.source(part.value.args[0].value)
        return "" if "\n" in text else text
    return ""


def _is(node: cst.BaseExpression, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _call(node: cst.BaseExpression | None) -> cst.Call | None:
    node = node.expression if isinstance(node, cst.Await) else node
    return node if isinstance(node, cst.Call) and node.args and isinstance(node.func, cst.Attribute) else None


def _root(call: cst.Call) -> str:
    func = call.func
    while isinstance(func, cst.Attribute):
        func = func.value
    return func.value if isinstance(func, cst.Name) else ""


def _is_cache(handler: Handler, call: cst.Call) -> bool:
    assert isinstance(call.func, cst.Attribute)
    return has(handler.tree.source(call.func.value), _CACHES)


def _added(handler: Handler, test: cst.If) -> WeakGuard | None:
    """`if not cache.add(key, ...): return` and `if not redis.set(key, 1, nx=True): return`."""
    negated = test.test.expression if isinstance(test.test, cst.UnaryOperation) else None
    call = _call(negated)
    if call is None or not isinstance(call.func, cst.Attribute) or not _is_cache(handler, call):
        return None
    once = any(arg.keyword is not None and arg.keyword.value == "nx" for arg in call.args)
    if call.func.attr.value not in ("add", "setnx", "aadd") and not (call.func.attr.value == "set" and once):
        return None
    return _guard(handler, test, call.args[0].value, [], _root(call))


def _asked(handler: Handler, test: cst.If) -> WeakGuard | None:
    """`if cache.get(key): return`, with `cache.set(key, ...)` somewhere."""
    call = _call(test.test)
    if call is None or not isinstance(call.func, cst.Attribute) or call.func.attr.value not in _ASKS:
        return None
    if not _is_cache(handler, call):
        return None
    key, owner = handler.tree.source(call.args[0].value), handler.tree.source(call.func.value)
    puts = [other for other in _statements(handler) if _puts(handler, other, owner, key)]
    return _guard(handler, test, call.args[0].value, puts, _root(call)) if puts else None


def _puts(handler: Handler, statement: cst.BaseStatement, owner: str, key: str) -> bool:
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None
    call = _call(part.value) if isinstance(part, cst.Expr) else None
    if call is None or not isinstance(call.func, cst.Attribute) or call.func.attr.value not in _PUTS:
        return False
    return handler.tree.source(call.func.value) == owner and handler.tree.source(call.args[0].value) == key


def forgotten(handler: Handler, name: str, gone: tuple[cst.BaseStatement, ...]) -> list[Edit]:
    """The edits that take a variable of the module out, where nothing but the guard used it."""
    tree = handler.tree
    if not name:
        return []
    used = {id(node) for part in gone for node in tree.names(part, name)}
    uses = [node for node in tree.names(tree.module, name) if id(node) not in used]
    bound = next((line for line in tree.module.body if _binds(line, name)), None)
    if bound is None or len(uses) > 1:
        return []
    if _is_import(bound):
        edit = dropped(tree, name) or line_out(handler, bound)
        return [edit]
    return [line_out(handler, bound)] if _is_container(bound) else []


def _is_container(statement: cst.CSTNode) -> bool:
    """`seen = set()`; a client of a cache may be meant for more."""
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    value = part.value if isinstance(part, cst.Assign | cst.AnnAssign) else None
    made = value.func.value if isinstance(value, cst.Call) and isinstance(value.func, cst.Name) else ""
    return isinstance(value, cst.Dict | cst.Set | cst.List) or made in _CONTAINERS


def _is_import(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[0], cst.ImportFrom)


def _binds(statement: cst.CSTNode, name: str) -> bool:
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None
    target: cst.CSTNode | None = None
    if isinstance(part, cst.ImportFrom) and not isinstance(part.names, cst.ImportStar):
        return any(
            _is(alias.name, name) and alias.asname is None for alias in part.names if isinstance(alias.name, cst.Name)
        )
    if isinstance(part, cst.AnnAssign):
        target = part.target
    elif isinstance(part, cst.Assign) and len(part.targets) == 1:
        target = part.targets[0].target
    return isinstance(target, cst.Name) and target.value == name


def line_out(handler: Handler, statement: cst.CSTNode) -> Edit:
    """The edit that takes the lines of a statement out."""
    place = handler.tree.span(statement)
    return Edit(handler.tree.path, Span(place.line, 1, place.end_line + 1, 1), "")
