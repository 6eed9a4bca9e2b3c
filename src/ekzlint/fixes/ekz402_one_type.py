"""EKZ402: make text of a status before it is compared, so that 1 and "1" are the same."""

from __future__ import annotations

import libcst as cst

from ekzlint.findings.model import Finding
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.plan import Plan, Refusal

_OPERATORS = (cst.Equal, cst.NotEqual, cst.In, cst.NotIn)


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`x == 1` to `str(x) == "1"`, `x in (4, 5)` to `str(x) in ("4", "5")`."""
    tree = context.tree(context.path_of(finding))
    node = tree.at(span_of(finding), cst.Comparison)
    if node is None or len(node.comparisons) != 1 or not isinstance(node.comparisons[0].operator, _OPERATORS):
        return Refusal("fix_402_form")
    left, right = node.left, node.comparisons[0].comparator
    if _literals(left):
        left, right = right, left
    literals = _literals(right)
    if not literals:
        return Refusal("fix_402_form")
    edits = [Edit(tree.path, tree.outer(left), f"str({tree.source(left)})")]
    edits += [tree.replaced(part, f'"{part.value}"') for part in literals if isinstance(part, cst.Integer)]
    return Plan(applicability="unsafe", key="fix_402", edits=tuple(edits))


def _literals(node: cst.BaseExpression) -> list[cst.Integer | cst.SimpleString]:
    """The numbers or texts that are written there, or nothing where anything else is."""
    parts = [node]
    if isinstance(node, cst.Tuple | cst.List | cst.Set):
        parts = [element.value for element in node.elements]
    known = [part for part in parts if isinstance(part, cst.Integer | cst.SimpleString)]
    return known if len(known) == len(parts) else []
