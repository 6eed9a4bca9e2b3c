from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ekzlint.report.linehash import line_hashes


def base_37(*units: int) -> str:
    """Compute the hash by its definition."""
    padded = [*units, *[0] * (100 - len(units))]
    return f"{sum(unit * 37 ** (99 - place) for place, unit in enumerate(padded)) % 2**64:x}"


def test_the_end_of_the_file_counts() -> None:
    assert line_hashes("", {1}) == {1: base_37(0xFFFF) + ":1"}
    assert line_hashes("ab\n", {1, 2}) == {
        1: base_37(ord("a"), ord("b"), ord("\n"), 0xFFFF) + ":1",
        2: base_37(0xFFFF) + ":1",
    }


def test_only_one_hundred_units_count() -> None:
    assert line_hashes("x" * 100 + "y", {1}) == {1: base_37(*[ord("x")] * 100) + ":1"}
    assert line_hashes("x" * 99, {1}) == {1: base_37(*[ord("x")] * 99, 0xFFFF) + ":1"}


def test_a_character_beyond_the_basic_plane_is_two_units() -> None:
    assert line_hashes("😀", {1}) == {1: base_37(0xD83D, 0xDE00, 0xFFFF) + ":1"}


def test_equal_lines_are_counted() -> None:
    text = ("x" * 99 + "\n") * 3
    first, second = line_hashes(text, {1, 2}).values()
    assert (first.split(":")[1], second.split(":")[1]) == ("1", "2")
    assert first.split(":")[0] == second.split(":")[0]


def test_only_lines_of_the_file_are_given() -> None:
    assert list(line_hashes("a\nb\n", {0, 2, 9})) == [2]


@given(st.integers(1, 9))
def test_a_shift_does_not_count(shift: int) -> None:
    text = "def pay():\n    charge(1)\n"
    assert line_hashes("import x\n" * shift + text, {2 + shift})[2 + shift] == line_hashes(text, {2})[2]


@given(st.text(" \t", max_size=5))
def test_white_space_does_not_count(space: str) -> None:
    assert line_hashes(f"a{space}b{space}\n{space}c", {1, 2}) == line_hashes("ab\nc", {1, 2})


@given(st.text(st.characters()), st.integers(1, 20))
def test_any_text_has_hashes(text: str, line: int) -> None:
    assert (line in line_hashes(text, {line})) == (line <= text.count("\n") + 1)
