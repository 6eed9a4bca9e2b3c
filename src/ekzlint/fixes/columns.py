"""Columns of exact numbers in the place of columns of floats."""

from __future__ import annotations

import re

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.arguments import keyword
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.floats import counted_on
from ekzlint.fixes.imports import bring_name, dropped
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo

_FLOATS = frozenset({"Float", "REAL", "Double", "FloatField"})
_USUAL = ("12", "2")
_NUMERIC = re.compile(r"(?:Numeric|DECIMAL)\(\s*(\d+)\s*,\s*(\d+)\s*\)")
_DECIMAL = re.compile(r"\bDECIMAL\(")
"""The name of the same type that some prefer."""
_DIGITS = re.compile(r"max_digits\s*=\s*(\d+)\s*,\s*decimal_places\s*=\s*(\d+)")


def exact_column(context: Context, module: ModuleInfo, tree: Tree, span: Span) -> Plan | Refusal:
    """The plan for the declaration of a column that stands at a place."""
    node = tree.at(span, cst.Assign) or tree.at(span, cst.AnnAssign)
    if node is None:
        return Refusal("fix_102_form")
    target = node.target if isinstance(node, cst.AnnAssign) else node.targets[0].target
    owner = next((outer.name.value for outer in tree.above(node) if isinstance(outer, cst.ClassDef)), "")
    why = counted_on(context, owner, target.value) if isinstance(target, cst.Name) else "fix_102_mixed"
    if why:
        return Plan(applicability="display", key=why)
    edits: list[Edit] = []
    for part in tree.inside(node.value) if node.value is not None else ():
        if (
            isinstance(part, cst.Name)
            and part.value in _FLOATS
            and not isinstance(tree.parents[part], cst.Arg | cst.Call)
        ):
            part_edits = _column(module, tree, part, tree.parents[part])
        elif isinstance(part, cst.Name) and part.value in _FLOATS:
            part_edits = _column(module, tree, part, part)
        else:
            continue
        if part_edits is None:
            return Refusal("fix_102_form")
        edits += part_edits
    if isinstance(node, cst.AnnAssign):
        annotation = _annotation(module, tree, node)
        if annotation is None:
            return Refusal("fix_102_form")
        edits += annotation
    if not edits:
        return Refusal("fix_102_form")
    return Plan(applicability="unsafe", key="fix_102_column", edits=tuple(edits))


def _column(module: ModuleInfo, tree: Tree, name: cst.Name, whole: cst.CSTNode) -> list[Edit] | None:
    """`whole` is the name, or the attribute `db.Float` that it ends."""
    call = tree.parents[whole]
    called = isinstance(call, cst.Call) and call.func is whole
    if name.value == "FloatField":
        if not isinstance(call, cst.Call) or not called or not isinstance(whole, cst.Attribute):
            return None
        if "mongoengine" in tree.text:
            return None
        digits, places = _found(_DIGITS, tree.text)
        text = f"max_digits={digits}, decimal_places={places}{', ' if call.args else ''}"
        first = tree.span(call.args[0]) if call.args else tree.span(call)
        at = (first.line, first.column) if call.args else (first.end_line, first.end_column - 1)
        if call.args and call.args[0].keyword is None:
            return None
        return [tree.replaced(name, "DecimalField"), Edit(tree.path, Span(*at, *at), text)]
    digits, places = _found(_NUMERIC, tree.text)
    exact = "DECIMAL" if _DECIMAL.search(tree.text) else "Numeric"
    text = f"{exact}({digits}, {places})"
    target: cst.CSTNode = whole
    if called and isinstance(call, cst.Call):
        if any(keyword(call, other) for other in ("asdecimal", "decimal_return_scale")):
            return None
        target = call
    if isinstance(whole, cst.Attribute):
        return [tree.replaced(target, f"{tree.source(whole.value)}.{text}")]
    line = tree.span(name).line
    source = next((imported for imported in ("sqlalchemy",) if f"from {imported} import" in tree.text), "")
    brought = bring_name(module, tree, source, exact, line, whole=False) if source else None
    if brought is None:
        return None
    uses = [node for node in tree.names(tree.module, name.value) if not isinstance(tree.parents[node], cst.ImportAlias)]
    unused = dropped(tree, name.value) if len(uses) == 1 else None
    edits = [tree.replaced(target, text.replace(exact, brought.name)), *brought.edits]
    return [*edits, unused] if unused else edits


def _annotation(module: ModuleInfo, tree: Tree, node: cst.AnnAssign) -> list[Edit] | None:
    """`float` in an annotation becomes `Decimal`."""
    floats = [part for part in tree.inside(node.annotation) if isinstance(part, cst.Name) and part.value == "float"]
    if not floats:
        return []
    brought = bring_name(module, tree, "decimal", "Decimal", tree.span(node).line, whole=False)
    if brought is None:
        return None
    return [*(tree.replaced(part, brought.name) for part in floats), *brought.edits]


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The precision that the file's other columns have, or the usual one."""
    match = pattern.search(text)
    return (match[1], match[2]) if match else _USUAL
