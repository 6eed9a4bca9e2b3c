"""What is found depends on the code alone: not on the order of paths, of files on disk, of walks or of hashes."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.findings.model import Result

PROJECTS = Path(__file__).parents[1] / "fixtures" / "projects"
WRONG = sorted(folder / "wrong" for folder in PROJECTS.iterdir() if folder.is_dir())
EXAMPLES = sorted(data_folder("rules").glob("EKZ[1-8]*/*.py"))
EVERYTHING = Config(min_confidence="low", exclude=())
Seen = list[tuple[object, ...]]
Show = Callable[[Path, Sequence[Path]], Seen]


def shown(result: Result, root: Path) -> Seen:
    """All that a result says, with paths relative to `root`; the fingerprint too, but no time."""

    def name(path: str) -> str:
        return Path(os.path.relpath(path, root)).as_posix()

    rows: Seen = [
        (
            name(row.path),
            row.line,
            row.column,
            row.code,
            row.confidence,
            row.message,
            row.provider,
            row.function,
            tuple((name(step.path), step.line, step.column, step.message) for step in row.trace),
        )
        for row in result.findings
    ]
    return rows + [(name(error.path), error.line, error.reason) for error in result.errors]


def checked(root: Path, paths: Sequence[Path] = ()) -> Seen:
    return shown(check(paths or [root], EVERYTHING), root)


def python_files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of a wrong project."""
    return Path(shutil.copytree(request.param, tmp_path / "project"))


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A copy of all examples of the rules in one folder, where none can be taken for another's module."""
    folder = tmp_path / "examples"
    folder.mkdir()
    for path in EXAMPLES:
        shutil.copy(path, folder / f"{path.parent.name[:6].lower()}_{path.name}")
    return folder


by_project = pytest.mark.parametrize("project", WRONG, ids=lambda path: path.parent.name, indirect=True)


@by_project
def test_twice_in_one_process(project: Path):
    first = checked(project)
    assert len(first) >= 5
    assert checked(project) == first


@by_project
def test_the_order_in_which_files_are_named(project: Path):
    expected = checked(project)
    files = python_files(project)
    for seed in range(3):
        random.Random(seed).shuffle(files)
        assert checked(project, files) == expected


@by_project
def test_the_order_in_which_files_were_made(project: Path, tmp_path: Path):
    expected = checked(project)
    files = [(path.relative_to(project), path.read_bytes()) for path in sorted(project.rglob("*")) if path.is_file()]
    for seed in range(2):
        root = tmp_path / f"again{seed}"
        for path, data in random.Random(seed).sample(files, len(files)):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        assert checked(root) == expected


@by_project
def test_a_file_that_is_checked_alone_says_nothing_new(project: Path):
    (project / ".git").mkdir()
    whole = {row[:2] + row[3:5] for row in checked(project)}
    alone = {row[:2] + row[3:5] for path in python_files(project) for row in checked(project, [path])}
    assert alone <= whole
    # What is wrong in a helper shows only where its callers are checked too.
    assert len(alone) >= len(whole) / 2


def test_examples_say_the_same_in_any_order_alone_and_together(examples: Path):
    together = checked(examples)
    assert len(together) >= len([path for path in EXAMPLES if path.name.startswith("bad_")]) / 2
    files = python_files(examples)
    assert checked(examples, files[::-1]) == together
    alone = [row for path in files for row in checked(examples, [path])]
    assert sorted(map(str, alone)) == sorted(map(str, together))


def test_unrelated_projects_checked_at_once_say_what_each_says_alone(tmp_path: Path):
    roots = [Path(shutil.copytree(path, tmp_path / path.parent.name)) for path in WRONG]
    alone = [row for root in roots for row in shown(check([root], EVERYTHING), tmp_path)]
    assert shown(check(roots, EVERYTHING), tmp_path) == alone
    assert shown(check(roots[::-1], EVERYTHING), tmp_path) == alone
    for one, other in zip(roots, roots[1:], strict=False):
        both = [row for root in (one, other) for row in shown(check([root], EVERYTHING), tmp_path)]
        assert shown(check([one, other], EVERYTHING), tmp_path) == both


@pytest.mark.parametrize("first", WRONG, ids=lambda path: path.parent.name)
def test_a_folder_of_the_same_names_beside_it_changes_nothing(tmp_path: Path, first: Path):
    """The correct twin has the same modules with the same names: neither is taken for the other."""
    wrong = Path(shutil.copytree(first, tmp_path / "a"))
    alone = shown(check([wrong], EVERYTHING), tmp_path)
    correct = Path(shutil.copytree(first.parent / "correct", tmp_path / "b"))
    quiet = shown(check([correct], EVERYTHING), tmp_path)
    assert shown(check([wrong, correct], EVERYTHING), tmp_path) == sorted(alone + quiet, key=lambda row: str(row[0]))


@pytest.mark.parametrize("seed", ["0", "1", "20261124"])
def test_the_seed_of_hashes(examples: Path, seed: str):
    for path in WRONG:
        shutil.copytree(path, examples / path.parent.name)
    expected = [row["fingerprint"] for row in report(examples, "2")]
    assert len(expected) >= 50
    assert [row["fingerprint"] for row in report(examples, seed)] == expected
    assert report(examples, seed) == report(examples, "2")


def report(folder: Path, seed: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "ekzlint", "check", "--format", "json", "."]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (1, "")
    findings: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return findings
