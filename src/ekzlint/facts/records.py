"""The facts of a module: a small, typed, structured body with the place of everything.

Records are msgspec structs, so that a cache can hold them as msgpack (never pickle: a cache inside an untrusted
repository must not run code). `at` is (line, column, end line, end column): lines and columns from 1, columns in
characters, the end exclusive. An `await` is transparent: the record of `await f()` is that of `f()`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Place: TypeAlias = tuple[int, int, int, int]


class _Record(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    at: Place


class Const(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A literal; bytes are held as their text, `...` as None."""

    value: str | int | float | bool | None


class Name(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A bare name."""

    id: str


class Attr(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`value.name`."""

    value: Expr
    name: str


class Item(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`value[index]`; a slice has the index None."""

    value: Expr
    index: Expr | None


class Call(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A call; `**mapping` is a keyword with an empty name."""

    func: Expr
    args: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...]


class DictExpr(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A dict display; `**mapping` has the key None."""

    keys: tuple[Expr | None, ...]
    values: tuple[Expr, ...]


class Seq(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A list, tuple or set display."""

    kind: Literal["list", "tuple", "set"]
    items: tuple[Expr, ...]


class BinOp(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """An arithmetic operation."""

    op: str
    left: Expr
    right: Expr


class UnaryOp(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`op` is `not`, `-`, `+` or `~`."""

    op: str
    operand: Expr


class BoolOp(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`and` or `or` over two or more values."""

    op: Literal["and", "or"]
    values: tuple[Expr, ...]


class Compare(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A comparison, chained ones included."""

    left: Expr
    ops: tuple[str, ...]
    rights: tuple[Expr, ...]


class IfExp(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr


class Text(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """An f-string: its literal parts and its expressions, in order."""

    parts: tuple[Expr, ...]


class Comp(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A comprehension; a dict comprehension has a `value`. A loop is (target, iterable, conditions)."""

    kind: Literal["list", "set", "dict", "generator"]
    element: Expr
    value: Expr | None
    loops: tuple[tuple[Expr, Expr, tuple[Expr, ...]], ...]


class LambdaExpr(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A lambda."""

    params: tuple[Param, ...]
    body: Expr


class Walrus(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`name := value`."""

    name: str
    value: Expr


class Star(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`*value` in a call or a display."""

    value: Expr


Expr: TypeAlias = (
    Const
    | Name
    | Attr
    | Item
    | Call
    | DictExpr
    | Seq
    | BinOp
    | UnaryOp
    | BoolOp
    | Compare
    | IfExp
    | Text
    | Comp
    | LambdaExpr
    | Walrus
    | Star
)


class Param(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A parameter of a function."""

    name: str
    kind: Literal["positional", "keyword", "args", "kwargs"]
    annotation: Expr | None
    default: Expr | None


class Assign(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`a = b = value`."""

    targets: tuple[Expr, ...]
    value: Expr


class AugAssign(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`target op= value`."""

    target: Expr
    op: str
    value: Expr


class AnnAssign(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`target: annotation = value`."""

    target: Expr
    annotation: Expr
    value: Expr | None


class ExprStmt(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """An expression for its effect."""

    value: Expr


class Return(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`return`, with or without a value."""

    value: Expr | None


class Raise(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`raise`, with or without an exception."""

    exc: Expr | None


class If(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`if`; an `elif` is an `If` in `orelse`."""

    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]


class For(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A `for` loop, asynchronous or not."""

    target: Expr
    iter: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]


class While(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A `while` loop."""

    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]


class Handler(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """An `except` clause; no types means a bare `except:`."""

    types: tuple[Expr, ...]
    name: str
    body: tuple[Stmt, ...]


class Try(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`try` with its handlers, `else` and `finally`."""

    body: tuple[Stmt, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Stmt, ...]
    final: tuple[Stmt, ...]


class With(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`with`, each item as (context, target)."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: tuple[Stmt, ...]


class Case(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A `case`: the literals in its pattern, the names it binds, its guard, and whether it accepts anything at all."""

    literals: tuple[Expr, ...]
    names: tuple[str, ...]
    guard: Expr | None
    body: tuple[Stmt, ...]
    total: bool = False


class Match(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A `match` statement."""

    subject: Expr
    cases: tuple[Case, ...]


class Assert(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`assert`."""

    test: Expr


class Jump(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`break` or `continue`."""

    kind: Literal["break", "continue"]


class Delete(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """`del`."""

    targets: tuple[Expr, ...]


class Import(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """One imported name: `from module import name as local` (`name` is empty for `import module`).

    `level` counts the dots of a relative import; a star import has the name and the local name `*`.
    """

    local: str
    module: str
    name: str
    level: int


class Function(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A function; `at` starts at `def` and ends behind the name. `first_line` counts decorators in."""

    name: str
    qualname: str
    params: tuple[Param, ...]
    decorators: tuple[Expr, ...]
    returns: Expr | None
    body: tuple[Stmt, ...]
    first_line: int
    last_line: int


class Class(_Record, frozen=True, array_like=True, tag=True, gc=False):
    """A class; `at` is its header, as a function's. `keywords` are the arguments behind the bases."""

    name: str
    qualname: str
    bases: tuple[Expr, ...]
    decorators: tuple[Expr, ...]
    body: tuple[Stmt, ...]
    last_line: int
    keywords: tuple[tuple[str, Expr], ...] = ()


Stmt: TypeAlias = (
    Assign
    | AugAssign
    | AnnAssign
    | ExprStmt
    | Return
    | Raise
    | If
    | For
    | While
    | Try
    | With
    | Match
    | Assert
    | Jump
    | Delete
    | Import
    | Function
    | Class
)


class Module(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file: its path (absolute, `/`) and its body."""

    path: str
    body: tuple[Stmt, ...]
