"""Whole small projects: nothing is found in the correct one, and in its wrong twin exactly what is marked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

PROJECTS = Path(__file__).parents[1] / "fixtures" / "projects"
NAMES = sorted(folder.name for folder in PROJECTS.iterdir() if folder.is_dir())
_MARKER = re.compile(r"#\s*ekz:\s*([A-Z0-9, ]+)")
Row = tuple[str, int, str]


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of a project that lies in no other project."""
    return Path(shutil.copytree(PROJECTS / request.param, tmp_path / "project"))


def marked(root: Path) -> list[Row]:
    rows: list[Row] = []
    for path in root.rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            mark = _MARKER.search(line)
            codes = re.findall(r"EKZ\d+", mark[1]) if mark else []
            rows += [(path.relative_to(root).as_posix(), number, code) for code in codes]
    return sorted(rows)


def found(root: Path) -> list[Row]:
    result = check([root], Config())
    assert not result.errors
    return sorted(
        (Path(row.path).resolve().relative_to(root).as_posix(), row.line, row.code) for row in result.findings
    )


@pytest.mark.parametrize("project", [f"{name}/correct" for name in NAMES], indirect=True)
def test_nothing_is_found_in_a_correct_project(project: Path):
    assert not marked(project)
    assert found(project.resolve()) == []


@pytest.mark.parametrize("project", [f"{name}/wrong" for name in NAMES], indirect=True)
def test_what_is_marked_is_found_in_a_wrong_project_and_nothing_else(project: Path):
    assert len(marked(project)) >= 5
    assert found(project.resolve()) == marked(project)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_project_has_the_modules_of_its_correct_twin(name: str):
    modules = {
        twin: {path.relative_to(PROJECTS / name / twin).as_posix() for path in (PROJECTS / name / twin).rglob("*.py")}
        for twin in ("correct", "wrong")
    }
    assert modules["correct"] <= modules["wrong"]
