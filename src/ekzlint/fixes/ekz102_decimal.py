"""EKZ102: hold money as exact numbers, where what comes next takes them."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ekzlint.findings.model import Finding
from ekzlint.fixes.columns import exact_column
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.sinks import takes_decimal
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo

_ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Divide)
_CATCHES_ALL = frozenset({"Exception", "BaseException", "ArithmeticError", "InvalidOperation", "DecimalException"})


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`float(x)` to `Decimal(str(x))`, and a column of floats to one of exact numbers."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    if module is None:
        return Refusal("fix_102_form")
    call = tree.at(span_of(finding), cst.Call)
    if call is None or not _is_float(call):
        return exact_column(context, module, tree, span_of(finding))
    calls = _Reach(context, module, tree).of(call)
    if calls is None:
        return Plan(applicability="display", key="fix_102_form")
    handlers = [_handlers(tree, one) for one in calls]
    if any(found is None for found in handlers):
        return Plan(applicability="display", key="fix_102_handlers")
    brought = bring_name(module, tree, "decimal", "Decimal", finding.line, whole=False)
    if brought is None:
        return Refusal("fix_name_taken", {"name": "Decimal"})
    edits = [tree.replaced(one, _exact(tree, one, brought.name)) for one in calls]
    return Plan(applicability="unsafe", key="fix_102", edits=(*edits, *brought.edits))


def _is_float(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value == "float"
        and len(node.args) == 1
        and not node.args[0].star
        and node.args[0].keyword is None
    )


def _exact(tree: Tree, call: cst.Call, name: str) -> str:
    value = call.args[0].value
    text = tree.source(value)
    is_text = isinstance(value, cst.SimpleString) or (
        isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value == "str"
    )
    return f"{name}({text})" if is_text else f"{name}(str({text}))"


@dataclass(frozen=True)
class _Reach:
    """Follows a number through the function, as far as it is computed with."""

    context: Context
    module: ModuleInfo
    tree: Tree

    def of(self, node: cst.Call) -> list[cst.Call] | None:
        """The conversions that have to become exact together; None where the number goes to what may not take it."""
        top, found = self._computed(node)
        if found is None:
            return None
        parent = self.tree.parents[top]
        if isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            target = parent.targets[0].target
            if isinstance(target, cst.Name):
                return found if self._uses_are_fine(parent, target.value) else None
        return found if self._ends_well(top) else None

    def _computed(self, node: cst.BaseExpression) -> tuple[cst.BaseExpression, list[cst.Call] | None]:
        """The whole arithmetic around a number, with every conversion in it; None where floats are mixed in."""
        top: cst.BaseExpression = node
        while True:
            parent = self.tree.parents[top]
            if not (isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, _ARITHMETIC)):
                break
            top = parent
        return top, self._operands(top, node)

    def _operands(self, top: cst.BaseExpression, known: cst.BaseExpression) -> list[cst.Call] | None:
        if isinstance(top, cst.BinaryOperation):
            left, right = self._operands(top.left, known), self._operands(top.right, known)
            return None if left is None or right is None else left + right
        if _is_float(top):
            assert isinstance(top, cst.Call)
            return [top]
        if top is known or isinstance(top, cst.Integer):
            return []
        return [] if isinstance(top, cst.Call) and self._called(top) in ("int", "len", "Decimal") else None

    def _ends_well(self, top: cst.BaseExpression) -> bool:
        arg = self.tree.parents[top]
        call = self.tree.parents[arg] if isinstance(arg, cst.Arg) else None
        if isinstance(call, cst.Call) and self._called(call) in ("int", "round") and call.args[0] is arg:
            return len(call.args) == 1
        return takes_decimal(self.context, self.module, self.tree, top)

    def _called(self, call: cst.Call) -> str:
        return call.func.value if isinstance(call.func, cst.Name) else ""

    def _uses_are_fine(self, assignment: cst.Assign, name: str) -> bool:
        function = next((outer for outer in self.tree.above(assignment) if isinstance(outer, cst.FunctionDef)), None)
        if function is None:
            return False
        for node in self.tree.names(function, name):
            parent = self.tree.parents[node]
            if isinstance(parent, cst.AssignTarget):
                if self.tree.parents[parent] is not assignment:
                    return False
            elif not self._is_compared(node) and not self._use_is_fine(node):
                return False
        return True

    def _use_is_fine(self, node: cst.Name) -> bool:
        top, found = self._computed(node)
        return found is not None and self._ends_well(top)

    def _is_compared(self, node: cst.Name) -> bool:
        """`amount <= 0`, where nothing is computed."""
        parent = self.tree.parents[node]
        comparison = self.tree.parents[parent] if isinstance(parent, cst.ComparisonTarget) else parent
        if not isinstance(comparison, cst.Comparison) or len(comparison.comparisons) != 1:
            return False
        sides = (comparison.left, comparison.comparisons[0].comparator)
        return any(isinstance(side, cst.Integer | cst.Float) for side in sides)


def _handlers(tree: Tree, node: cst.Call) -> list[Edit] | None:
    """Nothing where an error of the conversion goes on as before; None where a handler would miss it."""
    inner: cst.CSTNode = node
    for outer in tree.above(node):
        if isinstance(outer, cst.FunctionDef):
            break
        if isinstance(outer, cst.Try) and inner is outer.body:
            names: set[str] = set()
            for handler in outer.handlers:
                if handler.type is None:
                    return []
                parts = handler.type.elements if isinstance(handler.type, cst.Tuple) else ()
                types = [part.value for part in parts] or [handler.type]
                names |= {tree.source(part).rpartition(".")[2] for part in types}
            if names & _CATCHES_ALL:
                return []
            if names & {"ValueError", "TypeError"}:
                return None
        inner = outer
    return []
