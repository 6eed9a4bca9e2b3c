"""How the time of a check grows: with the repository, and with the payment code in it.

Builds repositories from the sample shop and from modules without payment code, checks each cold with a new process,
and prints ratios. The measure beside it is `ruff check --no-cache` on the same files in the same run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SHOP = Path(__file__).parents[1] / "examples" / "bilheteira" / "app"
ROUNDS = 3
FILLER_FILES = 250
FILLER = '''"""Part {number} of something that has nothing to do with money."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape{number}:
    width: float
    height: float

    def area(self) -> float:
        return self.width * self.height


def largest(shapes: list[Shape{number}]) -> Shape{number} | None:
    best = None
    for shape in shapes:
        if best is None or shape.area() > best.area():
            best = shape
    return best
'''


def build(folder: Path, shops: int, filler: int) -> None:
    """Make a repository with so many copies of the shop, and so many times the modules without payment code."""
    for number in range(shops):
        shutil.copytree(SHOP, folder / f"shop{number}" / "app", ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(filler * FILLER_FILES):
        module = folder / f"package{number // 50}" / f"module{number}.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(FILLER.format(number=number), encoding="utf-8")


def best_time(command: Sequence[str], folder: Path) -> float:
    """Seconds of the fastest of some runs, start of the process included."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        times.append(time.perf_counter() - began)
    return min(times)


def measure(shops: int, filler: int) -> tuple[float, float]:
    """Seconds of ekzlint and of ruff on one repository."""
    with tempfile.TemporaryDirectory(prefix="ekzlint-bench-") as name:
        folder = Path(name)
        build(folder, shops, filler)
        ekzlint = best_time([sys.executable, "-m", "ekzlint", "check", "."], folder)
        ruff = best_time([sys.executable, "-m", "ruff", "check", "--no-cache", "."], folder)
    return ekzlint, ruff


def main() -> None:
    """Print one row for each repository; all ratios are against the first row."""
    print(f"{'shops':>5} {'files':>6} {'against 1x':>11} {'against ruff':>13}")
    first = 0.0
    for shops, filler in ((1, 1), (1, 4), (1, 16), (4, 1), (16, 1)):
        ekzlint, ruff = measure(shops, filler)
        first = first or ekzlint
        files = shops * len(list(SHOP.rglob("*.py"))) + filler * FILLER_FILES
        print(f"{shops:>5} {files:>6} {ekzlint / first:>11.2f} {ekzlint / ruff:>13.2f}")
    empty = best_time([sys.executable, "-m", "ekzlint", "--version"], Path.cwd())
    print(f"\n`ekzlint --version` takes {empty / first:.2f} of the first row.")


if __name__ == "__main__":
    main()
