"""EKZ803: look at the provider's certificate."""

from __future__ import annotations

import libcst as cst

from ekzlint.findings.model import Finding
from ekzlint.fixes.arguments import keyword, removed
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree

_SWITCHES = ("verify", "ssl", "verify_ssl")
_ON = {"verify_mode": "CERT_REQUIRED", "verify": "True", "check_hostname": "True"}


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`verify=False` goes away; a switch that is set off is set on."""
    tree = context.tree(context.path_of(finding))
    call = tree.at(span_of(finding), cst.Call)
    assignment = tree.at(span_of(finding), cst.Assign)
    target = tree.at(span_of(finding), cst.Attribute)
    if assignment is None and target is not None:
        assignment = next((node for node in tree.above(target) if isinstance(node, cst.Assign)), None)
    if assignment is not None and isinstance(assignment.value, cst.Call):
        call = assignment.value
    edits: list[Edit] = []
    if call is not None:
        edits = _call(tree, call)
    elif assignment is not None:
        edits = _switch(tree, assignment)
    if not edits:
        return Refusal("fix_803_form")
    return Plan(applicability="unsafe", key="fix_803", edits=tuple(edits))


def _call(tree: Tree, call: cst.Call) -> list[Edit]:
    for name in _SWITCHES:
        arg = keyword(call, name)
        if arg is not None and isinstance(arg.value, cst.Name) and arg.value.value == "False":
            return [removed(tree, call, arg) or tree.replaced(arg.value, "True")]
    return []


def _switch(tree: Tree, node: cst.Assign) -> list[Edit]:
    """An attribute that is set off, and for a context of `ssl` the look at the host's name with it."""
    edit = _on(tree, node)
    target = node.targets[0].target
    if edit is None or not isinstance(target, cst.Attribute):
        return []
    edits = [edit]
    block = next((outer for outer in tree.above(node) if isinstance(outer, cst.IndentedBlock | cst.Module)), None)
    owner = tree.source(target.value)
    for line in block.body if block is not None else ():
        for part in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            other = part.targets[0].target if isinstance(part, cst.Assign) else None
            if part is not node and isinstance(other, cst.Attribute) and tree.source(other.value) == owner:
                also = _on(tree, part) if other.attr.value == "check_hostname" else None
                edits += [also] if also else []
    return edits


def _on(tree: Tree, node: cst.BaseSmallStatement) -> Edit | None:
    target = node.targets[0].target if isinstance(node, cst.Assign) else None
    if not isinstance(node, cst.Assign) or not isinstance(target, cst.Attribute) or target.attr.value not in _ON:
        return None
    value = node.value
    if isinstance(value, cst.Name) and value.value == "False":
        return tree.replaced(value, "True")
    if isinstance(value, cst.Attribute) and value.attr.value == "CERT_NONE":
        return tree.replaced(value.attr, _ON["verify_mode"])
    return None
