"""Goes from a verification outwards, and makes each way around it refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, behind, in_front, insertion
from ekzlint.fixes.tree import Tree
from ekzlint.flow.words import words

_ABOUT_A_MODE = frozenset(
    ["debug", "test", "testing", "tests", "mode", "dev", "development", "env", "environment", "production", "prod"]
    + ["live", "sandbox", "local", "staging"]
)
_ABOUT_THE_SENDER = frozenset(
    ["secret", "secrets", "signature", "signatures", "sig", "sign", "signed", "header", "headers", "key", "hash"]
    + ["hmac", "token", "verify", "verified", "verification", "validate", "check", "enabled", "skip", "auth"]
    + ["configured"]
)
"""What an `if` speaks of whose other branch lets the unsigned in; any other may well tell two things apart."""
_TELLS = frozenset({"print", "logger", "logging", "log", "warn", "warnings", "capture"})
_SIMPLE = (cst.Name, cst.Attribute, cst.Call, cst.Subscript)


class Closing:
    """One verification in one function. `refusal` is the statement that ends it; `effects` are the lines that act."""

    def __init__(self, tree: Tree, refusal: str, effects: list[int]) -> None:
        self.tree, self.refusal, self.effects = tree, refusal, effects

    def of(self, node: cst.CSTNode) -> list[Edit]:
        """The edits that close every way around a node."""
        edits: list[Edit] = []
        inner: cst.CSTNode = node
        for outer in self.tree.above(node):
            if isinstance(outer, cst.FunctionDef):
                break
            if isinstance(outer, cst.If):
                edits += self._around(outer, inner, node)
            elif isinstance(outer, cst.Try) and inner is outer.body and self._is_followed(outer):
                for handler in outer.handlers:
                    edits += self.at_the_end(handler.body, _cause(handler, self.refusal))
            inner = outer
        return edits

    def verdict(self, name: str, after: cst.CSTNode) -> list[Edit]:
        """The edits that refuse where the variable that holds the outcome is false."""
        tests = [test for test in self._tests_of(name) if self.tree.span(test).line > self.tree.span(after).line]
        if not tests:
            line, indent = self.tree.span(after).end_line + 1, self.tree.indent(self.tree.span(after).line)
            step = self.step()
            text = f"{indent}if not {name}:\n{indent}{step}{self.refusal}\n"
            return [insertion(self.tree.path, line, text)]
        edits: list[Edit] = []
        for test in tests:
            edits += self._tested(test, next(self.tree.names(test.test, name)))
        return edits

    def is_tested(self, name: str, after: cst.CSTNode) -> bool:
        """Whether some `if` behind a statement asks for a variable."""
        return any(self.tree.span(test).line > self.tree.span(after).line for test in self._tests_of(name))

    def ignored(self, line: cst.CSTNode, call: cst.BaseExpression) -> list[Edit]:
        """The edits that ask for the outcome of a call that stands alone."""
        start, end = self.tree.outer(call), self.tree.outer(call)
        statement = self.tree.span(line)
        indent = self.tree.indent(statement.line)
        first = in_front(statement)
        last = behind(end)
        if start.line < statement.line:
            return []
        return [
            Edit(self.tree.path, first, "if not "),
            Edit(self.tree.path, last, f":\n{indent}{self.step()}{self.refusal}"),
        ]

    def step(self, block: cst.BaseSuite | None = None) -> str:
        """One step of indentation, as the block or else the file has it."""
        if isinstance(block, cst.IndentedBlock) and block.indent is not None:
            return block.indent
        return self.tree.module.default_indent

    def _tests_of(self, name: str) -> Iterator[cst.If]:
        for use in self.tree.names(self.tree.module, name):
            inner: cst.CSTNode = use
            for outer in self.tree.above(use):
                if isinstance(outer, cst.If) and outer.test is inner:
                    yield outer
                if not isinstance(outer, cst.UnaryOperation | cst.BooleanOperation):
                    break
                inner = outer

    def _around(self, outer: cst.If, inner: cst.CSTNode, node: cst.CSTNode) -> list[Edit]:
        """An `if` around the verification: in its test, in its body or in its other branch."""
        if inner is outer.test:
            return self._tested(outer, node)
        said = words(self.tree.source(outer.test))
        if inner is outer.body and not self._holds_effect(outer.body):
            if self._is_mode(outer.test) and outer.orelse is None:
                return self._unwrapped(outer)
            return self._otherwise(outer) if said & (_ABOUT_A_MODE | _ABOUT_THE_SENDER) else []
        if inner is outer.orelse and said & (_ABOUT_A_MODE | _ABOUT_THE_SENDER):
            return [] if self._holds_effect(outer.body) else self.at_the_end(outer.body)
        return []

    def _is_mode(self, test: cst.BaseExpression) -> bool:
        """Whether a test asks only in which mode the program runs."""
        said = words(self.tree.source(test))
        return bool(said & _ABOUT_A_MODE) and not said & _ABOUT_THE_SENDER

    def _holds_effect(self, block: cst.BaseSuite) -> bool:
        place = self.tree.span(block)
        return any(place.line <= line <= place.end_line for line in self.effects)

    def _is_followed(self, node: cst.Try) -> bool:
        """Whether something is done behind a `try`: else what its handlers swallow does no harm."""
        place = self.tree.span(node)
        return not self.effects or any(line > place.end_line for line in self.effects)

    def _unwrapped(self, node: cst.If) -> list[Edit]:
        """The body without the `if`: what is verified is verified always."""
        if not isinstance(node.body, cst.IndentedBlock) or self._has_long_text(node.body):
            return []
        head, step = self.tree.span(node).line, self.step(node.body)
        first, last = self.tree.span(node.test).end_line + 1, self._last_line(node.body)
        lines = self.tree.text.split("\n")
        edits = [Edit(self.tree.path, Span(head, 1, first, 1), "")]
        for number in range(first, last + 1):
            if lines[number - 1].startswith(step):
                edits.append(Edit(self.tree.path, Span(number, 1, number, 1 + len(step)), ""))
        return edits

    def _has_long_text(self, block: cst.BaseSuite) -> bool:
        """Whether a text goes over several lines: what stands in front of these is a part of it."""
        texts = (part for part in self.tree.inside(block) if isinstance(part, cst.SimpleString | cst.FormattedString))
        return any(self.tree.span(text).line != self.tree.span(text).end_line for text in texts)

    def _otherwise(self, node: cst.If) -> list[Edit]:
        """The branch that is taken where the verification is not."""
        indent = self.tree.indent(self.tree.span(node).line)
        if node.orelse is None:
            end = self._last_comment(self._last_line(node.body), indent)
            text = f"{indent}else:\n{indent}{self.step(node.body)}{self.refusal}\n"
            return [insertion(self.tree.path, end + 1, text)]
        if isinstance(node.orelse, cst.If) or not isinstance(node.orelse.body, cst.IndentedBlock):
            return []
        block = node.orelse.body
        if ends(block):
            return []
        # What is said there stays right; what was taken for a verified event does not.
        told = [_only_tells(self.tree, statement) for statement in block.body]
        kept = told.index(False) if False in told else len(told)
        if kept == len(told):
            return self.at_the_end(block)
        refused = block.body[kept]
        if isinstance(refused, cst.If) and kept == len(told) - 1 and ends(refused.body) and refused.orelse is None:
            # It refuses already, in one mode.
            return self._unwrapped(refused) if self._is_mode(refused.test) else self.at_the_end(block)
        first, last = self.tree.span(block.body[kept]), self.tree.span(block.body[-1])
        place = Span(first.line, first.column, last.end_line, last.end_column)
        return [Edit(self.tree.path, place, self.refusal)]

    def _tested(self, node: cst.If, verification: cst.CSTNode) -> list[Edit]:
        """`if not verified: log` goes on; `if secret and not verified: refuse` asks for too little."""
        # `if digest != signature:` says by itself what `not` says of a call.
        negative = isinstance(verification, cst.Comparison) and isinstance(
            verification.comparisons[0].operator, cst.NotEqual
        )
        edits: list[Edit] = []
        inner = verification
        for outer in self.tree.above(verification):
            if isinstance(outer, cst.UnaryOperation) and isinstance(outer.operator, cst.Not):
                negative = not negative
            elif isinstance(outer, cst.BooleanOperation) and isinstance(outer.operator, cst.And):
                if negative and outer.right is inner:
                    edits += self._asked(outer)
            elif outer is node:
                break
            inner = outer
        if negative:
            return edits + self.at_the_end(node.body)
        return [] if self._holds_effect(node.body) else self._otherwise(node)

    def _asked(self, node: cst.BooleanOperation) -> list[Edit]:
        """`secret and not verified` to `not secret or not verified`; a mode that is asked for goes."""
        left = node.left
        operands = [operand for operand in _operands(left) if not self._is_mode(operand)]
        if not operands:
            start, end = self.tree.outer(left), self.tree.outer(node.right)
            return [Edit(self.tree.path, Span(start.line, start.column, end.line, end.column), "")]
        negated = " or ".join(self._negated(operand) for operand in operands)
        place = self._word(self.tree.span(node.operator), "and")
        return [Edit(self.tree.path, self.tree.outer(left), negated), Edit(self.tree.path, place, "or")]

    def _negated(self, node: cst.BaseExpression) -> str:
        if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
            return self.tree.source(node.expression)
        if isinstance(node, cst.Comparison) and self.tree.source(node).endswith(" is not None"):
            return self.tree.source(node).removesuffix("not None") + "None"
        text = self.tree.source(node)
        return f"not {text}" if isinstance(node, _SIMPLE) or node.lpar else f"not ({text})"

    def _word(self, place: Span, word: str) -> Span:
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
            return [self.tree.replaced(last.body[-1], self.refusal + cause)]
        line = place.end_line + 1
        indent = self.tree.indent(self.tree.span(block.body[0]).line)
        return [insertion(self.tree.path, line, f"{indent}{self.refusal}{cause}\n")]

    def _last_comment(self, line: int, indent: str) -> int:
        """The last of the comments that follow a block and still belong to it, by their indentation."""
        lines = self.tree.text.split("\n")
        while line < len(lines) and re.match(rf"{indent}[ \t]+#", lines[line]):
            line += 1
        return line

    def _last_line(self, block: cst.BaseSuite) -> int:
        return self.tree.span(block.body[-1]).end_line


def _operands(node: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """What stands between the `and`s of an expression."""
    if isinstance(node, cst.BooleanOperation) and isinstance(node.operator, cst.And):
        yield from _operands(node.left)
        yield from _operands(node.right)
    else:
        yield node


def _only_tells(tree: Tree, statement: cst.BaseStatement) -> bool:
    """Whether a statement only prints or logs."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    calls = [part.value for part in statement.body if isinstance(part, cst.Expr)]
    told = [words(tree.source(call.func)) for call in calls if isinstance(call, cst.Call)]
    return len(told) == len(statement.body) and all(said & _TELLS for said in told)


def _cause(handler: cst.ExceptHandler, refusal: str) -> str:
    """` from error`, where an exception is raised in the place of another that has a name."""
    name = handler.name.name if handler.name else None
    is_raised = refusal.startswith("raise ") and " from " not in refusal
    return f" from {name.value}" if isinstance(name, cst.Name) and is_raised else ""


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
