from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.data import data_folder
from ekzlint.facts import records as r
from ekzlint.facts.lower import lower
from ekzlint.facts.text import describe, dotted
from ekzlint.facts.walk import all_expressions, called_names, enclosing_function, expressions, statements


def first_value(text: str) -> r.Expr:
    (stmt,) = lower(text, "/m.py").body
    assert isinstance(stmt, r.ExprStmt)
    return stmt.value


NESTED = """\
class A:
    def f(self):
        if a:
            b
        else:
            c
        for x in y:
            d
        while z:
            e
        with w:
            g
        try:
            h
        except E:
            i
        else:
            j
        finally:
            k
        match s:
            case 1:
                l
"""


def test_statements_come_in_the_order_of_the_source_and_none_is_lost():
    shown = [stmt for stmt in statements(lower(NESTED, "/m.py").body) if isinstance(stmt, r.ExprStmt)]
    assert [describe(stmt.value) for stmt in shown] == list("bcdeghijkl")


@pytest.mark.parametrize(
    "text",
    [
        "x = seek",
        "seek = x",
        "x += seek",
        "x: seek = 1",
        "x: int = seek",
        "f(a, k=seek)",
        "return_ = {k: v for k, v in seek if a}",
        "@seek\ndef f(): ...",
        "def f(a=seek): ...",
        "def f(a: seek): ...",
        "def f(*, a=seek): ...",
        "def f() -> seek: ...",
        "class A(seek): ...",
        "class A(metaclass=seek): ...",
        "with seek: ...",
        "with a as seek: ...",
        "for seek in a: ...",
        "for a in seek: ...",
        "while seek: ...",
        "if seek: ...",
        "assert seek",
        "del seek",
        "raise seek",
        "try: a\nexcept seek: b",
        "try: a\nexcept (b, seek): b",
        "match seek:\n  case 1: a",
        "match a:\n  case seek.b: a",
        "match a:\n  case b if seek: a",
        "lambda a=seek: a",
        "lambda: seek",
        "f'{seek}'",
        "[*seek]",
        "(a := seek)",
    ],
)
def test_every_place_of_a_name_is_walked(text: str):
    names = [expr.id for expr in all_expressions(lower(text, "/m.py")) if isinstance(expr, r.Name)]
    assert names.count("seek") == 1


def test_an_expression_comes_before_what_is_inside_it():
    inside = list(expressions(first_value("f(a, b.c)")))
    assert [type(expr).__name__ for expr in inside] == ["Call", "Name", "Name", "Attr", "Name"]


def test_called_names_are_those_of_plain_functions():
    text = "f(g(1))\na.b()\nh\n@i\ndef j(k=l()): m()\n"
    calls = [expr for expr in all_expressions(lower(text, "/m.py")) if isinstance(expr, r.Call)]
    assert called_names(calls) == {"f", "g", "l", "m"}


def test_the_innermost_function_around_a_line():
    text = "a\n@d\ndef f():\n    b\n    def g():\n        c\n    e\nclass A:\n    def h(self): ...\n"
    module = lower(text, "/m.py")
    found = [enclosing_function(module, line) for line in range(1, 10)]
    assert [node and node.qualname for node in found] == [None, "f", "f", "f", "f.g", "f.g", "f", None, "A.h"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a", "a"),
        ("a.b.c", "a.b.c"),
        ("a.b().c[0].d", "a.b.c.d"),
        ("'x'.join", "join"),
        ("1", ""),
        ("(a or b).c", "c"),
    ],
)
def test_dotted(text: str, name: str):
    assert dotted(first_value(text)) == name


def test_nothing_has_no_dotted_name():
    assert dotted(None) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.b['k'][0]", 'a.b["k"][0]'),
        ("a[1:]", "a[:]"),
        ("f(a, 1, k=2)", "f(a, 1, k=…)"),
        ("a + b * 2.5", "a + b * 2.5"),
        ("a or b or None", "a or b or None"),
        ("[x for x in y]", "…"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        ("'" + "b" * 200 + "'", '"' + "b" * 58 + "…"),
    ],
)
def test_describe(text: str, shown: str):
    assert describe(first_value(text)) == shown


_PLACES = sorted(data_folder("rules").glob("EKZ[23]*/good_*.py"))


@pytest.mark.parametrize("path", _PLACES, ids=lambda path: path.stem)
def test_to_look_at_one_line_finds_the_function_that_a_look_at_everything_finds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    module = lower(text, path.name)
    functions = [stmt for stmt in statements(module.body) if isinstance(stmt, r.Function)]
    for line in range(1, text.count("\n") + 2):
        around = [each for each in functions if each.first_line <= line <= each.last_line]
        innermost = max(around, key=lambda each: each.first_line, default=None)
        assert enclosing_function(module, line) is innermost
        held = [
            stmt for stmt in statements(module.body) if not hasattr(stmt, "body") and stmt.at[0] <= line <= stmt.at[2]
        ]
        seen = list(statements(module.body, line))
        assert all(any(stmt is other for other in seen) for stmt in held)
