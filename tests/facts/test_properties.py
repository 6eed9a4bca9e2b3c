"""What holds for every module that Python can parse, shown on made-up modules and on the standard library's own."""

from __future__ import annotations

import ast
import random
import sysconfig
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesmith
import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ekzlint.facts import records as r
from ekzlint.facts.lower import lower
from ekzlint.findings.model import FileError
from ekzlint.source.read import read_text

Records = Callable[[r.Module], Iterator[msgspec.Struct]]
PATIENT = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
_HOW_MANY = 150

_LIBRARY = Path(sysconfig.get_path("stdlib"))
_ALL = sorted(path for path in _LIBRARY.rglob("*.py") if "site-packages" not in path.parts)
SAMPLE = random.Random(1).sample(_ALL, min(_HOW_MANY, len(_ALL)))


def parsed(text: str) -> ast.Module | None:
    """The tree of a text, or None where it is no Python or nested too deeply."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def functions_of(tree: ast.Module) -> list[tuple[str, int]]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return sorted((node.name, node.lineno) for node in ast.walk(tree) if isinstance(node, kinds))


LEFT_OUT = {
    (ast.Subscript, ast.Slice),
    (ast.FormattedValue, "format_spec"),
    (ast.Assert, "msg"),
    (ast.Raise, "cause"),
}
"""What facts do not hold: bounds of slices, formats, messages of assertions, causes of exceptions."""


def calls_kept(tree: ast.AST) -> int:
    """How many calls a tree holds outside of what facts leave out."""
    found, stack = 0, [tree]
    while stack:
        node = stack.pop()
        found += isinstance(node, ast.Call)
        for name, value in ast.iter_fields(node):
            if not {(type(node), name), (type(node), type(value))} & LEFT_OUT and name != "type_params":
                stack += [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST)]
    return found


def check(text: str, tree: ast.Module, records: Records) -> None:
    """Lower a text and assert all that must hold of its facts."""
    module = lower(text, "/m.py")
    assert lower(text, "/m.py") == module
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(module), type=r.Module) == module
    seen = list(records(module))
    assert functions_of(tree) == sorted((node.name, node.at[0]) for node in seen if isinstance(node, r.Function))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert len(classes) == sum(isinstance(node, r.Class) for node in seen)
    assert calls_kept(tree) == sum(isinstance(node, r.Call) for node in seen)
    lines = text.split("\n")
    for node in seen:
        if hasattr(node, "at"):
            check_place(node, lines)


def check_place(node: Any, lines: list[str]) -> None:
    line, column, end_line, end_column = node.at
    assert 1 <= line <= end_line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    assert 1 <= end_column <= len(lines[end_line - 1]) + 1
    assert (line, column) <= (end_line, end_column)
    if isinstance(node, r.Function):
        assert node.first_line <= line <= node.last_line
        header = unicodedata.normalize("NFKC", lines[line - 1][column - 1 : end_column - 1])
        assert header.split()[-1] in (node.name, "def", "async")


@PATIENT
@given(hypothesmith.from_node())
def test_modules_made_from_nodes(records: Records, text: str):
    tree = parsed(text.replace("\r", "\n"))
    assume(tree is not None)
    assert tree is not None
    check(text.replace("\r", "\n"), tree, records)


@PATIENT
@given(hypothesmith.from_grammar())
def test_modules_made_from_the_grammar(records: Records, text: str):
    tree = parsed(text.replace("\r", "\n"))
    assume(tree is not None)
    assert tree is not None
    check(text.replace("\r", "\n"), tree, records)


LINES = [
    'a = request.json["amount"]',
    "if not verify(body := request.body): return None",
    'return {"ok": x for x in y if x and not z}',
    "event = construct_event(body, **headers)[1:-1]",
    'log(f"{event!r:>{width}} é {a + b}", f"""a {b}\n ç {d.e}""")',
    'raise Http404("日本") from error',
    'valor = models.FloatField(default=lambda a, *b, c="ç", **d: 0.0)',
    "from ..shop.models import Order as O, Payment",
    "import stripe.error as errors; from shop import *",
    "total: Decimal | None = None",
    'del a.b, c["d"]',
    "global processed; processed = {*processed, 1j}",
    "a[i], *b.c = [d async for d in e], 1 if -x else (yield)",
    'assert 0 < await x <= 9, "não"',
]
HEADS = [
    "for key, (x, *rest) in rows.items():",
    "async for key in rows:",
    "while True:",
    'with lock("日本") as row, transaction.atomic():',
    "async with session as (a, b):",
    'async def inner(self, /, a: int = 1, *args, key: "str" = "ç", **extra) -> None:',
    "class Ação(models.Model, metaclass=Meta):",
    '@csrf_exempt\n@app.post("/webhook", dependencies=[Depends(verify)])\ndef hook(request):',
    "if a == b or not c(d):",
    "try:\n  a\nexcept (ValueError, stripe.Error) as error:\n  b\nelse:\n  c\nfinally:",
    "try:\n  a\nexcept:",
    "if a:\n  b\nelif c:\n  d\nelse:",
    'match event, {"k": 1}:\n case {"type": "paid", "id": n, **more} if n:\n  a\n case _:',
    "match event:\n case Paid(amount=value, kind=-1) | [value, *_]:",
]
TREES = st.recursive(
    st.sampled_from(LINES),
    lambda inner: st.tuples(st.sampled_from(HEADS), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=12,
)


def written(part: Any, depth: int) -> Iterator[str]:
    """The lines of a made-up statement."""
    head, body = part if isinstance(part, tuple) else (part, [])
    lines = head.split("\n") if body else [head]
    yield from (" " * depth + line for line in lines)
    inner = depth + 1 + len(lines[-1]) - len(lines[-1].lstrip())
    for each in body:
        yield from written(each, inner)


@settings(PATIENT, max_examples=150)
@given(st.lists(TREES, min_size=1, max_size=4))
def test_modules_put_together_from_what_payment_code_says(records: Records, parts: list[Any]):
    text = "\n".join(line for part in parts for line in written(part, 0))
    tree = parsed(text)
    assert tree is not None
    check(text, tree, records)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.relative_to(_LIBRARY).as_posix())
def test_modules_of_the_standard_library(records: Records, path: Path):
    text = read_text(path, path.name)
    tree = None if isinstance(text, FileError) else parsed(text)
    if isinstance(text, FileError) or tree is None:
        pytest.skip("wrong on purpose: no Python of this version")
    check(text, tree, records)


@settings(PATIENT, max_examples=200)
@given(st.text())
def test_any_text_is_lowered_or_refused_by_name(text: str):
    try:
        lower(text, "/m.py")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        assert parsed(text) is None
