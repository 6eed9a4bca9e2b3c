from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Show = Callable[[str], str]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a = 1", "Assign([a], 1)"),
        ("a = b.c = 1", "Assign([a, Attr(b, 'c')], 1)"),
        ("a, *b = c", "Assign([Seq('tuple', [a, Star(b)])], c)"),
        ("[a, b['k']] = c", "Assign([Seq('list', [a, Item(b, 'k')])], c)"),
        ("a: int = 1", "AnnAssign(a, int, 1)"),
        ("a.b: 'T'", "AnnAssign(Attr(a, 'b'), 'T', None)"),
        ("f()", "ExprStmt(Call(f, [], []))"),
        ("del a, b['k']", "Delete([a, Item(b, 'k')])"),
        ("assert a, 'why'", "Assert(a)"),
        ("raise", "Raise(None)"),
        ("raise E(a) from b", "Raise(Call(E, [a], []))"),
    ],
)
def test_simple_statements(statements: Show, source: str, shown: str):
    assert statements(source) == f"[{shown}]"


def test_statements_that_say_nothing_leave_nothing(statements: Show):
    assert statements("pass\nglobal a\n") == "[]"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("import a", "Import('a', 'a', '', 0)"),
        ("import a.b", "Import('a', 'a.b', '', 0)"),
        ("import a.b as c", "Import('c', 'a.b', '', 0)"),
        ("import a, b as c", "Import('a', 'a', '', 0), Import('c', 'b', '', 0)"),
        ("from a.b import c", "Import('c', 'a.b', 'c', 0)"),
        ("from a import b as c, d", "Import('c', 'a', 'b', 0), Import('d', 'a', 'd', 0)"),
        ("from . import a", "Import('a', '', 'a', 1)"),
        ("from ..a import b", "Import('b', 'a', 'b', 2)"),
        ("from a import *", "Import('*', 'a', '*', 0)"),
    ],
)
def test_imports(statements: Show, source: str, shown: str):
    assert statements(source) == f"[{shown}]"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("if a:\n    b\n", "If(a, [ExprStmt(b)], [])"),
        (
            "if a:\n    b\nelif c:\n    d\nelse:\n    e\n",
            "If(a, [ExprStmt(b)], [If(c, [ExprStmt(d)], [ExprStmt(e)])])",
        ),
        (
            "for a, b in c:\n    break\nelse:\n    d\n",
            "For(Seq('tuple', [a, b]), c, [Jump('break')], [ExprStmt(d)])",
        ),
        ("while a:\n    continue\nelse:\n    b\n", "While(a, [Jump('continue')], [ExprStmt(b)])"),
        (
            "with a as b, c() as (d, e), f:\n    g\n",
            "With([[a, b], [Call(c, [], []), Seq('tuple', [d, e])], [f, None]],",
        ),
        (
            "try:\n  a\nexcept E:\n  b\nexcept (F, m.G) as e:\n  c\nexcept:\n  d\nelse:\n  f\nfinally:\n  g\n",
            "Try([ExprStmt(a)], [Handler([E], '', [ExprStmt(b)]), Handler([F, Attr(m, 'G')], 'e', [ExprStmt(c)]), "
            "Handler([], '', [ExprStmt(d)])], [ExprStmt(f)], [ExprStmt(g)])",
        ),
        ("try:\n    a\nfinally:\n    b\n", "Try([ExprStmt(a)], [], [], [ExprStmt(b)])"),
    ],
)
def test_compound_statements(statements: Show, source: str, shown: str):
    assert statements(source).startswith(f"[{shown}")


def test_asynchronous_statements_are_as_the_others(statements: Show):
    both = "{}for a in b:\n    c\n{}with d as e:\n    f\n"
    body = "".join(f"    {line}\n" for line in both.splitlines())
    assert statements("async def g():\n" + body.format("async ", "async ")) == statements(
        "def g():\n" + body.format("", "")
    )


@pytest.mark.skipif(sys.version_info < (3, 11), reason="`except*` came with Python 3.11")
def test_exception_groups_are_lowered_as_exceptions(statements: Show):
    text = "try:\n    a\nexcept{} E as e:\n    b\n"
    assert statements(text.format("*")) == statements(text.format(""))


@pytest.mark.parametrize(
    ("pattern", "literals", "names", "total"),
    [
        ("1", "1", "", False),
        ("-1", "UnaryOp('-', 1)", "", False),
        ("'a' | 'b'", "'a', 'b'", "", False),
        ("None", "None", "", False),
        ("Status.PAID", "Attr(Status, 'PAID')", "", False),
        ("_", "", "", True),
        ("x", "", "'x'", True),
        ("1 as x", "1", "'x'", False),
        ("(_ as x)", "", "'x'", True),
        ("1 | _", "1", "", True),
        ("[1, *rest]", "1", "'rest'", False),
        ("[x, y]", "", "'x', 'y'", False),
        ("{'type': 'paid', 'id': x, **rest}", "'paid'", "'rest', 'x'", False),
        ("{'type': 'paid'}", "'paid'", "", False),
        ("{'id': x}", "", "'x'", False),
        ("Paid(amount=x, kind=2)", "2", "'x'", False),
        ("Paid()", "", "", False),
    ],
)
def test_patterns(statements: Show, pattern: str, literals: str, names: str, total: bool):
    expected = f"[Match(s, [Case([{literals}], [{names}], None, [ExprStmt(a)], {total})])]"
    assert statements(f"match s:\n    case {pattern}:\n        a\n") == expected


def test_a_guard_takes_the_certainty_from_a_pattern(statements: Show):
    shown = statements("match a, b:\n    case x if x > 1:\n        c\n")
    assert shown == ("[Match(Seq('tuple', [a, b]), [Case([], ['x'], Compare(x, ['>'], [1]), [ExprStmt(c)], False)])]")


def test_functions(statements: Show):
    text = "@d\n@m.e(1)\ndef f(a, /, b: int, c=2, *d, e: str = 'x', **g) -> 'R':\n    return a\n"
    assert statements(text) == (
        "[Function('f', 'f', [Param('a', 'positional', None, None), Param('b', 'positional', int, None), "
        "Param('c', 'positional', None, 2), Param('d', 'args', None, None), Param('e', 'keyword', str, 'x'), "
        "Param('g', 'kwargs', None, None)], [d, Call(Attr(m, 'e'), [1], [])], 'R', [Return(a)])]"
    )


def test_keyword_parameters_without_a_star_of_their_own(statements: Show):
    assert "[Param('a', 'keyword', None, None), Param('b', 'keyword', None, 1)]" in statements(
        "def f(*, a, b=1):\n    return\n"
    )


def test_an_asynchronous_function_is_a_function(statements: Show):
    assert statements("async def f():\n    return await a\n") == statements("def f():\n    return a\n")


def test_classes(statements: Show):
    text = "@d\nclass A(B, m.C, metaclass=M, **k):\n    x: int = 1\n    def f(self): ...\n"
    assert statements(text) == (
        "[Class('A', 'A', [B, Attr(m, 'C')], [d], [AnnAssign(x, int, 1), "
        "Function('f', 'A.f', [Param('self', 'positional', None, None)], [], None, [ExprStmt(None)])], "
        "[['metaclass', M], ['', k]])]"
    )


def test_qualified_names_hold_every_function_and_class_around(statements: Show):
    shown = statements("def f():\n    class A:\n        def g(self):\n            def h(): ...\n")
    for name in ("'f', 'f'", "'A', 'f.A'", "'g', 'f.A.g'", "'h', 'f.A.g.h'"):
        assert name in shown


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 came with Python 3.12")
def test_type_parameters_and_aliases(statements: Show):
    assert statements("def f[T: int](a: T) -> T:\n    return a\n") == statements("def f(a: T) -> T:\n    return a\n")
    assert statements("class A[*Ts](B): ...\n") == statements("class A(B): ...\n")
    assert statements("type Money[T] = Decimal | T\n") == statements("Money = Decimal | T\n")


def test_a_docstring_stays(statements: Show):
    assert statements('"""Text."""\n') == "[ExprStmt('Text.')]"
