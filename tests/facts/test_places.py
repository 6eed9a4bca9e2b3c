from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from ekzlint.facts import records as r
from ekzlint.facts.lower import lower

Records = Callable[[r.Module], Iterator[msgspec.Struct]]


def cut(text: str, at: r.Place) -> str:
    """The characters at a place."""
    line, column, end_line, end_column = at
    lines = text.split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


def first(text: str, kind: type) -> Any:
    """The first statement of a kind, also inside others."""
    stack: list[Any] = list(lower(text, "/m.py").body)
    while stack:
        stmt = stack.pop(0)
        if isinstance(stmt, kind):
            return stmt
        stack += getattr(stmt, "body", ())
    raise AssertionError(f"no {kind.__name__} in {text!r}")


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("a", (1, 1, 1, 2)),
        ("\n\n  # why\na.b", (4, 1, 4, 4)),
        ("f(\n  a,\n)", (1, 1, 3, 2)),
        ("(a)", (1, 1, 1, 4)),
        ('"""a\nb"""', (1, 1, 2, 5)),
        ("a; b", (1, 1, 1, 2)),
    ],
)
def test_lines_and_columns_count_from_one_and_the_end_is_exclusive(source: str, at: r.Place):
    assert lower(source, "/m.py").body[0].at == at


def test_parentheses_belong_to_the_statement_and_not_to_the_expression():
    (stmt,) = lower("x = (a)", "/m.py").body
    assert isinstance(stmt, r.Assign)
    assert (stmt.at, stmt.value.at) == ((1, 1, 1, 8), (1, 6, 1, 7))


@pytest.mark.parametrize(
    "source",
    [
        "x = f('é', alvo)",
        "x = f('日本語', alvo)",
        "x = f('👩‍👩‍👧 🙂', alvo)",
        "ação = {'ç': alvo}",
        "\tx = alvo  # ç".replace("\t", "if é:\n\t"),
        "x = '''é\né''' + alvo",
        "x = f'é{ç}', alvo",
    ],
)
def test_columns_count_characters(records: Records, source: str):
    (place,) = [node.at for node in records(lower(source, "/m.py")) if isinstance(node, r.Name) and node.id == "alvo"]
    assert cut(source, place) == "alvo"


@pytest.mark.parametrize(
    ("source", "header"),
    [
        ("def pay(a):\n    b", "def pay"),
        ("async def pay(a):\n    b", "async def pay"),
        ("async  def\tpay (a):\n    b", "async  def\tpay"),
        ("def pay():\n    b", "def pay"),
        ("def págar(a):\n    b", "def págar"),
        ("def \ufb01nd(a):\n    b", "def \ufb01nd"),
        ("if a:\n    def pay(): b", "def pay"),
        ("class Shop:\n    b", "class Shop"),
        ("class  Shop(Base):\n    b", "class  Shop"),
        ("def \\\n  pay(): b", "def"),
    ],
)
def test_a_header_reaches_to_the_end_of_the_name(source: str, header: str):
    node = first(source, r.Class if "class" in source else r.Function)
    assert cut(source, node.at) == header


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 came with Python 3.12")
def test_a_header_ends_before_type_parameters():
    assert cut("def pay[T](a: T): b", first("def pay[T](a: T): b", r.Function).at) == "def pay"
    assert cut("class Shop[T]: b", first("class Shop[T]: b", r.Class).at) == "class Shop"


@pytest.mark.parametrize("keyword", ["def", "async def"])
def test_the_line_of_a_function_is_that_of_its_keyword_and_not_of_a_decorator(keyword: str):
    text = f"\n@app.route(\n    '/pay',\n)\n@csrf_exempt\n{keyword} pay(\n    request,\n):\n    a\n\n    b\nc\n"
    function = first(text, r.Function)
    assert (function.at[0], function.first_line, function.last_line) == (6, 2, 11)


def test_a_function_without_decorators_begins_at_its_keyword():
    function = first("\n\ndef pay(): a\n", r.Function)
    assert (function.at[0], function.first_line, function.last_line) == (3, 3, 3)


def test_the_line_of_a_class_is_that_of_its_keyword():
    node = first("@dataclass\n@other\nclass Shop:\n    a = 1\n    b = 2\n", r.Class)
    assert (node.at[0], node.last_line) == (3, 5)


def test_an_elif_stands_at_its_own_keyword():
    (outer,) = lower("if a:\n    b\nelif c:\n    d\n", "/m.py").body
    assert isinstance(outer, r.If)
    assert (outer.at, outer.orelse[0].at) == ((1, 1, 4, 6), (3, 1, 4, 6))


def test_handlers_cases_and_parameters_have_places_of_their_own():
    text = "def f(a: int = 1, *b):\n  try:\n    a\n  except E as e:\n    b\n  match a:\n    case 1 | 2: c\n"
    function = first(text, r.Function)
    attempt, match = function.body
    assert [cut(text, param.at) for param in function.params] == ["a: int", "b"]
    assert cut(text, attempt.handlers[0].at) == "except E as e:\n    b"
    assert cut(text, match.cases[0].at) == "1 | 2"


def test_every_name_of_an_import_has_the_place_of_the_statement():
    text = "from a import (\n    b,\n    c as d,\n)\n"
    assert [stmt.at for stmt in lower(text, "/m.py").body] == [(1, 1, 4, 2), (1, 1, 4, 2)]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="older parsers do not tell the places inside an f-string")
def test_parts_of_an_f_string_have_their_own_places(records: Records):
    text = "x = f'''é {a}\n{b.c} d'''\n"
    found = {type(node): cut(text, node.at) for node in records(lower(text, "/m.py")) if hasattr(node, "at")}
    assert found[r.Attr] == "b.c"
    assert {"a", "b"} <= {cut(text, n.at) for n in records(lower(text, "/m.py")) if isinstance(n, r.Name)}


def test_an_identifier_is_held_in_its_normal_form(records: Records):
    text = "\ufb01nd = 1\n"
    (name,) = [node for node in records(lower(text, "/m.py")) if isinstance(node, r.Name)]
    assert (name.id, cut(text, name.at)) == (unicodedata.normalize("NFKC", "\ufb01nd"), "\ufb01nd")
