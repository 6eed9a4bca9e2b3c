from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ekzlint.findings.fingerprint import fingerprint, flagged_text
from ekzlint.findings.model import Span

LINES = ["def pay(request):", "    charge(", "        amount=request.amount,", "    )", ""]


def test_it_is_32_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", fingerprint("EKZ101", "a.py", "pay", "x"))


def test_it_never_changes() -> None:
    # Baselines and alerts are stored by it.
    assert fingerprint("EKZ101", "shop/a.py", "pay", "charge(x)") == "54900efe6eeefe83ac36915098eb4c3c"


def test_every_part_matters() -> None:
    parts = ("EKZ101", "a.py", "pay", "charge(x)", 0)
    others = [
        ("EKZ102", "a.py", "pay", "charge(x)", 0),
        ("EKZ101", "b.py", "pay", "charge(x)", 0),
        ("EKZ101", "a.py", "buy", "charge(x)", 0),
        ("EKZ101", "a.py", "pay", "charge(y)", 0),
        ("EKZ101", "a.py", "pay", "charge(x)", 1),
        ("EKZ101", "a.pyp", "ay", "charge(x)", 0),
    ]
    assert len({fingerprint(*each) for each in [parts, *others]}) == 7


def test_a_file_name_that_is_not_text_is_taken() -> None:
    assert fingerprint("EKZ101", "\udc80.py", "", "") != fingerprint("EKZ101", "\udc81.py", "", "")


def test_the_flagged_text_is_that_of_whole_lines_without_white_space() -> None:
    assert flagged_text(LINES, Span(2, 12, 2, 13)) == "charge("
    assert flagged_text(LINES, Span(2, 5, 4, 6)) == "charge(amount=request.amount,)"


def test_the_line_of_an_end_in_the_first_column_is_not_flagged() -> None:
    assert flagged_text(LINES, Span(1, 1, 2, 1)) == "defpay(request):"
    assert flagged_text(LINES, Span(2, 1, 2, 1)) == "charge("


def test_lines_outside_of_the_file_are_left_out() -> None:
    assert flagged_text(LINES, Span(4, 1, 99, 5)) == ")"
    assert flagged_text(LINES, Span(0, 0, 0, 0)) == ""
    assert flagged_text([], Span(3, 1, 3, 5)) == ""


@given(st.integers(0, 20), st.text(" \t", max_size=8))
def test_shifts_and_indentation_do_not_count(shift: int, indent: str) -> None:
    moved = ["x = 1"] * shift + [indent + line for line in LINES]
    assert flagged_text(moved, Span(2 + shift, 5, 4 + shift, 6)) == flagged_text(LINES, Span(2, 5, 4, 6))
