"""For each framework: a fresh project, everything scaffolded, and what is promised of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.scaffold import projects

FRAMEWORKS = ("fastapi", "flask", "django")
STYLE = ("--isolated", "--target-version", "py310", "--ignore", "E501", "--select", "E,F,W,I,UP,B,SIM,C4,RET")
STEPS = {
    "webhook": {"verify", "normalise", "persist", "resolve", "route", "mark"},
    "checkout": {"price", "persist", "charge", "record"},
}

DJANGO_TYPES = """\
[mypy]
plugins = mypy_django_plugin.main
[mypy.plugins.django-stubs]
django_settings_module = shop.settings
"""


@pytest.fixture(scope="module", params=FRAMEWORKS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project into which all was scaffolded."""
    folder = tmp_path_factory.mktemp(request.param) / "project"
    projects.start(request.param, folder)
    projects.ekzlint(folder, "scaffold", "all", "--provider", "ekwanza", "--provider", "stripe", "--yes")
    return folder


def suite(project: Path, **env: str) -> str:
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "payments")
    return projects.run(project, *command, env=env)


def test_its_own_tests_pass_on_sqlite(project: Path):
    assert " passed" in suite(project)


def test_its_own_tests_pass_on_postgresql(project: Path, postgres: str):
    settings = {"DJANGO_SETTINGS_MODULE": "shop.on_postgresql"} if (project / "shop").is_dir() else {}
    assert " passed" in suite(project, TEST_DATABASE_URL=postgres, **settings)


def test_nothing_is_found_in_it(project: Path):
    projects.ekzlint(project, "check", "--min-confidence", "low", ".")


def test_every_step_is_proven(project: Path):
    points = json.loads(projects.ekzlint(project, "map", "--format", "json", "."))["entry_points"]
    proven: dict[str, list[set[str]]] = {}
    for point in points:
        steps = {step["name"] for step in point["steps"] if step["proof"] == "proven"}
        proven.setdefault(point["kind"], []).append(steps)
    assert proven["webhook"] == [STEPS["webhook"]]
    assert proven["checkout"] == [STEPS["checkout"]] * 3


def test_types_and_style_are_clean(project: Path):
    (project / "mypy.ini").write_text(DJANGO_TYPES if (project / "shop").is_dir() else "")
    strict = ("--strict", "--python-version", "3.10", "--cache-dir", ".mypy_cache", "--follow-imports", "silent")
    projects.run(project, sys.executable, "-m", "mypy", *strict, "payments")
    (project / "mypy.ini").unlink()
    projects.run(project, sys.executable, "-m", "ruff", "check", *STYLE, "payments")
    projects.run(project, sys.executable, "-m", "ruff", "format", "--isolated", "--check", "payments")


def test_to_run_it_again_changes_nothing(project: Path):
    before = projects.snapshot(project)
    assert "Nothing to do" in projects.ekzlint(project, "scaffold", "all", "--yes")
    assert projects.snapshot(project) == before


@pytest.mark.parametrize("pieces", ["event", "adapter", "webhook tests", "handler ticket tests"])
def test_a_part_of_it_stands_alone(pieces: str, tmp_path: Path):
    folder = tmp_path / "project"
    projects.start("fastapi", folder)
    projects.ekzlint(folder, "scaffold", *pieces.split(), "--yes")
    strict = ("--strict", "--python-version", "3.10", "--cache-dir", ".mypy_cache")
    projects.run(folder, sys.executable, "-m", "mypy", *strict, "payments")
    projects.run(folder, sys.executable, "-m", "ruff", "check", *STYLE, "payments")
    projects.run(folder, sys.executable, "-m", "ruff", "format", "--isolated", "--check", "payments")
    projects.ekzlint(folder, "check", "--min-confidence", "low", ".")
    if "tests" in pieces:
        assert " passed" in suite(folder)
