"""EKZ203: compare in constant time, as bytes, and never find two missing values equal."""

from __future__ import annotations

from dataclasses import dataclass, replace

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import describe, dotted
from ekzlint.facts.walk import expressions
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.scope import functions_at
from ekzlint.fixes.tree import Tree
from ekzlint.fixes.truths import known_true
from ekzlint.fixes.types import Kind, is_digest, kind_of
from ekzlint.flow.values import CONFIG, DIGEST, HEADER

_PRIMARY = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.SimpleString, cst.FormattedString)
_HEADERS = frozenset({"headers", "META", "environ"})


@dataclass(frozen=True)
class _Side:
    """One side of the comparison. `full`: neither None nor empty here. `ours`: what we hold, not what was sent."""

    node: cst.BaseExpression
    expr: r.Expr
    kind: Kind
    full: bool
    ours: bool
    header: bool

    @property
    def simple(self) -> bool:
        """Whether it may be evaluated twice."""
        calls = [part for part in expressions(self.expr) if isinstance(part, r.Call)]
        return all(dotted(call.func).rpartition(".")[2] in ("get", "getenv") for call in calls)


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`a == b` to `hmac.compare_digest(a, b)`."""
    path, place = context.path_of(finding), span_of(finding)
    module, tree = context.module(path), context.tree(path)
    node = tree.at(place, cst.Comparison)
    fact = context.expression(path, place, r.Compare)
    if module is None or node is None or fact is None or len(fact.ops) != 1 or fact.ops[0] not in ("==", "!="):
        return Refusal("fix_203_form")
    pair = (node.left, node.comparisons[0].comparator)
    sides = _sides(context, path, pair, fact)
    kinds = {side.kind.kind for side in sides} - {""}
    if len(kinds) > 1:
        return Refusal("fix_203_mixed")
    if not kinds and not any(side.header for side in sides):
        return Refusal("fix_203_unknown")
    brought = bring_name(module, tree, "hmac", "compare_digest", finding.line)
    if brought is None:
        return Refusal("fix_name_taken", {"name": "hmac"})
    guard = None if any(side.full for side in sides) else min(sides, key=lambda side: (side.ours, not side.simple))
    if guard is not None and not guard.simple:
        return Refusal("fix_203_twice")
    sides = [replace(side, full=True) if side is guard else side for side in sides]
    call = _call(tree, node, sides, "bytes" in kinds, brought.name)
    target, text = _placed(tree, node, call, guard, fact.ops[0] == "!=")
    return Plan(applicability="safe", key="fix_203", edits=(tree.replaced(target, text), *brought.edits))


def _sides(context: Context, path: str, nodes: tuple[cst.BaseExpression, ...], fact: r.Compare) -> list[_Side]:
    module = context.module(path)
    assert module is not None
    functions = functions_at(module.facts, fact.at[0])
    known = known_true(functions[-1], fact) if functions else frozenset()
    event = context.event_at(path, "signature", Span(*fact.at))
    values = event.values if event else (None, None)
    sides = []
    for node, expr, value in zip(nodes, (fact.left, fact.rights[0]), values, strict=True):
        origin = value.origin if value else 0
        kind = kind_of(context.machine, module, expr)
        digest = is_digest(context.machine, module, expr)
        sides.append(
            _Side(
                node=node,
                expr=expr,
                kind=kind,
                full=kind.full or digest or describe(expr) in known,
                ours=digest or bool(origin & (CONFIG | DIGEST)),
                header=bool(origin & HEADER),
            )
        )
    return sides


def _call(tree: Tree, node: cst.Comparison, sides: list[_Side], as_bytes: bool, name: str) -> str:
    left, right = (_argument(tree, side, as_bytes) for side in sides)
    operator = node.comparisons[0].operator
    assert isinstance(operator, cst.Equal | cst.NotEqual)
    before, after = tree.source(operator.whitespace_before), tree.source(operator.whitespace_after)
    if "\n" not in before:
        before = ""
    # A line break in front of the operator goes behind the comma, with the comment that it may carry.
    gap = after if "\n" in after else before or " "
    if "\n" in before and "\n" in after:
        gap = before.rstrip(" \t") + after
    return f"{name}({left},{gap}{right})"


def _argument(tree: Tree, side: _Side, as_bytes: bool) -> str:
    """One side as bytes that are never None."""
    text = tree.source(side.node)
    maybe_none = side.kind.none and not side.full
    if as_bytes:
        return f'({_operand(side.node, text)} or b"")' if maybe_none else text
    if maybe_none:
        call = side.node
        if _looks_up_header(side.expr) and isinstance(call, cst.Call) and len(call.args) == 1:
            key = tree.source(call.args[0].value)
            text = f'{tree.source(call.func)}({key}, "")'
        else:
            text = f'({_operand(side.node, text)} or "")'
    elif not isinstance(side.node, _PRIMARY) and not side.node.lpar:
        text = f"({text})"
    return f"{text}.encode()"


def _operand(node: cst.BaseExpression, text: str) -> str:
    loose = isinstance(node, cst.IfExp | cst.Lambda | cst.NamedExpr) and not node.lpar
    return f"({text})" if loose else text


def _looks_up_header(expr: r.Expr) -> bool:
    """`headers.get("name")`, whose values are never None."""
    return (
        isinstance(expr, r.Call)
        and isinstance(expr.func, r.Attr)
        and expr.func.name == "get"
        and dotted(expr.func.value).rpartition(".")[2] in _HEADERS
    )


def _placed(tree: Tree, node: cst.Comparison, call: str, guard: _Side | None, differs: bool) -> tuple[cst.CSTNode, str]:
    """What is replaced, and by what: `not a != b` needs no second `not`, a guard may need parentheses."""
    target: cst.CSTNode = node
    parent = tree.parents[node]
    if differs and isinstance(parent, cst.UnaryOperation) and isinstance(parent.operator, cst.Not):
        target, differs, parent = parent, False, tree.parents[parent]
    if guard is None:
        text = call
    else:
        first = tree.source(guard.node)
        text = f"{first if _is_test(tree, target) else f'bool({first})'} and {call}"
        if differs or isinstance(parent, cst.BooleanOperation | cst.UnaryOperation):
            text = f"({text})"
    return target, f"not {text}" if differs else text


def _is_test(tree: Tree, node: cst.CSTNode) -> bool:
    """Whether only the truth of an expression counts."""
    for parent in tree.above(node):
        if isinstance(parent, cst.If | cst.While | cst.Assert):
            return True
        if isinstance(parent, cst.UnaryOperation) and isinstance(parent.operator, cst.Not):
            return True
        if not isinstance(parent, cst.BooleanOperation):
            return False
    return False
