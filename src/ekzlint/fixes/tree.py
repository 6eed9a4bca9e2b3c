"""The LibCST tree of one file: from the place of a fact to the very node, and from a new node to an edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit

Node = TypeVar("Node", bound=cst.CSTNode)


class Tree:
    """One file as LibCST sees it. `text` has `\\n` at the end of every line, as facts do.

    Raises libcst.ParserSyntaxError where LibCST cannot read what Python can.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
        self.module = wrapper.module
        self._places = wrapper.resolve(PositionProvider)
        self._wrapper = wrapper

    @cached_property
    def parents(self) -> dict[cst.CSTNode, cst.CSTNode]:
        """The node around each node."""
        return dict(self._wrapper.resolve(ParentNodeProvider))

    @cached_property
    def _by_place(self) -> dict[Span, list[cst.CSTNode]]:
        found: dict[Span, list[cst.CSTNode]] = {}
        for node, place in self._places.items():
            found.setdefault(_span(place), []).append(node)
        return found

    def at(self, span: Span, kind: type[Node]) -> Node | None:
        """The node of a kind that stands exactly at a place."""
        return next((node for node in self._by_place.get(span, ()) if isinstance(node, kind)), None)

    @cached_property
    def _functions(self) -> dict[tuple[int, int], cst.FunctionDef]:
        found = (node for node in self._places if isinstance(node, cst.FunctionDef))
        return {(line, column + 1): node for node in found for line, column in (self._start(node),)}

    def function(self, span: Span) -> cst.FunctionDef | None:
        """The function whose `def` (or `async`) begins at a place, behind its decorators."""
        return self._functions.get((span.line, span.column))

    def span(self, node: cst.CSTNode) -> Span:
        """Where a node stands, without the parentheses around it."""
        return _span(self._places[node])

    def code(self, node: cst.CSTNode) -> str:
        """A new node as source; of one that was in the file, `source` keeps more."""
        return self.module.code_for_node(node)

    def source(self, node: cst.CSTNode) -> str:
        """A node as it stands in the file, with the parentheses around it."""
        return self.between(self.outer(node))

    def outer(self, node: cst.CSTNode) -> Span:
        """Where a node stands, with the parentheses around it."""
        before, after = getattr(node, "lpar", ()), getattr(node, "rpar", ())
        start = self._places[before[0] if before else node].start
        end = self._places[after[-1] if after else node].end
        return Span(start.line, start.column + 1, end.line, end.column + 1)

    def between(self, span: Span) -> str:
        """The text of a place."""
        return self.text[self._offset(span.line, span.column) : self._offset(span.end_line, span.end_column)]

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def replaced(self, old: cst.CSTNode, new: cst.CSTNode | str) -> Edit:
        """The edit that puts a node, or a text, in the place of `old`, inside any parentheses around it."""
        return Edit(self.path, self.span(old), new if isinstance(new, str) else self.code(new))

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around a node, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def line_of(self, span: Span) -> cst.CSTNode | None:
        """The statement that begins at a place, with the comments behind it."""
        found = self._by_place.get(span, [])
        lines = (node for node in found if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement))
        return next(lines, None)

    def inside(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """A node and all nodes inside it, in the order of the text."""
        yield node
        for child in node.children:
            yield from self.inside(child)

    def names(self, node: cst.CSTNode, name: str) -> Iterator[cst.Name]:
        """The places inside a node where a variable is named; an attribute or a keyword is another thing."""
        for part in self._names.get(name, ()):
            parent = self.parents[part]
            is_attribute = isinstance(parent, cst.Attribute) and parent.attr is part
            if is_attribute or (isinstance(parent, cst.Arg) and parent.keyword is part):
                continue
            if node is self.module or any(outer is node for outer in (part, *self.above(part))):
                yield part

    @cached_property
    def _names(self) -> dict[str, list[cst.Name]]:
        """Every name of the file, in the order of the text."""
        found: dict[str, list[cst.Name]] = {}
        for node in sorted((n for n in self._places if isinstance(n, cst.Name)), key=self._start):
            found.setdefault(node.value, []).append(node)
        return found

    def _start(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self._places[node].start
        return place.line, place.column

    def statement(self, node: cst.CSTNode) -> cst.SimpleStatementLine | cst.BaseCompoundStatement | None:
        """The innermost statement around a node."""
        for outer in (node, *self.above(node)):
            if isinstance(outer, cst.SimpleStatementLine | cst.BaseCompoundStatement):
                return outer
        return None

    def indent(self, line: int) -> str:
        """The white space at the beginning of a line."""
        text = self.text.split("\n")[line - 1]
        return text[: len(text) - len(text.lstrip(" \t\f"))]


def _span(place: CodeRange) -> Span:
    return Span(place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
