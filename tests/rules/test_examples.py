"""Every rule is tested by its own examples: what is bad is found on the marked lines, what is good stays silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check

_MARKER = re.compile(r"#\s*ekz:\s*([A-Z0-9, ]+)")
_EXAMPLES = sorted(data_folder("rules").glob("EKZ*/*_*.py"))
_WITHOUT_EXAMPLES = {"EKZ900"}


def _code(path: Path) -> str:
    return path.parent.name.partition("-")[0]


def _found(path: Path) -> list[int]:
    # Whether a suppression is needed can only be told when the rules that it names are looked for.
    select = () if _code(path) == "EKZ901" else (_code(path),)
    result = check([path], Config(select=select))
    assert not result.errors
    return [finding.line for finding in result.findings if finding.code == _code(path)]


def _marked(path: Path) -> list[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    marks = ((number, _MARKER.search(line)) for number, line in enumerate(lines, 1))
    return [number for number, mark in marks if mark and _code(path) in mark.group(1)]


@pytest.mark.parametrize("path", _EXAMPLES, ids=lambda path: f"{_code(path)}/{path.stem}")
def test_findings_stand_on_the_marked_lines(path: Path) -> None:
    marked = _marked(path)
    assert bool(marked) == path.name.startswith("bad_")
    assert _found(path) == marked


@pytest.mark.parametrize("folder", sorted(data_folder("rules").glob("EKZ*")), ids=lambda folder: folder.name)
def test_each_rule_has_at_least_four_of_each(folder: Path) -> None:
    if folder.name.partition("-")[0] in _WITHOUT_EXAMPLES:
        pytest.skip("a file that cannot be read makes no example")
    assert len(list(folder.glob("bad_*.py"))) >= 4
    assert len(list(folder.glob("good_*.py"))) >= 4


# A status may have the right type in the wrong place, so the statuses (EKZ4) are left out.
_GOOD = [path for path in _EXAMPLES if path.name.startswith("good_") and _code(path)[:4] in ("EKZ1", "EKZ2", "EKZ3")]


@pytest.mark.parametrize("path", _GOOD, ids=lambda path: f"{_code(path)}/{path.stem}")
def test_what_is_good_has_no_other_mistake_of_its_family(path: Path) -> None:
    family = _code(path)[:4]
    result = check([path], Config(select=(family,)))
    assert [(finding.code, finding.line) for finding in result.findings] == []
