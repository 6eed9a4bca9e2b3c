"""Precision and recall of every rule, measured on the projects beside this file.

A project is a folder of whole modules. A line that ends in `# ekz: EKZ101` must be reported with that code, and no
other line may be; `wrong` holds the mistakes, `correct` its mended twin. Run it as a script to see the table:

    python tests/accuracy/score.py
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ekzlint.config import Config
from ekzlint.engine import check

HERE = Path(__file__).parent
FOLDERS = (HERE / "projects", HERE.parent / "fixtures" / "projects")
_MARKER = re.compile(r"#\s*ekz:\s*([A-Z0-9, ]+)")

Row = tuple[str, int, str]
"""Path inside the project, line, code."""


@dataclass
class Score:
    """How often a rule was right, reported what is none, and missed what is there."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, expected: set[Row], found: set[Row]) -> None:
        """Count one project in."""
        self.right.update(code for _, _, code in expected & found)
        self.wrong.update(code for _, _, code in found - expected)
        self.missed.update(code for _, _, code in expected - found)

    @property
    def codes(self) -> list[str]:
        """Every code that was expected or found."""
        return sorted({*self.right, *self.wrong, *self.missed})


def variants() -> Iterator[tuple[str, Path]]:
    """The name and the folder of every variant of every project."""
    for folder in sorted(path for parent in FOLDERS if parent.is_dir() for path in parent.iterdir()):
        for twin in ("correct", "wrong"):
            if (folder / twin).is_dir():
                yield f"{folder.name}/{twin}", folder / twin


def expected(root: Path) -> set[Row]:
    """What the marks in a project say."""
    rows: set[Row] = set()
    for path in root.rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            mark = _MARKER.search(line)
            codes = re.findall(r"EKZ\d+", mark[1]) if mark else []
            rows |= {(path.relative_to(root).as_posix(), number, code) for code in codes}
    return rows


def found(root: Path) -> set[Row]:
    """What ekzlint reports by default in a copy of a project that lies in no other one."""
    with tempfile.TemporaryDirectory(prefix="ekzlint-score-") as name:
        copy = Path(shutil.copytree(root, Path(name).resolve() / "project"))
        result = check([copy], Config())
    problems = [error.reason for error in result.errors]
    if problems:
        raise ValueError(f"{root}: {problems}")
    return {(Path(row.path).resolve().relative_to(copy).as_posix(), row.line, row.code) for row in result.findings}


def percent(part: int, whole: int) -> str:
    """A share in per cent, or a dash where there is nothing to share."""
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def table(score: Score) -> str:
    """One line a rule."""
    lines = [f"{'rule':8} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>10} {'recall':>8}"]
    for code in [*score.codes, "all"]:
        right, wrong, missed = (
            sum(counts.values()) if code == "all" else counts[code]
            for counts in (score.right, score.wrong, score.missed)
        )
        precision, recall = percent(right, right + wrong), percent(right, right + missed)
        lines.append(f"{code:8} {right:>6} {wrong:>6} {missed:>6} {precision:>10} {recall:>8}")
    return "\n".join(lines)


def main() -> int:
    """Print what differs, then the table; 1 where anything differs."""
    score, count = Score(), 0
    for name, root in variants():
        count += 1
        marks, rows = expected(root), found(root)
        for label, odd in (("not there", rows - marks), ("missed", marks - rows)):
            for path, line, code in sorted(odd):
                print(f"{name}/{path}:{line} {code} {label}")
        score.add(marks, rows)
    print(table(score))
    print(f"{count} projects")
    return 1 if score.wrong or score.missed else 0


if __name__ == "__main__":
    sys.exit(main())
