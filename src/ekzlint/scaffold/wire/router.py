"""Registers a router with an application: an import, and a call after the statement that makes the application."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor


def register(path: Path, maker: str, module: str, name: str, alias: str, method: str) -> tuple[bytes, str] | None:
    """Return the file's bytes and its new text, in which `app.method(alias)` follows `app = maker(...)`.

    Without a change the text is that of the file. None where the file does not make exactly one application, or cannot
    be parsed.
    """
    old = path.read_bytes()
    try:
        tree = cst.parse_module(old)
    except (cst.ParserSyntaxError, UnicodeDecodeError):
        return None
    if _imports(tree, module):
        return old, tree.code
    insert = _AfterMaker(maker, method, alias)
    edited = tree.visit(insert)
    if insert.made != 1:
        return None
    context = CodemodContext()
    AddImportsVisitor.add_needed_import(context, module, name, alias)
    return old, _set_apart(AddImportsVisitor(context).transform_module(edited), module).code


def _set_apart(tree: cst.Module, module: str) -> cst.Module:
    """Put an empty line before the import of a module if what stands before is imported from elsewhere."""
    for before, line in pairwise(tree.body):
        if not (isinstance(line, cst.SimpleStatementLine) and isinstance(before, cst.SimpleStatementLine)):
            continue
        if _source(line) == module and not line.leading_lines and not _shares_root(_source(before), module):
            apart = line.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
            return tree.with_changes(body=[apart if part is line else part for part in tree.body])
    return tree


def _source(line: cst.SimpleStatementLine) -> str:
    """The module that a statement imports from; empty for any other statement."""
    statement = line.body[0]
    if not isinstance(statement, cst.ImportFrom) or statement.module is None or statement.relative:
        return ""
    return cst.Module([]).code_for_node(statement.module)


def _shares_root(one: str, other: str) -> bool:
    return one.partition(".")[0] in ("", other.partition(".")[0])


def _imports(tree: cst.Module, module: str) -> bool:
    """Whether the module is imported anywhere: then the application is wired already."""
    finder = _Finder(module)
    tree.visit(finder)
    return finder.found


class _Finder(cst.CSTVisitor):
    def __init__(self, module: str) -> None:
        super().__init__()
        self._module = module
        self.found = False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:  # noqa: N802 - LibCST calls it by this name
        if node.module is not None and not node.relative:
            self.found = self.found or cst.Module([]).code_for_node(node.module) == self._module


class _AfterMaker(cst.CSTTransformer):
    def __init__(self, maker: str, method: str, alias: str) -> None:
        super().__init__()
        self._maker, self._method, self._alias = maker, method, alias
        self.made = 0

    def leave_SimpleStatementLine(  # noqa: N802 - LibCST calls it by this name
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        name = self._made_by(original_node)
        if not name:
            return updated_node
        self.made += 1
        call = cst.parse_statement(f"{name}.{self._method}({self._alias})")
        assert isinstance(call, cst.SimpleStatementLine)
        return cst.FlattenSentinel([updated_node, call])

    def _made_by(self, line: cst.SimpleStatementLine) -> str:
        """The name that a statement gives to a new application; empty for any other statement."""
        statement = line.body[-1]
        target: cst.BaseExpression
        if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0].target, statement.value
        elif isinstance(statement, cst.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            return ""
        if not isinstance(target, cst.Name) or not isinstance(value, cst.Call):
            return ""
        called = value.func.attr if isinstance(value.func, cst.Attribute) else value.func
        return target.value if isinstance(called, cst.Name) and called.value == self._maker else ""
