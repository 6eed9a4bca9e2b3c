"""A function of the project that verifies for a handler: how it says no, and where it says yes without a look."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import Span
from ekzlint.fixes.closing import Closing
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.stub import written_body
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event
from ekzlint.flow.values import FuncRef

_PARSES = ("loads", "json", "construct_from", "parse")
_VERDICTS = ("compare_digest", "constant_time_compare", "bool", "any", "all")
_EXCUSES = re.compile(r"\s*#.*(?:allow|accept|aceit|skip|dev|test|debug|mode|permit|let )", re.IGNORECASE)
_UNVERIFIED = 'raise ValueError("not verified")'


@dataclass(frozen=True)
class Helper:
    """The function, as fact and as node."""

    handler: Handler
    module: ModuleInfo
    tree: Tree
    fact: r.Function
    node: cst.FunctionDef

    @property
    def tells(self) -> bool:
        """Whether it returns its verdict."""
        return any(_is_verdict(stmt.value) for stmt in self._returns())

    def closed(self, event: Event) -> list[Edit]:
        """The edits after which it says yes to nothing that it has not verified."""
        if event.kind == "gap":
            return written_body(self.handler, self.module, self.tree, self.fact, self.node, Span(*event.at))
        edits = []
        for part in self.tree.inside(self.node):
            if isinstance(part, cst.Return) and self._is_early(part, event):
                edits += self._refused(part)
        refusal = "return False" if self.tells else self._raises()
        node = self.tree.at(Span(*event.at), cst.Call) or self.tree.at(Span(*event.at), cst.Comparison)
        if node is not None and refusal and (not self.tells or self._ends_in_yes()):
            edits += Closing(self.tree, refusal, []).of(node)
        return edits

    def _returns(self) -> list[r.Return]:
        return [stmt for stmt in statements(self.fact.body) if isinstance(stmt, r.Return)]

    def _ends_in_yes(self) -> bool:
        last = self.fact.body[-1] if self.fact.body else None
        return isinstance(last, r.Return) and isinstance(last.value, r.Const) and last.value.value is True

    def _raises(self) -> str:
        """The statement by which it says no, where all that it names is there in the whole function."""
        for stmt in statements(self.fact.body):
            if isinstance(stmt, r.Raise) and stmt.exc is not None and stmt.at[0] == stmt.at[2]:
                text = self.tree.between(Span(*stmt.at)).partition(" from ")[0]
                if isinstance(stmt.exc, r.Call) and all(isinstance(arg, r.Const) for arg in stmt.exc.args):
                    return text
        return ""

    def _is_early(self, part: cst.Return, event: Event) -> bool:
        """Whether a `return` comes in front of the comparison, or after an exception."""
        before = self.tree.span(part).line < event.at[0]
        return before or any(isinstance(outer, cst.ExceptHandler) for outer in self.tree.above(part))

    def _refused(self, part: cst.Return) -> list[Edit]:
        """The edit that makes a `return` say no."""
        value = part.value
        if isinstance(value, cst.Name) and value.value == "True":
            return [self.tree.replaced(value, "False"), *self._excuse(part)]
        if self.tells:
            return []
        if value is None or (isinstance(value, cst.Name) and value.value == "None"):
            raised = self._raises()
            return [self.tree.replaced(part, raised)] if raised else []
        called = self.tree.source(value.func) if isinstance(value, cst.Call) else ""
        if called.rpartition(".")[2] in _PARSES:
            return [self.tree.replaced(part, self._raises() or _UNVERIFIED)]
        return []

    def _excuse(self, part: cst.Return) -> list[Edit]:
        """The edit that takes away the words behind a `return True` that say why, which are not right any more."""
        place = self.tree.span(part)
        rest = self.tree.text.split("\n")[place.end_line - 1][place.end_column - 1 :]
        if not _EXCUSES.match(rest):
            return []
        end = place.end_column + len(rest)
        return [Edit(self.tree.path, Span(place.end_line, place.end_column, place.end_line, end), "")]


def _is_verdict(value: r.Expr | None) -> bool:
    if isinstance(value, r.Const):
        return isinstance(value.value, bool)
    if isinstance(value, r.Call):
        return dotted(value.func).rpartition(".")[2] in _VERDICTS
    return isinstance(value, r.Compare) or (isinstance(value, r.UnaryOp) and value.op == "not")


def helper_of(handler: Handler, event: Event) -> Helper | None:
    """The function in which an event comes about, where that is not the handler itself."""
    context = handler.context
    if event.kind == "gap":
        call = context.expression(event.module.path, Span(*event.at), r.Call)
        refs = context.machine.quiet_eval(event.module, call.func).refs if call is not None else ()
        found = next(((ref.module, ref.node) for ref in refs if isinstance(ref, FuncRef)), None)
    else:
        function = enclosing_function(event.module.facts, event.at[0])
        found = (event.module, function) if function is not None else None
    if found is None or (found[1] is handler.fact and found[0] is handler.module):
        return None
    module, fact = found
    tree = context.tree(module.path)
    node = tree.function(Span(*fact.at))
    return Helper(handler, module, tree, fact, node) if node is not None else None
