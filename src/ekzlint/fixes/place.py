"""Where a registration goes in a handler: in front of all its effects, in the innermost block that holds them."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.tree import Tree
from ekzlint.flow.run import Event

_STORES = frozenset(["save", "commit", "add", "flush", "asave", "refresh"])


@dataclass(frozen=True)
class Place:
    """In front of the statement `index` of a block; `around` are the statements it is in, the outermost first."""

    block: cst.IndentedBlock
    index: int
    around: tuple[cst.BaseCompoundStatement, ...]

    @property
    def first(self) -> cst.BaseStatement:
        """The statement that comes next."""
        return self.block.body[self.index]

    @property
    def rest(self) -> tuple[cst.BaseStatement, ...]:
        """The statements of the block that come after the place."""
        return tuple(self.block.body[self.index :])

    @property
    def heads(self) -> list[cst.BaseExpression]:
        """What the `with` statements around the place hold."""
        return [item.item for outer in self.around if isinstance(outer, cst.With) for item in outer.items]

    @property
    def is_tried(self) -> bool:
        """Whether something in the handler catches what goes wrong here."""
        return any(isinstance(outer, cst.Try) and outer.handlers for outer in self.around)


def line_in(handler: Handler, event: Event) -> int:
    """The line of the handler in which an event comes about; 0 where it is none of the handler's own."""
    lines = [step.span.line for step in event.chain[1:] if step.path == handler.tree.path]
    if event.module is handler.module:
        lines.append(event.at[0])
    return next((line for line in lines if handler.fact.at[0] < line <= handler.fact.last_line), 0)


def before(handler: Handler, effects: Iterable[Event]) -> Place | None:
    """The place in front of some effects; None where one of them is not in the handler's own body."""
    lines = {line_in(handler, event) for event in effects}
    if not lines or 0 in lines or not isinstance(handler.node.body, cst.IndentedBlock):
        return None
    found = at_lines(handler.tree, handler.node.body, lines)
    index = found.index if found else 0
    while found and index and _only_stores(found.block.body[index - 1]):
        # What is stored beside the effect is kept, or taken back, together with it.
        index -= 1
    return Place(found.block, index, found.around) if found else None


def at_lines(tree: Tree, block: cst.IndentedBlock, lines: set[int]) -> Place | None:
    """The place in front of what stands in some lines."""
    around: list[cst.BaseCompoundStatement] = []
    while True:
        holder = next((part for part in block.body if _holds(tree, part, {min(lines)})), None)
        if holder is None:
            return None
        inner = next((b for b in _blocks(holder) if _holds(tree, b, lines)), None)
        if inner is None or not isinstance(holder, cst.BaseCompoundStatement):
            return Place(block, list(block.body).index(holder), tuple(around))
        block, around = inner, [*around, holder]


def _holds(tree: Tree, node: cst.CSTNode, lines: set[int]) -> bool:
    if isinstance(node, cst.IndentedBlock):
        first, last = tree.span(node.body[0]).line, tree.span(node.body[-1]).end_line
    else:
        span = tree.span(node)
        first, last = span.line, span.end_line
    return first <= min(lines) and max(lines) <= last


def _blocks(node: cst.CSTNode) -> Iterator[cst.IndentedBlock]:
    """The blocks of a statement that are run once at most, and that an error leads into never."""
    if isinstance(node, cst.If):
        yield from _block(node.body)
        if isinstance(node.orelse, cst.If):
            yield from _blocks(node.orelse)
        elif node.orelse is not None:
            yield from _block(node.orelse.body)
    elif isinstance(node, cst.Try):
        yield from _block(node.body)
        if node.orelse is not None:
            yield from _block(node.orelse.body)
    elif isinstance(node, cst.With):
        yield from _block(node.body)
    elif isinstance(node, cst.Match):
        for case in node.cases:
            yield from _block(case.body)


def _block(body: cst.BaseSuite) -> Iterator[cst.IndentedBlock]:
    if isinstance(body, cst.IndentedBlock):
        yield body


def _only_stores(statement: cst.BaseStatement) -> bool:
    """`order.status = "paid"` or `order.save()`: no name is bound, and nothing is asked for."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    part = statement.body[0]
    if isinstance(part, cst.Assign):
        return all(isinstance(target.target, cst.Attribute) for target in part.targets)
    if isinstance(part, cst.AugAssign):
        return isinstance(part.target, cst.Attribute)
    value = part.value if isinstance(part, cst.Expr) else None
    value = value.expression if isinstance(value, cst.Await) else value
    func = value.func if isinstance(value, cst.Call) else None
    return isinstance(func, cst.Attribute) and func.attr.value in _STORES


def returns(nodes: Iterable[cst.CSTNode], tree: Tree) -> Iterator[cst.Return]:
    """The `return` statements inside some statements, those of inner functions left out."""
    for node in nodes:
        if isinstance(node, cst.Return):
            yield node
        elif not isinstance(node, cst.FunctionDef | cst.Lambda | cst.ClassDef):
            yield from returns(node.children, tree)


def indented(tree: Tree, first: int, last: int, step: str) -> list[Edit] | None:
    """The edits that move whole lines one step to the right; None where the file cannot be told apart."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(tree.text).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    inside: set[int] = set()
    starts: list[int] = []
    for token in tokens:
        name = tokenize.tok_name[token.type]
        if token.type == tokenize.STRING:
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif name in ("FSTRING_START", "TSTRING_START"):
            starts.append(token.start[0])
        elif name in ("FSTRING_END", "TSTRING_END") and starts:
            inside.update(range(starts.pop() + 1, token.end[0] + 1))
    lines = tree.text.split("\n")
    numbers = [number for number in range(first, last + 1) if number not in inside and lines[number - 1].strip()]
    return [insertion(tree.path, number, step) for number in numbers]
