"""Writes the body of a verification that so far always says yes."""

from __future__ import annotations

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.environment import reading
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.words import words

_RAW_ENDS = (".body", ".data", ".get_data()", ".body()", ".read()")
_RAW = frozenset({"raw", "body", "payload", "data"})
_SIGNATURES = frozenset({"signature", "sig", "header", "hash", "signed"})


def written_body(
    handler: Handler, module: ModuleInfo, tree: Tree, fact: r.Function, node: cst.FunctionDef, call: Span
) -> list[Edit]:
    """The edits that make a function compare what it is given, where the provider signs the raw body."""
    provider = handler.context.knowledge.providers.get(handler.walk.provider)
    scheme = provider.webhook.scheme if provider is not None else None
    stub = _only_yes(tree, node)
    if scheme is None or not scheme.algorithm or scheme.signed != "{body}" or scheme.encoding != "hex" or stub is None:
        return []
    names = [param.name for param in fact.params if param.name not in ("self", "cls") and param.kind == "positional"]
    given = handler.context.expression(handler.tree.path, call, r.Call)
    if len(names) != 2 or given is None or len(given.args) != 2 or given.keywords:
        return []
    pairs = list(zip(names, given.args, strict=True))
    raw = next((name for name, arg in pairs if words(name) & _RAW and _is_raw(handler, arg)), "")
    sent = next((name for name, _ in pairs if words(name) & _SIGNATURES and name != raw), "")
    line = fact.at[0] + 1
    secret = reading(module, tree, scheme.secret, line)
    parts = [bring_name(module, tree, source, name, line) for source, name in _needs(scheme.algorithm)]
    if not raw or not sent or secret is None:
        return []
    indent = tree.indent(tree.span(stub).line)
    new, digest, compare = (part.name if part else "" for part in parts)
    if not all((new, digest, compare)):
        return []
    text = (
        f"expected = {new}({secret.name}.encode(), {raw}, {digest}).hexdigest()\n"
        f'{indent}return {compare}(expected.encode(), ({sent} or "").encode())'
    )
    return [tree.replaced(stub, text), *secret.edits, *(edit for part in parts if part for edit in part.edits)]


def _needs(algorithm: str) -> tuple[tuple[str, str], ...]:
    return ("hmac", "new"), ("hashlib", algorithm), ("hmac", "compare_digest")


def _only_yes(tree: Tree, node: cst.FunctionDef) -> cst.SimpleStatementLine | None:
    """The `return True` that is all of a function but its docstring."""
    block = node.body
    found = list(block.body) if isinstance(block, cst.IndentedBlock) else []
    body = found[1:] if found and node.get_docstring() is not None else found
    last = body[0] if len(body) == 1 else None
    if not isinstance(last, cst.SimpleStatementLine) or len(last.body) != 1:
        return None
    return last if tree.source(last.body[0]) == "return True" else None


def _is_raw(handler: Handler, arg: r.Expr) -> bool:
    """Whether an argument is the body as it came: read so, or a name for it."""
    text = handler.tree.between(Span(*arg.at))
    if isinstance(arg, r.Name):
        found = [
            stmt
            for stmt in handler.fact.body
            if isinstance(stmt, r.Assign) and any(isinstance(t, r.Name) and t.id == arg.id for t in stmt.targets)
        ]
        text = handler.tree.between(Span(*found[0].value.at)) if len(found) == 1 else ""
    return text.endswith(_RAW_ENDS) and "rest_framework" not in handler.framework
