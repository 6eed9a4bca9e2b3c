"""One request handler under repair: its statements, how it refuses a request, and where new lines go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions, statements
from ekzlint.findings.model import Finding
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.fixes.scope import bindings
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.views import Walk

_REFUSES = re.compile(r"(?:400|401|403|BadRequest|Forbidden|Unauthorized|PermissionDenied)")
_WORDS = re.compile(r"[\"']([^\"']*\s[^\"']*)[\"']|[\"']([^\"']{4,})[\"'][^:]")
_FITS = re.compile(r"signat|signed|unauthor|forbidden|denied|verif|invalid (?:webhook|request)|webhook secret", re.I)
"""What may be said to somebody who is refused for this; `Invalid JSON` may not."""
_NEW = {
    "fastapi": ("fastapi", "HTTPException", "raise {}(status_code=401)"),
    "rest_framework": ("rest_framework.response", "Response", "return {}(status=401)"),
    "django": ("django.http", "HttpResponse", "return {}(status=401)"),
    "flask": ("flask", "abort", "{}(401)"),
    "aiohttp": ("aiohttp", "web", "return {}.Response(status=401)"),
}


@dataclass(frozen=True)
class Handler:
    """The function of a finding. `fact` and `node` are the same one."""

    context: Context
    module: ModuleInfo
    tree: Tree
    walk: Walk
    fact: r.Function
    node: cst.FunctionDef

    @property
    def framework(self) -> str:
        """Which framework calls the handler; empty where the file does not tell."""
        tops = {name.partition(".")[0] for name in self.context.imports(self.module)}
        for name in ("fastapi", "starlette", "aiohttp", "flask"):
            if name in tops:
                return "fastapi" if name == "starlette" else name
        if "rest_framework" in tops:
            bases = [dotted(base) for base in self.walk.entry.klass.node.bases] if self.walk.entry.klass else []
            said = [*bases, *(dotted(decorator) for decorator in self.fact.decorators)]
            if any(word in name for name in said for word in ("API", "ViewSet", "Generic", "api_view")):
                return "rest_framework"
        return "django" if tops & {"django", "rest_framework"} else ""

    @property
    def body(self) -> list[cst.BaseStatement]:
        """The statements of the function, without its docstring."""
        block = self.node.body
        found = list(block.body) if isinstance(block, cst.IndentedBlock) else []
        return found[1:] if found and self.node.get_docstring() is not None else found

    @property
    def indent(self) -> str:
        """The white space in front of the statements of the body."""
        return self.tree.indent(self.line(self.body[0])) if self.body else ""

    @property
    def step(self) -> str:
        """One step of indentation, as the function has it."""
        block = self.node.body
        return (block.indent if isinstance(block, cst.IndentedBlock) else None) or self.tree.module.default_indent

    def free(self, name: str) -> str:
        """A name for something new: the one that is asked for, where nothing else is called so."""
        bound = {known for known, _ in bindings(self.fact)} | set(self.module.symbols)
        return name if name not in bound else f"{name}_signature"

    def line(self, statement: cst.CSTNode) -> int:
        """The first line of a statement, decorators left out."""
        return self.tree.span(statement).line

    def above(self, statement: cst.BaseStatement, text: str) -> Edit:
        """New lines, indented already, in front of a statement and of the comments over it."""
        line = self.line(statement)
        lines = self.tree.text.split("\n")
        while lines[line - 2].lstrip().startswith("#") and line - 1 > self.fact.at[0]:
            line -= 1
        return insertion(self.tree.path, line, text)

    def refusal(self) -> Brought | None:
        """The statement that refuses a request, as the function or its neighbours do it."""
        for stmt in self._refusals():
            node = self.tree.text.split("\n")[stmt.at[0] - 1 : stmt.at[2]]
            text = node[0][stmt.at[1] - 1 : stmt.at[3] - 1] if len(node) == 1 else ""
            if text and _REFUSES.search(text) and _fits(text) and self.is_at_hand(stmt):
                return Brought(text)
        if self.framework not in _NEW:
            return None
        source, name, form = _NEW[self.framework]
        if any(isinstance(stmt, r.Import) and stmt.name == name for stmt in self.module.symbols.get(name, ())):
            # Whatever module hands it out: `starlette.exceptions` has the same one.
            return Brought(form.format(name))
        brought = bring_name(self.module, self.tree, source, name, self.fact.at[0] + 1)
        return Brought(form.format(brought.name), brought.edits) if brought else None

    def _refusals(self) -> Iterator[r.Stmt]:
        """Statements that end a request: the function's own first, then those of the other handlers of the file."""
        yield from (stmt for stmt in statements(self.fact.body) if isinstance(stmt, r.Return | r.Raise | r.ExprStmt))
        for other in statements(self.module.facts.body):
            if isinstance(other, r.Function) and other is not self.fact and _is_like(other, self.fact):
                yield from (s for s in statements(other.body) if isinstance(s, r.Return | r.Raise | r.ExprStmt))

    def is_at_hand(self, stmt: r.Stmt) -> bool:
        """Whether all that a statement names is there in any function of the file."""
        if isinstance(stmt, r.ExprStmt) and not (
            isinstance(stmt.value, r.Call) and dotted(stmt.value.func).rpartition(".")[2] == "abort"
        ):
            return False
        value = stmt.exc if isinstance(stmt, r.Raise) else getattr(stmt, "value", None)
        if value is None:
            return False
        own = {name for name, _ in bindings(self.fact)}
        names = {part.id for part in expressions(value) if isinstance(part, r.Name)}
        return not names & own and all(name in self.module.symbols or name in _BUILT_IN for name in names)


def _fits(text: str) -> bool:
    """Whether what a statement says, if anything, is right for a message that was not verified."""
    said = [first or second for first, second in _WORDS.findall(text)]
    return all(_FITS.search(words) for words in said)


_BUILT_IN = frozenset({"True", "False", "None", "dict", "str", "int"})


def _is_like(other: r.Function, fact: r.Function) -> bool:
    """Whether two functions are called the same way: both are routes, or methods of a view."""
    return bool(other.decorators) == bool(fact.decorators) and ("." in other.qualname) == ("." in fact.qualname)


def handler_of(context: Context, finding: Finding) -> Handler | None:
    """The handler whose `def` a finding stands at."""
    path = context.path_of(finding)
    module, walk = context.module(path), context.walk_from(path, span_of(finding))
    if module is None or walk is None:
        return None
    tree = context.tree(path)
    node = tree.function(span_of(finding))
    if node is None or not isinstance(node.body, cst.IndentedBlock):
        return None
    return Handler(context, module, tree, walk, walk.entry.node, node)
