"""Ways to lay out a program that mean nothing, drawn at random: what a repair must leave alone."""

from __future__ import annotations

import io
import random
import re
import tokenize

import libcst as cst

_CONTINUED = cst.SimpleWhitespace(" \\\n            ")


class Layout(cst.CSTTransformer):
    """Parentheses, continuations, trailing commas and comments between decorators."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def _may(self, chance: float) -> bool:
        return self.rng.random() < chance

    def leave_Comparison(self, original_node: cst.Comparison, updated_node: cst.Comparison) -> cst.Comparison:  # noqa: N802
        target = updated_node.comparisons[0]
        operator = target.operator
        if self._may(0.4) and hasattr(operator, "whitespace_before"):
            operator = operator.with_changes(whitespace_before=_CONTINUED)
            updated_node = updated_node.with_changes(comparisons=[target.with_changes(operator=operator)])
        return _wrapped(updated_node) if self._may(0.4) else updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        plain = updated_node.args and not updated_node.args[-1].star
        is_generator = len(updated_node.args) == 1 and isinstance(updated_node.args[0].value, cst.GeneratorExp)
        if plain and not is_generator and self._may(0.3):
            last = updated_node.args[-1].with_changes(comma=cst.Comma())
            return updated_node.with_changes(args=[*updated_node.args[:-1], last])
        return updated_node

    def leave_AssignTarget(self, original_node: cst.AssignTarget, updated_node: cst.AssignTarget) -> cst.AssignTarget:  # noqa: N802
        return updated_node.with_changes(whitespace_after_equal=_CONTINUED) if self._may(0.15) else updated_node

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:  # noqa: N802
        if self._may(0.2) and hasattr(updated_node.value, "lpar"):
            return updated_node.with_changes(value=_wrapped(_wrapped(updated_node.value)))
        return updated_node

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.Return:  # noqa: N802
        if self._may(0.1) and isinstance(updated_node.value, cst.Call):
            return updated_node.with_changes(value=_wrapped(updated_node.value))
        return updated_node

    def leave_Decorator(self, original_node: cst.Decorator, updated_node: cst.Decorator) -> cst.Decorator:  # noqa: N802
        if self._may(0.3):
            line = cst.EmptyLine(comment=cst.Comment(f"# over a decorator {self.rng.randrange(10**6)} ü"))
            return updated_node.with_changes(leading_lines=[*updated_node.leading_lines, line])
        return updated_node


def _wrapped(node: cst.CSTNode) -> cst.CSTNode:
    return node.with_changes(lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()])


def commented(text: str, rng: random.Random) -> tuple[str, list[str]]:
    """Comments behind statements and on lines of their own, type comments among them; with the comments."""
    lines, comments = text.split("\n"), []
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    ends = {token.start[0] for token in tokens if token.type == tokenize.NEWLINE}
    starts = {line: lines[line - 1] for line in _first_lines(tokens)}
    for number in sorted(ends):
        if rng.random() < 0.4:
            kind = rng.choice(["# note", "# type: ignore[attr-defined] #", "# noqa: E501 #", "# pragma: no cover"])
            comments.append(f"{kind} {number} é")
            lines[number - 1] += f"  {comments[-1]}"
    for number, line in starts.items():
        if rng.random() < 0.15:
            comments.append(f"# about line {number} ç")
            indent = line[: len(line) - len(line.lstrip())]
            lines[number - 1] = f"{indent}{comments[-1]}\n{lines[number - 1]}"
    return "\n".join(lines), comments


def _first_lines(tokens: list[tokenize.TokenInfo]) -> list[int]:
    """The lines on which a statement begins."""
    found, begins = [], True
    for token in tokens:
        if begins and token.type not in (
            tokenize.COMMENT,
            tokenize.NL,
            tokenize.INDENT,
            tokenize.DEDENT,
            tokenize.NEWLINE,
            tokenize.ENCODING,
            tokenize.ENDMARKER,
        ):
            found.append(token.start[0])
            begins = False
        if token.type == tokenize.NEWLINE:
            begins = True
    return found


def with_tabs(text: str) -> str:
    """The same program, indented by tabs."""
    return re.sub(r"^(?: {4})+", lambda match: "\t" * (len(match[0]) // 4), text, flags=re.MULTILINE)
