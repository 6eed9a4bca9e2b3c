"""EKZ202: close the path on which nothing was verified."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from ekzlint.facts.walk import enclosing_function
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, EditError, flatten
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.imports import Brought
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree
from ekzlint.flow.run import Event
from ekzlint.flow.webhooks import tried_to_verify, unproven_effects


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """Every way around the verification refuses the request."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    refusal = handler.refusal()
    if refusal is None:
        return Plan(applicability="display", key="fix_202_form")
    effects = unproven_effects(handler.walk)
    effect_line = _line_in(handler, effects[0]) if effects else 0
    edits: list[Edit] = []
    for event in tried_to_verify(handler.walk):
        place = _place_in(handler, event)
        node = _node_at(handler.tree, place) if place else None
        if node is not None:
            edits += _Closing(handler, refusal, effect_line).of(node)
        edits += _helper(context, handler, event)
    if not edits:
        return Plan(applicability="display", key="fix_202_form")
    made = (*_joined(edits), *refusal.edits)
    try:
        flatten(made)
    except EditError:
        return Plan(applicability="display", key="fix_202_form")
    return Plan(applicability="unsafe", key="fix_202", edits=made)


def _joined(edits: list[Edit]) -> list[Edit]:
    """Lines for one place put in behind each other, those of the inner block first."""
    found: dict[tuple[str, Span], Edit] = {}
    for edit in dict.fromkeys(edits):
        key = (edit.path, edit.span)
        is_insertion = (edit.span.line, edit.span.column) == (edit.span.end_line, edit.span.end_column)
        if key in found and is_insertion:
            found[key] = replace(edit, text=found[key].text + edit.text)
        else:
            found[key] = edit
    return list(found.values())


def _place_in(handler: Handler, event: Event) -> Span | None:
    """Where in the handler an event comes about: the event itself, or the call that leads to it."""
    for step in event.chain[1:]:
        if step.path == handler.tree.path and handler.fact.at[0] <= step.span.line <= handler.fact.last_line:
            return step.span
    inside = handler.fact.at[0] <= event.at[0] <= handler.fact.last_line
    return Span(*event.at) if inside and event.module is handler.module else None


def _line_in(handler: Handler, event: Event) -> int:
    place = _place_in(handler, event)
    return place.line if place else 0


def _node_at(tree: Tree, place: Span) -> cst.CSTNode | None:
    return tree.at(place, cst.Call) or tree.at(place, cst.BaseExpression)  # type: ignore[type-abstract]


class _Closing:
    """Goes from a verification outwards, and makes each way around it refuse."""

    def __init__(self, handler: Handler, refusal: Brought, effect_line: int) -> None:
        self.tree, self.refusal, self.effect_line = handler.tree, refusal, effect_line

    def of(self, node: cst.CSTNode) -> list[Edit]:
        edits: list[Edit] = []
        inner: cst.CSTNode = node
        for outer in self.tree.above(node):
            if isinstance(outer, cst.FunctionDef):
                break
            if isinstance(outer, cst.If) and inner is outer.body and not self.holds_effect(outer.body):
                edits += self.otherwise(outer)
            elif isinstance(outer, cst.If) and inner is outer.test:
                edits += self.tested(outer, node)
            elif isinstance(outer, cst.Try) and inner is outer.body:
                for handler in outer.handlers:
                    edits += self.at_the_end(handler.body, _cause(handler, self.refusal))
            inner = outer
        return edits

    def holds_effect(self, block: cst.BaseSuite) -> bool:
        place = self.tree.span(block)
        return place.line <= self.effect_line <= place.end_line

    def otherwise(self, node: cst.If) -> list[Edit]:
        """The branch that is taken where the verification is not."""
        indent = self.tree.indent(self.tree.span(node).line)
        if node.orelse is None:
            end = self.last_line(node.body)
            text = f"{indent}else:\n{indent}{self.step(node.body)}{self.refusal.name}\n"
            return [Edit(self.tree.path, Span(end + 1, 1, end + 1, 1), text)]
        if isinstance(node.orelse, cst.If) or not isinstance(node.orelse.body, cst.IndentedBlock):
            return []
        block = node.orelse.body
        if ends(block):
            return []
        first, last = self.tree.span(block.body[0]), self.tree.span(block.body[-1])
        place = Span(first.line, first.column, last.end_line, last.end_column)
        return [Edit(self.tree.path, place, self.refusal.name)]

    def tested(self, node: cst.If, verification: cst.CSTNode) -> list[Edit]:
        """`if not verified: log` goes on; `if secret and not verified: refuse` asks for too little."""
        negative = False
        edits: list[Edit] = []
        inner = verification
        for outer in self.tree.above(verification):
            if isinstance(outer, cst.UnaryOperation) and isinstance(outer.operator, cst.Not):
                negative = not negative
            elif isinstance(outer, cst.BooleanOperation) and isinstance(outer.operator, cst.And):
                if negative and outer.right is inner:
                    edits += self.asked(outer)
            elif outer is node:
                break
            inner = outer
        if negative:
            return edits + self.at_the_end(node.body)
        return [] if self.holds_effect(node.body) else self.otherwise(node)

    def asked(self, node: cst.BooleanOperation) -> list[Edit]:
        left = node.left
        simple = isinstance(left, cst.Name | cst.Attribute | cst.Call | cst.Subscript)
        text = self.tree.source(left)
        negated = f"not {text}" if simple or left.lpar else f"not ({text})"
        if isinstance(left, cst.UnaryOperation) and isinstance(left.operator, cst.Not):
            negated = self.tree.source(left.expression)
        place = self.tree.span(node.operator)
        place = self.word(place, "and")
        return [Edit(self.tree.path, self.tree.outer(left), negated), Edit(self.tree.path, place, "or")]

    def word(self, place: Span, word: str) -> Span:
        """A word inside of a place that may hold white space too."""
        column = self.tree.between(place).find(word)
        if place.line != place.end_line or column < 0:
            return place
        start = place.column + column
        return Span(place.line, start, place.line, start + len(word))

    def at_the_end(self, block: cst.BaseSuite, cause: str = "") -> list[Edit]:
        """The refusal behind the last statement of a block that goes on."""
        if not isinstance(block, cst.IndentedBlock) or ends(block):
            return []
        last = block.body[-1]
        place = self.tree.span(last)
        if isinstance(last, cst.SimpleStatementLine) and isinstance(last.body[-1], cst.Pass):
            return [self.tree.replaced(last.body[-1], self.refusal.name + cause)]
        line = place.end_line + 1
        indent = self.tree.indent(self.tree.span(block.body[0]).line)
        return [Edit(self.tree.path, Span(line, 1, line, 1), f"{indent}{self.refusal.name}{cause}\n")]

    def last_line(self, block: cst.BaseSuite) -> int:
        return self.tree.span(block.body[-1]).end_line

    def step(self, block: cst.BaseSuite) -> str:
        """One step of indentation, as the file has it."""
        if isinstance(block, cst.IndentedBlock) and block.indent is not None:
            return block.indent
        return self.tree.module.default_indent


def _cause(handler: cst.ExceptHandler, refusal: Brought) -> str:
    """` from error`, where an exception is raised in the place of another that has a name."""
    name = handler.name.name if handler.name else None
    return f" from {name.value}" if isinstance(name, cst.Name) and refusal.name.startswith("raise ") else ""


def ends(block: cst.BaseSuite) -> bool:
    """Whether a block leaves the function at its end."""
    last = block.body[-1] if block.body else None
    if isinstance(last, cst.If) and isinstance(last.orelse, cst.Else):
        return ends(last.body) and ends(last.orelse.body)
    if not isinstance(last, cst.SimpleStatementLine):
        return False
    final = last.body[-1]
    if isinstance(final, cst.Expr) and isinstance(final.value, cst.Call):
        func = final.value.func
        return isinstance(func, cst.Name | cst.Attribute) and _last(func) == "abort"
    return isinstance(final, cst.Return | cst.Raise | cst.Continue | cst.Break)


def _last(func: cst.Name | cst.Attribute) -> str:
    return func.value if isinstance(func, cst.Name) else func.attr.value


def _helper(context: Context, handler: Handler, event: Event) -> list[Edit]:
    """`return True` in front of the comparison, or after an exception, in the function that verifies."""
    function = enclosing_function(event.module.facts, event.at[0])
    if function is None or (function is handler.fact and event.module is handler.module):
        return []
    tree = context.tree(event.module.path)
    node = tree.function(Span(*function.at))
    edits: list[Edit] = []
    for part in tree.inside(node) if node is not None else ():
        if not isinstance(part, cst.Return) or not isinstance(part.value, cst.Name) or part.value.value != "True":
            continue
        before = tree.span(part).line < event.at[0]
        caught = any(isinstance(outer, cst.ExceptHandler) for outer in tree.above(part))
        if before or caught:
            edits.append(tree.replaced(part.value, "False"))
    return edits
