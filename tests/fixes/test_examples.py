"""Each `fixed_*.py` of a rule is what the fix makes of the `bad_*.py` of the same name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.fixes import FIXES
from ekzlint.repair import repair

_MARKER = re.compile(r"[ \t]*#\s*ekz:\s*[A-Z0-9, ]+$", re.MULTILINE)
_FIXED = sorted(data_folder("rules").glob("EKZ*/fixed_*.py"))


def _code(path: Path) -> str:
    return path.parent.name.partition("-")[0]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of a wrong example without its markers, alone in a folder."""
    monkeypatch.chdir(tmp_path)

    def make(fixed: Path) -> Path:
        bad = fixed.with_name(fixed.name.replace("fixed_", "bad_", 1))
        target = tmp_path / bad.name
        target.write_text(_MARKER.sub("", bad.read_text(encoding="utf-8")), encoding="utf-8")
        return target

    return make


@pytest.mark.parametrize("fixed", _FIXED, ids=lambda path: f"{_code(path)}/{path.stem}")
class TestFixed:
    def test_the_fix_makes_it_of_the_wrong_one(self, fixed: Path, copy):
        target, code = copy(fixed), _code(fixed)
        made = repair([target], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
        assert [left.reason for left in made.left] == []
        assert made.files[target.as_posix()][1].decode("utf-8") == fixed.read_text(encoding="utf-8")

    def test_it_has_no_such_finding_and_stays_as_it_is(self, fixed: Path, copy):
        target, code = copy(fixed), _code(fixed)
        target.write_bytes(fixed.read_bytes())
        assert [f.line for f in check([target], Config(min_confidence="low")).findings if f.code == code] == []
        made = repair([target], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
        assert made.files == {}


def test_each_fix_has_an_example():
    assert {_code(path) for path in _FIXED} == set(FIXES)
