"""Newer syntax is read on every Python, and nothing moves."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.facts.lower import lower
from ekzlint.facts.newer import readable

NEWER = [
    'f"{a["k"]}"',
    'f"{f"{a}"}"',
    'f"""{\n    a  # why\n}"""',
    "f'{\"\\n\".join(a)}'",
    'f"{d[f"{q["k"]}"]}"',
    'f"{"""abc"""}"',
    "x = f'{a['it']} {b:>{w[\"k\"]}} {c!r}'",
    'f"{x:%Y-%m-%d} {{no}} {y["é"]}"',
    "log(f\"{', '.join(f\"{k}={v}\" for k in {'a': 1})}\")",
    'rf"\\d{a["b"]}" + "plain"  # f"{',
    "def f[T: (int, str)](x: T) -> T:\n    return x\n",
    "async def f[**P, T](x: T): ...\n",
    "class A[T](B):\n    pass\n",
    "type X = int\n",
    "type X[T] = list[T]\n",
    "try:\n    pass\nexcept A, B:\n    pass\n",
]


@pytest.mark.parametrize("source", NEWER)
def test_what_is_overwritten_parses_on_every_python_and_keeps_its_places(source: str):
    older = readable(source)
    assert older is not None and older != source
    ast.parse(older, feature_version=(3, 10))
    assert [len(line) for line in older.split("\n")] == [len(line) for line in source.split("\n")]
    assert len(older.encode()) == len(source.encode())


@pytest.mark.parametrize("source", NEWER)
def test_it_is_lowered_like_any_other_code(source: str):
    assert (
        lower(source + "\ncharge(amount)\n", "m.py").body[-1]
        == lower("\n" * (source.count("\n") + 1) + "charge(amount)\n", "m.py").body[-1]
    )


@pytest.mark.parametrize("source", ["def f(:\n", 'f"{a', 'f"{a["k]}"', "print 'x'\n", 'x = f"{' + "{a:" * 5_000])
def test_what_is_broken_stays_broken(source: str):
    with pytest.raises(SyntaxError):
        lower(source, "m.py")


@pytest.mark.parametrize("source", ["", "x = 1\n", "f'{a}'", "a[b](c)\n", 'x = """def f[T](): ..."""[0]\n'])
def test_what_every_python_reads_is_never_asked_for(source: str):
    assert ast.dump(ast.parse(source)) == ast.dump(ast.parse(source, feature_version=(3, 10)))
    assert lower(source, "m.py")


@given(st.text(alphabet="f\"'{}[]():#\\\n aé", max_size=40))
def test_any_text_keeps_its_length_and_lines(text: str):
    older = readable(text)
    if older is not None:
        assert len(older) == len(text)
        assert [i for i, char in enumerate(older) if char == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
