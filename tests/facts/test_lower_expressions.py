from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Show = Callable[[str], str]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1", "1"),
        ("2.5", "2.5"),
        ("'a'", "'a'"),
        ("'a' 'b'", "'ab'"),
        ("b'\\xff'", "'ÿ'"),
        ("True", "True"),
        ("None", "None"),
        ("...", "None"),
        ("2j", "None"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "inf"),
        ("'\\ud800 é'", "'? é'"),
        ("a", "a"),
    ],
)
def test_literals_and_names(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a.b.c", "Attr(Attr(a, 'b'), 'c')"),
        ("a['k']", "Item(a, 'k')"),
        ("a[i]", "Item(a, i)"),
        ("a[1:2]", "Item(a, None)"),
        ("a[1, x]", "Item(a, Seq('tuple', [1, x]))"),
        ("a[-1]", "Item(a, UnaryOp('-', 1))"),
    ],
)
def test_attributes_and_subscripts(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("f()", "Call(f, [], [])"),
        ("f(a, 1)", "Call(f, [a, 1], [])"),
        ("f(a, key=b)", "Call(f, [a], [['key', b]])"),
        ("f(*a, b, **c)", "Call(f, [Star(a), b], [['', c]])"),
        ("f(**a, k=1, **b)", "Call(f, [], [['', a], ['k', 1], ['', b]])"),
        ("a.b(c)(d)", "Call(Call(Attr(a, 'b'), [c], []), [d], [])"),
        ("f(x for x in y)", "Call(f, [Comp('generator', x, None, [[x, y, []]])], [])"),
    ],
)
def test_calls(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[a, *b]", "Seq('list', [a, Star(b)])"),
        ("(a,)", "Seq('tuple', [a])"),
        ("()", "Seq('tuple', [])"),
        ("{a, 1}", "Seq('set', [a, 1])"),
        ("{}", "DictExpr([], [])"),
        ("{'k': a, b: 1, **c}", "DictExpr(['k', b, None], [a, 1, c])"),
    ],
)
def test_displays(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "|", "^", "&", "@"])
def test_arithmetic(expression: Show, statements: Show, operator: str):
    assert expression(f"a {operator} b") == f"BinOp('{operator}', a, b)"
    assert statements(f"a {operator}= b") == f"[AugAssign(a, '{operator}', b)]"


@pytest.mark.parametrize("operator", ["not", "-", "+", "~"])
def test_unary_operators(expression: Show, operator: str):
    assert expression(f"{operator} a") == f"UnaryOp('{operator}', a)"


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"])
def test_comparisons(expression: Show, operator: str):
    assert expression(f"a {operator} b") == f"Compare(a, ['{operator}'], [b])"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("0 < a <= 9", "Compare(0, ['<', '<='], [a, 9])"),
        ("a and b and c", "BoolOp('and', [a, b, c])"),
        ("a or b and not c", "BoolOp('or', [a, BoolOp('and', [b, UnaryOp('not', c)])])"),
        ("a if b else c", "IfExp(b, a, c)"),
        ("(a := f())", "Walrus('a', Call(f, [], []))"),
    ],
)
def test_logic(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("f'a{b}c'", "Text(['a', b, 'c'])"),
        ("f'{b:.2f}'", "Text([b])"),
        ("f'{b!r}'", "Text([b])"),
        ("f'{b.c(d)}'", "Text([Call(Attr(b, 'c'), [d], [])])"),
        ("f'plain'", "Text(['plain'])"),
        ("f''", "Text([])"),
        ("f'{{}}'", "Text(['{}'])"),
        ("'a' f'{b}'", "Text(['a', b])"),
    ],
)
def test_f_strings(expression: Show, source: str, shown: str):
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[x for x in y]", "Comp('list', x, None, [[x, y, []]])"),
        ("{x for x in y if x if z}", "Comp('set', x, None, [[x, y, [x, z]]])"),
        ("{k: v for k, v in y}", "Comp('dict', k, v, [[Seq('tuple', [k, v]), y, []]])"),
        ("(x for y in z for x in y)", "Comp('generator', x, None, [[y, z, []], [x, y, []]])"),
        ("lambda: 1", "LambdaExpr([], 1)"),
        (
            "lambda a, *b, c=1, **d: a",
            "LambdaExpr([Param('a', 'positional', None, None), Param('b', 'args', None, None), "
            "Param('c', 'keyword', None, 1), Param('d', 'kwargs', None, None)], a)",
        ),
    ],
)
def test_comprehensions_and_lambdas(expression: Show, source: str, shown: str):
    assert expression(source) == shown


def test_await_and_yield_are_seen_through(statements: Show):
    text = "async def f():\n    await a\n    yield b\n    yield\n    [x async for x in y]\n"
    body = "ExprStmt(a), ExprStmt(b), ExprStmt(None), ExprStmt(Comp('list', x, None, [[x, y, []]]))"
    assert statements(text) == f"[Function('f', 'f', [], [], None, [{body}])]"
    assert statements("def f():\n    yield from a\n") == "[Function('f', 'f', [], [], None, [ExprStmt(a)])]"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 701 came with Python 3.12")
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('f"{a["k"]}"', "Text([Item(a, 'k')])"),
        ('f"{f"{a}"}"', "Text([Text([a])])"),
        ('f"{\n    a  # why\n}"', "Text([a])"),
        ("f'{\"\\n\".join(a)}'", "Text([Call(Attr('\\n', 'join'), [a], [])])"),
    ],
)
def test_f_strings_without_limits(expression: Show, source: str, shown: str):
    assert expression(source) == shown
