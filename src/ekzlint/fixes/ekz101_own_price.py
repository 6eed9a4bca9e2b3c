"""EKZ101: charge what the object at hand costs, and not what the client says."""

from __future__ import annotations

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.scope import bindings, functions_at
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef
from ekzlint.flow.words import MONEY, PAYMENT_ROW, has, words

_BEST = ("total", "amount_due", "total_amount", "grand_total", "total_price", "price", "amount")
_MINOR = frozenset({"cents", "cent", "minor", "kobo", "paisa", "paise", "pence"})
_CONVERSIONS = frozenset({"Decimal", "str", "int", "float"})


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """The client's number gives way to the one field of the one priced object that the function holds."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    call, source = tree.at(span_of(finding), cst.Call), _source(finding)
    if module is None or call is None or source is None:
        return Plan(applicability="display", key="fix_101_form")
    node = _given(tree, call, source)
    known = _alternative(tree, node) if node is not None else ""
    price = known or _price(context, module, finding, call, tree)
    if node is None or not price:
        return Plan(applicability="display", key="fix_101_form")
    if not known and _counts_minor_units(context, finding) != bool(words(price.rpartition(".")[2]) & _MINOR):
        return Plan(applicability="display", key="fix_101_units", params={"price": price})
    return Plan(applicability="unsafe", key="fix_101", params={"price": price}, edits=(tree.replaced(node, price),))


def _source(finding: Finding) -> Span | None:
    """Where the client's value is read, where that is in the same file."""
    step = finding.trace[0] if finding.trace else None
    if step is None or step.path != finding.path:
        return None
    return Span(step.line, step.column, step.end_line, step.end_column)


def _given(tree: Tree, call: cst.Call, source: Span) -> cst.BaseExpression | None:
    """The argument that is the client's value, but for conversions and alternatives."""
    for arg in call.args:
        top = _top(tree, arg.value, source)
        if top is not None:
            return top
    names = {arg.value.value for arg in call.args if isinstance(arg.value, cst.Name)}
    function = next((outer for outer in tree.above(call) if isinstance(outer, cst.FunctionDef)), None)
    for node in tree.inside(function) if function is not None else ():
        target = node.targets[0].target if isinstance(node, cst.Assign) and len(node.targets) == 1 else None
        if isinstance(node, cst.Assign) and isinstance(target, cst.Name) and target.value in names:
            top = _top(tree, node.value, source)
            uses = list(tree.names(function, target.value)) if function is not None else []
            if top is not None and len(uses) == 2:
                return top
    return None


def _top(tree: Tree, node: cst.BaseExpression, source: Span) -> cst.BaseExpression | None:
    """`node`, where it is the client's value and nothing is computed with it."""
    if tree.span(node) == source:
        return node
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _CONVERSIONS:
        inner = _top(tree, node.args[0].value, source) if len(node.args) == 1 else None
        return node if inner is not None else None
    if isinstance(node, cst.BooleanOperation) and isinstance(node.operator, cst.Or):
        return node if _top(tree, node.left, source) is not None else None
    return None


def _alternative(tree: Tree, node: cst.BaseExpression) -> str:
    """`order.total` of `body.amount or order.total`."""
    if isinstance(node, cst.BooleanOperation) and isinstance(node.right, cst.Attribute):
        return tree.source(node.right) if has(node.right.attr.value, MONEY) else ""
    return ""


def _price(context: Context, module: ModuleInfo, finding: Finding, call: cst.Call, tree: Tree) -> str:
    """The one priced field of the one row that the function holds at the call; empty where there are more or none."""
    functions = functions_at(module.facts, finding.line)
    found: list[str] = []
    for name, stmt in bindings(functions[-1]) if functions else ():
        if not isinstance(stmt, r.Assign) or stmt.at[2] >= tree.span(call).line:
            continue
        for owner in _rows(context, module, stmt.value):
            field = _field(owner)
            if field and not has(owner.node.name, PAYMENT_ROW - {"order", "orders"}):
                found.append(f"{name}.{field}")
    return found[0] if len(set(found)) == 1 else ""


def _rows(context: Context, module: ModuleInfo, value: r.Expr) -> list[ClassRef]:
    """The models that a look-up or a constructor names."""
    found = []
    for part in expressions(value) if isinstance(value, r.Call) else ():
        if isinstance(part, r.Name):
            refs = context.machine.quiet_eval(module, part).refs
            found += [ref for ref in refs if isinstance(ref, ClassRef) and context.machine.classes.is_model(ref)]
    return found


def _field(owner: ClassRef) -> str:
    names = []
    for stmt in owner.node.body:
        target = stmt.targets[0] if isinstance(stmt, r.Assign) else getattr(stmt, "target", None)
        if isinstance(target, r.Name) and isinstance(stmt, r.Assign | r.AnnAssign) and has(target.id, MONEY):
            names.append(dotted(target))
    best = [name for name in _BEST if name in names]
    return best[0] if best else names[0] if len(names) == 1 else ""


def _counts_minor_units(context: Context, finding: Finding) -> bool:
    provider = context.knowledge.providers.get(finding.provider)
    if provider is None:
        return False
    return any(charge.minor_units for charge in provider.charge) or any(end.minor_units for end in provider.endpoint)
