"""Repairs in files of strangers; `python -m tests.fixes.strangers 2000` takes more of them."""

from __future__ import annotations

import pytest

from tests.fixes.strangers import Stranger, run, trouble


def test_what_is_around_a_mistake_stays_as_it_is():
    wrong, made = run(24)
    assert wrong == []
    assert made["changed"] > 5


@pytest.mark.parametrize(
    ("new", "is_fine"),
    [
        ("import a\nx = 1\nbad = 2\ny = 3", True),
        ("import a, b\nx = 1\nbad = 2\ny = 3", True),
        ("import a\nimport b\nx = 1\nbad = 3\ny = 3", True),
        ("import a\nx =  1\nbad = 2\ny = 3", False),
        ("import a\nx = 1\nbad = 2\ny = 3\nz = 4", False),
        ("import a\nx = 1\nbad = 2", False),
        ("import a\nx = 1\nbad = (\ny = 3", False),
    ],
)
def test_it_sees_what_changed(new: str, is_fine: bool):
    old = Stranger("a.py", "import a\nx = 1\nbad = 2\ny = 3", 3, 3)
    assert (list(trouble(old, new)) == []) == is_fine
