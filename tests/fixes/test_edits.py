from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, EditError, apply, flatten

LINES = st.lists(st.text(alphabet="aé= #'\t(", max_size=8), min_size=1, max_size=8)


def edit(line: int, column: int, end_column: int, text: str) -> Edit:
    return Edit("a.py", Span(line, column, line, end_column), text)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.data())
def test_everything_outside_of_an_edit_stays(lines: list[str], newline: str, bom: bool, data: st.DataObject):
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    raw = (b"\xef\xbb\xbf" if bom else b"") + newline.join(lines).encode()
    new = apply(raw, [edit(number, start + 1, end + 1, "x")])
    changed = [*lines[: number - 1], f"{line[:start]}x{line[end:]}", *lines[number:]]
    assert new == (b"\xef\xbb\xbf" if bom else b"") + newline.join(changed).encode()


def test_new_lines_are_those_of_the_file():
    assert apply(b"a\r\nb\r\n", [edit(2, 1, 1, "x\ny\n")]) == b"a\r\nx\r\ny\r\nb\r\n"


def test_a_declared_encoding_is_kept():
    raw = "# coding: latin-1\nx = 'é'\n".encode("latin-1")
    assert apply(raw, [edit(2, 1, 2, "name")]) == "# coding: latin-1\nname = 'é'\n".encode("latin-1")


def test_what_the_encoding_cannot_hold_is_an_error():
    with pytest.raises(EditError):
        apply(b"# coding: ascii\nx = 1\n", [edit(2, 1, 2, "é")])


def test_an_encoding_that_does_not_keep_the_rest_is_an_error():
    # An escape sequence that changes nothing is lost when the text is encoded again.
    raw = "# coding: iso2022_jp\nx = '\u3042'\n".encode("iso2022_jp") + b"\x1b(B"
    with pytest.raises(EditError):
        apply(raw, [edit(2, 1, 2, "y")])


def test_a_line_is_appended_to_a_file_without_a_last_newline():
    assert apply(b"import os", [edit(2, 1, 1, "import re\n")]) == b"import os\nimport re\n"


@pytest.mark.parametrize("place", [(9, 1), (1, 9), (1, 0)])
def test_a_place_outside_of_the_file_is_an_error(place: tuple[int, int]):
    with pytest.raises(EditError):
        apply(b"abc\n", [edit(*place, place[1], "x")])


def test_overlaps_and_two_texts_for_one_place_are_errors():
    with pytest.raises(EditError):
        flatten([edit(1, 1, 5, "a"), edit(1, 4, 6, "b")])
    with pytest.raises(EditError):
        flatten([edit(1, 1, 1, "a"), edit(1, 1, 1, "b")])


def test_imports_for_one_place_are_joined_and_doubles_dropped():
    span = Span(3, 1, 3, 1)
    imports = [Edit("a.py", span, f"import {name}\n", is_import=True, tail="\n") for name in ("os", "hmac", "os")]
    assert flatten(imports) == [Edit("a.py", span, "import hmac\nimport os\n\n", is_import=True)]
