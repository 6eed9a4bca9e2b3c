"""Whole projects in which a repeated event repeats its effect: once repaired, they run, and it no longer does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check
from ekzlint.findings.model import Finding
from ekzlint.repair import repair

_PROJECTS = Path(__file__).parent.parent / "fixtures" / "repeats"
_DRIVER = Path(__file__).parent / "deliver.py"
_RIGHT = {"twice": 1, "at once": 1, "after a failure": 1, "another": 1}
_DEDUPE = frozenset(["EKZ301", "EKZ302", "EKZ303"])


def _is_wanted(finding: Finding) -> bool:
    return finding.code in _DEDUPE


@pytest.fixture(params=sorted(path.name for path in _PROJECTS.iterdir()))
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / request.param
    shutil.copytree(_PROJECTS / request.param, folder)
    monkeypatch.chdir(folder)
    return folder


def _delivered(project: Path) -> dict[str, int]:
    """What the effect comes to: of an event that comes twice, of one that comes twice at once, and after a failure."""
    environment = {
        **os.environ,
        "PAYSTACK_SECRET_KEY": "sk_for_this_run",
        "DATABASE_FILE": str(project / "shop.sqlite3"),
        "DATABASE_URL": f"sqlite:///{project / 'shop.sqlite3'}",
        "PYTHONPATH": str(project),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, str(_DRIVER), project.name.partition("_")[0]],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


def _repaired(project: Path) -> list[str]:
    made = repair([project], Config(), wanted=_is_wanted, unsafe=True)
    assert [left.reason for left in made.left] == []
    for path, (_, new) in made.files.items():
        Path(path).write_bytes(new)
    return sorted(Path(path).name for path in made.files)


def test_the_effect_of_a_repeated_event_comes_once(project: Path):
    assert _delivered(project) != _RIGHT
    (project / "shop.sqlite3").unlink()
    assert any(_is_wanted(finding) for finding in check([project], Config()).findings)
    assert len(_repaired(project)) > 1
    assert not any(_is_wanted(finding) for finding in check([project], Config(min_confidence="low")).findings)
    assert _delivered(project) == _RIGHT


def test_a_second_run_changes_nothing(project: Path):
    _repaired(project)
    assert repair([project], Config(), wanted=_is_wanted, unsafe=True).files == {}
