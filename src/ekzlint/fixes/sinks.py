"""Where a value goes next, and whether that takes exact numbers."""

from __future__ import annotations

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.fixes.context import Context
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef, FuncRef

_EXACT = frozenset({"Numeric", "DECIMAL", "DecimalField", "Decimal", "condecimal", "MoneyField"})
_MAKERS = frozenset({"create", "get_or_create", "update_or_create"})


def takes_decimal(context: Context, module: ModuleInfo, tree: Tree, node: cst.BaseExpression) -> bool:
    """Whether a value becomes the argument of a parameter, or the field of a row, that is declared exact."""
    parent = tree.parents[node]
    if isinstance(parent, cst.Assign) and len(parent.targets) == 1:
        target = parent.targets[0].target
        return isinstance(target, cst.Attribute) and _attribute_is_exact(context, module, tree, target)
    call = tree.parents[parent] if isinstance(parent, cst.Arg) else None
    if not isinstance(parent, cst.Arg) or not isinstance(call, cst.Call) or parent.star:
        return False
    fact = context.expression(tree.path, tree.span(call), r.Call)
    if fact is None:
        return False
    name = parent.keyword.value if parent.keyword else ""
    return _argument_is_exact(context, module, fact, name, list(call.args).index(parent))


def _argument_is_exact(context: Context, module: ModuleInfo, call: r.Call, name: str, index: int) -> bool:
    machine = context.machine
    for ref in machine.quiet_eval(module, call.func).refs:
        if isinstance(ref, FuncRef):
            params = [param for param in ref.node.params if param.name not in ("self", "cls")]
            found = next((param for param in params if param.name == name), None)
            if not name and index < len(params):
                found = params[index]
            if found is not None:
                return dotted(found.annotation).rpartition(".")[2] == "Decimal"
        if isinstance(ref, ClassRef) and name:
            return _field_is_exact(context, ref, name)
    if isinstance(call.func, r.Attr) and call.func.name in _MAKERS and isinstance(call.func.value, r.Attr) and name:
        for ref in machine.quiet_eval(module, call.func.value.value).refs:
            if isinstance(ref, ClassRef):
                return _field_is_exact(context, ref, name)
    return False


def _attribute_is_exact(context: Context, module: ModuleInfo, tree: Tree, target: cst.Attribute) -> bool:
    fact = context.expression(tree.path, tree.span(target), r.Attr)
    owner = context.machine.quiet_eval(module, fact.value).type if fact else None
    return owner is not None and _field_is_exact(context, owner, target.attr.value)


def _field_is_exact(context: Context, owner: ClassRef, name: str) -> bool:
    declared = context.machine.classes.field_text(owner, name)
    return any(word.rpartition(".")[2] in _EXACT for word in declared.split())
