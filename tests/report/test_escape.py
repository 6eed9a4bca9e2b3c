from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.report.escape import encodable, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("preço 日本 😀 e\u0301", "preço 日本 😀 e\u0301"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\tb\r\nc", r"a\tb\r\nc"),
        ("\x9b31m\x7f", r"\x9b31m\x7f"),
        ("if\u202e x\u2066", r"if\u202e x\u2066"),
        ("a\u2028b\ufeff", r"a\u2028b\ufeff"),
        ("\udc80.py", r"\udc80.py"),
        ("\U000e0041", r"\U000e0041"),
        ("a\xa0b", r"a\xa0b"),
        ("C:\\new", "C:\\new"),
        ("", ""),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_what_is_visible_is_printable(text: str) -> None:
    assert visible(text).isprintable()


@given(st.text(st.characters()))
def test_what_is_encodable_can_be_encoded(text: str) -> None:
    encodable(text).encode("utf-8")


def test_encodable_keeps_what_can_be_encoded() -> None:
    assert encodable("á😀\x1b\udc80b") == "á😀\x1b\ufffdb"
