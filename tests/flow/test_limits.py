"""Whatever the shape of the code, a walk ends, and a limit that was reached is told by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check
from ekzlint.findings.model import Result
from ekzlint.limits import DEEPEST_CALL, MOST_STATEMENTS

HEAD = "import stripe\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
ROUTE = "@app.post('/pay')\ndef pay():\n"
CHARGE = "stripe.PaymentIntent.create(amount=amount, currency='aoa')"


def checked(root: Path, **files: str) -> Result:
    for name, text in files.items():
        (root / f"{name}.py").write_text(text, encoding="utf-8")
    return check([root], Config(select=("EKZ1", "EKZ2", "EKZ3", "EKZ9")))


def codes(result: Result) -> list[str]:
    return [row.code for row in result.findings]


def chain(length: int) -> str:
    """Functions that call each other in a row, the last of which charges."""
    lines = [f"def f{i}(amount):\n    return f{i + 1}(amount)\n\n\n" for i in range(length)]
    return HEAD + "".join(lines) + f"def f{length}(amount):\n    {CHARGE}\n\n\n"


ENDLESS = {
    "a function that calls itself": (
        "def again(amount):\n    if amount > 9:\n        again(amount - 1)\n    "
        + CHARGE
        + "\n\n\n"
        + ROUTE
        + "    again(request.json['amount'])\n"
    ),
    "functions that call each other": (
        "def even(amount):\n    odd(amount)\n\n\ndef odd(amount):\n    even(amount)\n    "
        + CHARGE
        + "\n\n\n"
        + ROUTE
        + "    even(request.json['amount'])\n"
    ),
    "a method that calls itself through a subclass": (
        "class A:\n    def run(self, amount):\n        self.step(amount)\n\n\nclass B(A):\n"
        "    def step(self, amount):\n        self.run(amount)\n        "
        + CHARGE
        + "\n\n\n"
        + ROUTE
        + "    B().run(request.json['amount'])\n"
    ),
    "a function that gets itself": (
        "def call(f, amount):\n    f(f, amount)\n    "
        + CHARGE
        + "\n\n\n"
        + ROUTE
        + "    call(call, request.json['amount'])\n"
    ),
    "a decorator that decorates itself": (
        "def wrap(f):\n    @wrap\n    def inner(amount):\n        " + CHARGE + "\n        return f(amount)\n"
        "    return inner\n\n\n@wrap\ndef go(amount):\n    "
        + CHARGE
        + "\n\n\n"
        + ROUTE
        + "    amount = request.json['amount']\n    go(amount)\n    "
        + CHARGE
        + "\n"
    ),
    "a loop without an end": ROUTE
    + "    while True:\n        amount = request.json['amount']\n        "
    + CHARGE
    + "\n",
    "a list that holds itself": (
        ROUTE + "    rows = [request.json['amount']]\n    rows.append(rows)\n    amount = rows[0]\n    " + CHARGE + "\n"
    ),
    "a dict that holds itself": (
        ROUTE
        + "    row = {'amount': request.json['amount']}\n    row['row'] = row\n    amount = row['row']['amount']\n    "
        + CHARGE
        + "\n"
    ),
    "an object that holds itself": (
        "class Node:\n    def __init__(self, amount):\n        self.amount = amount\n        self.node = self\n\n\n"
        + ROUTE
        + "    amount = Node(request.json['amount']).node.node.amount\n    "
        + CHARGE
        + "\n"
    ),
    "a class that is its own base": (
        "class A(B): ...\n\n\nclass B(A): ...\n\n\n"
        + ROUTE
        + "    A().run()\n    amount = request.json['amount']\n    "
        + CHARGE
        + "\n"
    ),
    "a variable that is itself": (
        "x = y\ny = x\n\n\n" + ROUTE + "    x()\n    amount = request.json['amount']\n    " + CHARGE + "\n"
    ),
}


@pytest.mark.parametrize("shape", ENDLESS)
def test_a_walk_ends_and_finds_what_lies_on_its_way(tmp_path: Path, shape: str):
    result = checked(tmp_path, shop=HEAD + ENDLESS[shape])
    assert codes(result) == ["EKZ101"]


def test_modules_that_import_each_other(tmp_path: Path):
    result = checked(
        tmp_path,
        payments="from shop import app, request\nimport stripe\n\n\ndef charge(amount):\n    " + CHARGE + "\n",
        shop=HEAD + "from payments import charge\n\n\n" + ROUTE + "    charge(request.json['amount'])\n",
        a="from payments import *\nfrom b import *\n",
        b="from a import *\n\n\ndef pay(request):\n    return charge(request.POST['amount'])  # payment\n",
    )
    assert [(Path(row.path).name, row.code) for row in result.findings] == [("b.py", "EKZ101"), ("shop.py", "EKZ101")]
    assert not result.errors


def test_names_that_modules_import_from_each_other(tmp_path: Path):
    text = HEAD + "from {} import missing\n\n\n" + ROUTE + "    missing()\n    amount = request.json['amount']\n    "
    result = checked(tmp_path, one=text.format("two") + CHARGE + "\n", two=text.format("one") + CHARGE + "\n")
    assert codes(result) == ["EKZ101", "EKZ101"]


def test_a_module_that_imports_itself(tmp_path: Path):
    text = HEAD + "import shop\nfrom shop import charge as pay_now\n\n\ndef charge(amount):\n    " + CHARGE + "\n\n\n"
    result = checked(tmp_path, shop=text + ROUTE + "    shop.charge(request.json['amount'])\n")
    assert codes(result) == ["EKZ101"]


def test_calls_are_followed_to_the_limit(tmp_path: Path):
    short = chain(DEEPEST_CALL - 2) + ROUTE + "    f0(request.json['amount'])\n"
    result = checked(tmp_path, shop=short)
    assert (codes(result), result.errors) == (["EKZ101"], ())


def test_deeper_calls_are_told(tmp_path: Path):
    result = checked(tmp_path, shop=chain(DEEPEST_CALL + 2) + ROUTE + "    f0(request.json['amount'])\n")
    assert codes(result) == []
    assert "pay: not followed to the end, the limit of call depth was reached" in {row.reason for row in result.errors}


def test_a_huge_function_is_walked_to_the_limit_and_that_is_told(tmp_path: Path):
    lines = "    x = 1\n" * (MOST_STATEMENTS + 10)
    result = checked(tmp_path, shop=HEAD + ROUTE + lines)
    (error,) = result.errors
    assert error.reason == "pay: not followed to the end, the limit of statements was reached"
    assert error.line == 8


def test_what_comes_before_the_limit_is_found(tmp_path: Path):
    lines = "    amount = request.json['amount']\n    " + CHARGE + "\n" + "    x = 1\n" * (MOST_STATEMENTS + 10)
    result = checked(tmp_path, shop=HEAD + ROUTE + lines)
    assert codes(result) == ["EKZ101"]
    assert len(result.errors) == 1


def test_calls_that_multiply_end_at_the_limit(tmp_path: Path):
    """Ten levels of functions, each of which calls the next one five times."""
    lines = [f"def f{i}(amount):\n" + f"    f{i + 1}(amount)\n" * 5 + "\n\n" for i in range(10)]
    text = HEAD + "".join(lines) + "def f10(amount):\n    return amount\n\n\n"
    result = checked(tmp_path, shop=text + ROUTE + "    f0(request.json['amount'])\n")
    told = {row.reason for row in result.errors}
    assert "pay: not followed to the end, the limit of statements was reached" in told


@pytest.mark.parametrize("count", [100, 400])
def test_many_branches_in_a_row(tmp_path: Path, count: int):
    lines = "".join(f"    if request.json['k{i}']:\n        amount = request.json['amount']\n" for i in range(count))
    result = checked(tmp_path, shop=HEAD + ROUTE + "    amount = 1\n" + lines + f"    {CHARGE}\n")
    assert (codes(result), result.errors) == (["EKZ101"], ())


DEEP = {
    "sum": "a" + " + a" * 4000,
    "attributes": "a" + ".b" * 4000,
    "calls": "a" + "()" * 4000,
    "subscripts": "a" + "[0]" * 4000,
    "negations": "not " * 4000 + "a",
    "conditions": "a if b else " * 4000 + "c",
    "lambdas": "lambda: " * 4000 + "a",
    "brackets": "[" * 4000 + "]" * 4000,
}


@pytest.mark.parametrize("shape", DEEP)
def test_deep_nesting_is_told_and_other_files_are_checked(tmp_path: Path, shape: str):
    result = checked(
        tmp_path,
        deep=HEAD + ROUTE + f"    x = {DEEP[shape]}\n",
        shop=HEAD + ROUTE + "    amount = request.json['amount']\n    " + CHARGE + "\n",
    )
    assert "EKZ101" in codes(result)
    (reason,) = [row.reason for row in result.errors]
    assert "nest" in reason


def test_nesting_that_a_person_may_write_is_no_trouble(tmp_path: Path):
    elifs = "".join(f"    elif x == {i}:\n        y = {i}\n" for i in range(300))
    text = "    x = request.json['x']\n    if x:\n        y = 0\n" + elifs + "    z = " + " + ".join(["x"] * 300) + "\n"
    result = checked(tmp_path, shop=HEAD + ROUTE + text + "    amount = request.json['amount']\n    " + CHARGE + "\n")
    assert (codes(result), result.errors) == (["EKZ101"], ())
