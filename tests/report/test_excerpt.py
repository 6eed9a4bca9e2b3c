from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.report.excerpt import WIDTH, excerpt, mask_secrets


@pytest.mark.parametrize(
    ("line", "column", "end_column", "shown", "carets"),
    [
        ("    pay(amount)", 9, 15, "    pay(amount)", "        ^^^^^^"),
        ("x", 1, 2, "x", "^"),
        # A tab goes to the next multiple of four.
        ("\tpay(a)", 2, 5, "    pay(a)", "    ^^^"),
        ("ab\tc", 4, 5, "ab  c", "    ^"),
        ("a\tb", 2, 4, "a   b", " ^^^^"),
        # Wide characters take two places, combining ones none.
        ("日本 = valor", 6, 11, "日本 = valor", "       ^^^^^"),
        ("x = '日本'", 6, 8, "x = '日本'", "     ^^^^"),
        ("e\u0301 = pay()", 6, 9, "e\u0301 = pay()", "    ^^^"),
        # What cannot be printed is escaped, and the mark follows.
        ("'\x1b[2J' + pay()", 10, 13, r"'\x1b[2J' + pay()", "            ^^^"),
        ("a = '\u202e' + b", 6, 7, r"a = '\u202e' + b", "     ^^^^^^"),
        # There is always a mark.
        ("abc", 9, 12, "abc", "   ^"),
        ("abc", 2, 2, "abc", " ^"),
        ("abc", 3, 1, "abc", "  ^"),
        ("", 1, 5, "", "^"),
        ("abc", 0, 0, "abc", "^"),
        ("a\u0301bcd", 2, 3, "a\u0301bcd", " ^"),
        ("pay()   ", 1, 6, "pay()", "^^^^^"),
    ],
)
def test_excerpt(line: str, column: int, end_column: int, shown: str, carets: str) -> None:
    assert excerpt(line, column, end_column) == (shown, carets)


def test_a_line_that_just_fits_is_not_cut() -> None:
    line = "x" * WIDTH
    assert excerpt(line, 1, 3) == (line, "^^")


def test_a_long_line_is_cut_after_a_mark_near_its_beginning() -> None:
    shown, carets = excerpt("pay(" + "x" * 500 + ")", 1, 4)
    assert shown == "pay(" + "x" * (WIDTH - 4) + "…"
    assert carets == "^^^"


def test_a_long_line_is_cut_on_both_sides_of_the_mark() -> None:
    shown, carets = excerpt("a" * 300 + "pay" + "b" * 300, 301, 304)
    assert shown == "…" + "a" * 40 + "pay" + "b" * 76 + "…"
    assert carets == " " * 41 + "^^^"


def test_the_end_of_a_long_line_is_shown_to_its_end() -> None:
    shown, carets = excerpt("a" * 300 + "pay", 301, 304)
    assert shown == "…" + "a" * 40 + "pay"
    assert carets == " " * 41 + "^^^"


def test_the_mark_of_a_long_part_ends_where_the_line_is_cut() -> None:
    shown, carets = excerpt("x = " + "a" * 5_000_000, 5, 5_000_005)
    assert shown == "x = " + "a" * (WIDTH - 4) + "…"
    assert carets == "    " + "^" * (WIDTH - 4)


def test_wide_characters_count_twice_when_a_line_is_cut() -> None:
    shown, carets = excerpt("日" * 100, 1, 2)
    assert shown == "日" * (WIDTH // 2) + "…"
    assert carets == "^^"


@given(st.text(st.characters(), max_size=400), st.integers(-5, 450), st.integers(-5, 450))
def test_it_is_printable_short_and_marked(line: str, column: int, end_column: int) -> None:
    shown, carets = excerpt(line, column, end_column)
    assert shown.isprintable()
    assert (
        sum(unicodedata.east_asian_width(each) in "WF" and 2 or 1 for each in shown if not unicodedata.combining(each))
        <= WIDTH + 2
    )
    assert set(carets) in ({"^"}, {" ", "^"})
    assert carets.endswith("^")
    assert len(carets) <= WIDTH + 2


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('KEY = "sk_live_abcdefghij"', 'KEY = "sk_l**************"'),
        ("f('whsec_123', key='abcdefghij')", "f('whse*****', key='abcd******')"),
        ('["abcdefgh","ijklmnop"]', '["abcd****","ijkl****"]'),
        ('x = "short"', 'x = "short"'),
        ('raise E("no key is set here")', 'raise E("no key is set here")'),
        ("x = 12345678901234567890", "x = 12345678901234567890"),
    ],
)
def test_mask_secrets(line: str, masked: str) -> None:
    assert mask_secrets(line) == masked


def test_the_name_of_a_variable_stays_and_its_default_goes() -> None:
    line = 'KEY = os.environ.get("EKWANZA_CLIENT_SECRET", "kQ8r7Zt1mB4xWvN0")'
    assert mask_secrets(line) == 'KEY = os.environ.get("EKWANZA_CLIENT_SECRET", "kQ8r************")'


def test_capitals_with_digits_are_no_name() -> None:
    assert mask_secrets('"AKIA1234567890"') == '"AKIA**********"'
