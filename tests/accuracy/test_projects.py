"""In every project what is marked is reported, by default, and nothing else is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load_score() -> ModuleType:
    """The script beside this file: test folders are no packages, so it cannot be imported by name."""
    spec = importlib.util.spec_from_file_location("accuracy_score", Path(__file__).with_name("score.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load_score()
VARIANTS = list(score.variants())


@pytest.mark.parametrize(("name", "root"), VARIANTS, ids=[name for name, _ in VARIANTS])
def test_what_is_marked_is_reported_and_nothing_else(name: str, root: Path):
    assert sorted(score.found(root)) == sorted(score.expected(root))


@pytest.mark.parametrize(("name", "root"), VARIANTS, ids=[name for name, _ in VARIANTS])
def test_marks_stand_in_what_is_wrong_only(name: str, root: Path):
    assert bool(score.expected(root)) == name.endswith("/wrong")


def test_the_table_tells_right_wrong_and_missed_apart():
    counted = score.Score()
    counted.add({("a.py", 1, "EKZ101"), ("a.py", 2, "EKZ101")}, {("a.py", 1, "EKZ101"), ("a.py", 3, "EKZ201")})
    lines = [line.split() for line in score.table(counted).splitlines()[1:]]
    assert lines == [
        ["EKZ101", "1", "0", "1", "100.0", "50.0"],
        ["EKZ201", "0", "1", "0", "0.0", "-"],
        ["all", "1", "1", "1", "50.0", "50.0"],
    ]
