"""Lowers Python source to facts, in one walk over the standard library's syntax tree.

The standard library's parser and not LibCST's: it is six times as fast, gives every place for nothing, refuses too
deep nesting with an exception instead of exhausting the stack, and spares a check the import of LibCST (a third of a
second). LibCST is for edits, where white space and comments matter; a place leads back to its node there.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from ekzlint.facts import records as r
from ekzlint.facts.newer import readable

_BINARY = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.MatMult: "@",
}
_HEADER = re.compile(r"[^\s([:\\]+(?:[ \t\f]+[^\s([:\\]+)*")
"""The words of `async def name` or `class Name`, up to the bracket or the colon behind them."""
_UNARY = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
_COMPARE = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


def lower(text: str, path: str) -> r.Module:
    """Lower the source `text` of the file `path`.

    Raises SyntaxError (a parser's message with a line), RecursionError or MemoryError for nesting beyond the
    parser's limit, and ValueError for a null character.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = _parse(text)
    return r.Module(path, _Lowering(text).body(tree.body))


def _parse(text: str) -> ast.Module:
    """The syntax tree, also of code for a later Python than the one that runs."""
    try:
        return ast.parse(text)
    except SyntaxError:
        older = readable(text)
        if older is None:
            raise
        try:
            return ast.parse(older)
        except SyntaxError:
            # What is wrong is told of the text as it is.
            pass
        raise


class _Lowering:
    """The walk. It holds the lines as bytes only where columns must be counted in characters."""

    def __init__(self, text: str) -> None:
        self.text = text.split("\n")
        self.lines = None if text.isascii() else [line.encode(errors="replace") for line in self.text]
        self.scope: list[str] = []

    def at(self, node: Any) -> r.Place:
        return (
            node.lineno,
            self.column(node.lineno, node.col_offset),
            node.end_lineno,
            self.column(node.end_lineno, node.end_col_offset),
        )

    def column(self, line: int, offset: int) -> int:
        if self.lines is None or line > len(self.lines):
            return offset + 1
        return len(self.lines[line - 1][:offset].decode(errors="replace")) + 1

    def header(self, node: Any) -> r.Place:
        """The place of `def name` or `class Name`; where a line is broken in between, of its first line."""
        line, column, _, _ = self.at(node)
        words = _HEADER.match(self.text[line - 1], column - 1)
        return (line, column, line, words.end() + 1 if words else column)

    def body(self, statements: Sequence[ast.stmt]) -> tuple[r.Stmt, ...]:
        out: list[r.Stmt] = []
        for statement in statements:
            lowered = _STATEMENTS.get(type(statement))
            if lowered is not None:
                lowered(self, statement, out)
        return tuple(out)

    def expr(self, node: ast.expr) -> r.Expr:
        lowered = _EXPRESSIONS.get(type(node))
        return lowered(self, node) if lowered else r.Const(self.at(node), None)

    def maybe(self, node: ast.expr | None) -> r.Expr | None:
        return None if node is None else self.expr(node)

    def exprs(self, nodes: Sequence[ast.expr]) -> tuple[r.Expr, ...]:
        return tuple(self.expr(node) for node in nodes)

    def keywords(self, node: Any) -> tuple[tuple[str, r.Expr], ...]:
        return tuple((keyword.arg or "", self.expr(keyword.value)) for keyword in node.keywords)

    def params(self, arguments: ast.arguments) -> tuple[r.Param, ...]:
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        defaults += arguments.defaults
        out = [self.param(arg, "positional", default) for arg, default in zip(positional, defaults, strict=True)]
        if arguments.vararg:
            out.append(self.param(arguments.vararg, "args", None))
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            out.append(self.param(arg, "keyword", default))
        if arguments.kwarg:
            out.append(self.param(arguments.kwarg, "kwargs", None))
        return tuple(out)

    def param(self, arg: ast.arg, kind: Any, default: ast.expr | None) -> r.Param:
        return r.Param(self.at(arg), arg.arg, kind, self.maybe(arg.annotation), self.maybe(default))

    def qualname(self, name: str) -> str:
        return ".".join([*self.scope, name])

    def function(self, node: Any, out: list[r.Stmt]) -> None:
        qualname = self.qualname(node.name)
        self.scope.append(node.name)
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        out.append(
            r.Function(
                self.header(node),
                node.name,
                qualname,
                self.params(node.args),
                self.exprs(node.decorator_list),
                self.maybe(node.returns),
                self.body(node.body),
                first,
                node.end_lineno,
            )
        )
        self.scope.pop()

    def class_(self, node: Any, out: list[r.Stmt]) -> None:
        qualname = self.qualname(node.name)
        self.scope.append(node.name)
        out.append(
            r.Class(
                self.header(node),
                node.name,
                qualname,
                self.exprs(node.bases),
                self.exprs(node.decorator_list),
                self.body(node.body),
                node.end_lineno,
                self.keywords(node),
            )
        )
        self.scope.pop()

    def imports(self, node: Any, out: list[r.Stmt]) -> None:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                out.append(
                    r.Import(self.at(node), alias.asname or alias.name, node.module or "", alias.name, node.level)
                )
            elif alias.asname:
                out.append(r.Import(self.at(node), alias.asname, alias.name, "", 0))
            else:
                # `import a.b` binds `a`, yet it also loads `a.b`: the module keeps the whole name.
                out.append(r.Import(self.at(node), alias.name.partition(".")[0], alias.name, "", 0))

    def handler(self, node: ast.ExceptHandler) -> r.Handler:
        kinds: tuple[r.Expr, ...] = ()
        if isinstance(node.type, ast.Tuple):
            kinds = self.exprs(node.type.elts)
        elif node.type is not None:
            kinds = (self.expr(node.type),)
        return r.Handler(self.at(node), kinds, node.name or "", self.body(node.body))

    def case(self, node: ast.match_case) -> r.Case:
        literals: list[r.Expr] = []
        names: list[str] = []
        for part in ast.walk(node.pattern):
            if isinstance(part, ast.MatchValue):
                literals.append(self.expr(part.value))
            elif isinstance(part, ast.MatchSingleton):
                literals.append(r.Const(self.at(part), part.value))
            elif isinstance(part, ast.MatchAs | ast.MatchStar) and part.name:
                names.append(part.name)
            elif isinstance(part, ast.MatchMapping) and part.rest:
                names.append(part.rest)
        total = node.guard is None and _takes_all(node.pattern)
        place = self.at(node.pattern)
        return r.Case(place, tuple(literals), tuple(names), self.maybe(node.guard), self.body(node.body), total)


def _takes_all(pattern: ast.pattern) -> bool:
    """Whether a pattern is irrefutable: `_`, a name, or an alternative that is."""
    if isinstance(pattern, ast.MatchAs):
        return pattern.pattern is None or _takes_all(pattern.pattern)
    return isinstance(pattern, ast.MatchOr) and any(_takes_all(part) for part in pattern.patterns)


def _constant(low: _Lowering, node: Any) -> r.Expr:
    value = node.value
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    elif isinstance(value, str) and not value.isascii():
        # Half of a surrogate pair is no text that msgpack or a report could hold.
        value = value.encode(errors="replace").decode()
    elif isinstance(value, complex) or value is ...:
        value = None
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        # msgpack holds 64 bits; a larger number is no amount of money.
        value = float("inf")
    return r.Const(low.at(node), value)


def _call(low: _Lowering, node: Any) -> r.Expr:
    return r.Call(low.at(node), low.expr(node.func), low.exprs(node.args), low.keywords(node))


def _item(low: _Lowering, node: Any) -> r.Expr:
    index = None if isinstance(node.slice, ast.Slice) else low.expr(node.slice)
    return r.Item(low.at(node), low.expr(node.value), index)


def _comp(kind: Any) -> Callable[[_Lowering, Any], r.Expr]:
    def lowered(low: _Lowering, node: Any) -> r.Expr:
        element, value = (node.key, node.value) if kind == "dict" else (node.elt, None)
        loops = tuple((low.expr(g.target), low.expr(g.iter), low.exprs(g.ifs)) for g in node.generators)
        return r.Comp(low.at(node), kind, low.expr(element), low.maybe(value), loops)

    return lowered


def _seq(kind: Any) -> Callable[[_Lowering, Any], r.Expr]:
    return lambda low, node: r.Seq(low.at(node), kind, low.exprs(node.elts))


_EXPRESSIONS: dict[type[ast.expr], Callable[[_Lowering, Any], r.Expr]] = {
    ast.Constant: _constant,
    ast.Name: lambda low, n: r.Name(low.at(n), n.id),
    ast.Attribute: lambda low, n: r.Attr(low.at(n), low.expr(n.value), n.attr),
    ast.Subscript: _item,
    ast.Call: _call,
    ast.Dict: lambda low, n: r.DictExpr(low.at(n), tuple(low.maybe(k) for k in n.keys), low.exprs(n.values)),
    ast.List: _seq("list"),
    ast.Tuple: _seq("tuple"),
    ast.Set: _seq("set"),
    ast.BinOp: lambda low, n: r.BinOp(low.at(n), _BINARY[type(n.op)], low.expr(n.left), low.expr(n.right)),
    ast.UnaryOp: lambda low, n: r.UnaryOp(low.at(n), _UNARY[type(n.op)], low.expr(n.operand)),
    ast.BoolOp: lambda low, n: r.BoolOp(low.at(n), "and" if isinstance(n.op, ast.And) else "or", low.exprs(n.values)),
    ast.Compare: lambda low, n: r.Compare(
        low.at(n), low.expr(n.left), tuple(_COMPARE[type(op)] for op in n.ops), low.exprs(n.comparators)
    ),
    ast.IfExp: lambda low, n: r.IfExp(low.at(n), low.expr(n.test), low.expr(n.body), low.expr(n.orelse)),
    ast.JoinedStr: lambda low, n: r.Text(low.at(n), low.exprs(n.values)),
    ast.FormattedValue: lambda low, n: low.expr(n.value),
    ast.ListComp: _comp("list"),
    ast.SetComp: _comp("set"),
    ast.DictComp: _comp("dict"),
    ast.GeneratorExp: _comp("generator"),
    ast.Lambda: lambda low, n: r.LambdaExpr(low.at(n), low.params(n.args), low.expr(n.body)),
    ast.NamedExpr: lambda low, n: r.Walrus(low.at(n), n.target.id, low.expr(n.value)),
    ast.Starred: lambda low, n: r.Star(low.at(n), low.expr(n.value)),
    ast.Await: lambda low, n: low.expr(n.value),
    ast.YieldFrom: lambda low, n: low.expr(n.value),
    ast.Yield: lambda low, n: low.expr(n.value) if n.value else r.Const(low.at(n), None),
}


def _with(low: _Lowering, node: Any, out: list[r.Stmt]) -> None:
    items = tuple((low.expr(item.context_expr), low.maybe(item.optional_vars)) for item in node.items)
    out.append(r.With(low.at(node), items, low.body(node.body)))


def _for(low: _Lowering, node: Any, out: list[r.Stmt]) -> None:
    body, orelse = low.body(node.body), low.body(node.orelse)
    out.append(r.For(low.at(node), low.expr(node.target), low.expr(node.iter), body, orelse))


def _try(low: _Lowering, node: Any, out: list[r.Stmt]) -> None:
    handlers = tuple(low.handler(handler) for handler in node.handlers)
    out.append(r.Try(low.at(node), low.body(node.body), handlers, low.body(node.orelse), low.body(node.finalbody)))


def _simple(make: Callable[[_Lowering, Any], r.Stmt]) -> Callable[[_Lowering, Any, list[r.Stmt]], None]:
    return lambda low, node, out: out.append(make(low, node))


_STATEMENTS: dict[type[ast.stmt], Callable[[_Lowering, Any, list[r.Stmt]], None]] = {
    ast.Assign: _simple(lambda low, n: r.Assign(low.at(n), low.exprs(n.targets), low.expr(n.value))),
    ast.AugAssign: _simple(
        lambda low, n: r.AugAssign(low.at(n), low.expr(n.target), _BINARY[type(n.op)], low.expr(n.value))
    ),
    ast.AnnAssign: _simple(
        lambda low, n: r.AnnAssign(low.at(n), low.expr(n.target), low.expr(n.annotation), low.maybe(n.value))
    ),
    ast.Expr: _simple(lambda low, n: r.ExprStmt(low.at(n), low.expr(n.value))),
    ast.Return: _simple(lambda low, n: r.Return(low.at(n), low.maybe(n.value))),
    ast.Raise: _simple(lambda low, n: r.Raise(low.at(n), low.maybe(n.exc))),
    ast.If: _simple(lambda low, n: r.If(low.at(n), low.expr(n.test), low.body(n.body), low.body(n.orelse))),
    ast.While: _simple(lambda low, n: r.While(low.at(n), low.expr(n.test), low.body(n.body), low.body(n.orelse))),
    ast.Assert: _simple(lambda low, n: r.Assert(low.at(n), low.expr(n.test))),
    ast.Break: _simple(lambda low, n: r.Jump(low.at(n), "break")),
    ast.Continue: _simple(lambda low, n: r.Jump(low.at(n), "continue")),
    ast.Delete: _simple(lambda low, n: r.Delete(low.at(n), low.exprs(n.targets))),
    ast.Match: _simple(lambda low, n: r.Match(low.at(n), low.expr(n.subject), tuple(low.case(c) for c in n.cases))),
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Import: _Lowering.imports,
    ast.ImportFrom: _Lowering.imports,
    ast.FunctionDef: _Lowering.function,
    ast.AsyncFunctionDef: _Lowering.function,
    ast.ClassDef: _Lowering.class_,
}
if hasattr(ast, "TryStar"):
    _STATEMENTS[ast.TryStar] = _try
if hasattr(ast, "TypeAlias"):
    # `type Money = Decimal` binds a name.
    _STATEMENTS[ast.TypeAlias] = _simple(lambda low, n: r.Assign(low.at(n), (low.expr(n.name),), low.expr(n.value)))
