"""What ekzlint costs beside other tools, in processor time, and how that grows. Prints two tables; figures are ratios.

Every figure of a row comes from the same run on the same machine. `python benchmarks/run.py NAME ...` measures those
corpora only (pretix, django-oscar, dj-stripe, wagtail, nautobot, monorepo, growth).
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpora import FILLER_FILES, PACKAGES, SHOP, generated, package, python_files
from measure import EKZLINT, Measure, bandit, best, ruff, semgrep

ROUNDS = 3
MONOREPO_FILES = 20_000
SETTLED = 2.5
"""Seconds after which a file's time stamp is believed, so that a warm run is one as people have it."""
CHANGED = {
    "pretix": "pretix/plugins/stripe/views.py",
    "django-oscar": "oscar/apps/payment/models.py",
    "dj-stripe": "djstripe/views.py",
    "wagtail": "wagtail/models/sites.py",
    "nautobot": "nautobot/core/views/generic.py",
    "monorepo": "shop0/app/webhooks/gateway.py",
}
"""The file that is changed for the run after one change."""


@dataclass(frozen=True)
class Row:
    """The measures of one corpus."""

    name: str
    files: int
    cold: Measure
    warm: Measure
    one: Measure
    semgrep: Measure
    bandit: Measure
    ruff: Measure


def measured(name: str, folder: Path) -> Row:
    """Run every tool on one corpus."""
    with tempfile.TemporaryDirectory(prefix="ekzlint-cache-") as cache:
        warm = [*EKZLINT, "--cache-dir", cache, "."]
        cold = best([*EKZLINT, "--no-cache", "."], folder, 2)
        best(warm, folder)
        time.sleep(SETTLED)
        best(warm, folder)
        again = best(warm, folder, ROUNDS)
        changed = folder / CHANGED[name]
        one = best(warm, folder, ROUNDS, lambda: _change(changed))
    return Row(
        name,
        len(python_files(folder)),
        cold,
        again,
        one,
        best([*semgrep(), "."], folder),
        best(bandit(), folder),
        best(ruff(), folder, ROUNDS),
    )


def _change(path: Path) -> None:
    """Add a statement to a file, so that its facts are others."""
    path.write_text(path.read_text(encoding="utf-8") + f"\n_CHANGED = {time.time_ns()}\n", encoding="utf-8")


def beside_others(names: list[str]) -> None:
    """The first table."""
    print(
        "| corpus | files | cold / Semgrep | cold / Bandit | warm / ruff | one changed / cold | one changed | memory |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="ekzlint-bench-") as temporary:
            folder = Path(temporary)
            corpus = package(name, folder) if name in PACKAGES else generated(folder / name, 1, _filler())
            row = measured(name, corpus)
        cells = (
            f"{row.cold.seconds / row.semgrep.seconds:.2f}",
            f"{row.cold.seconds / row.bandit.seconds:.2f}",
            f"{row.warm.seconds / row.ruff.seconds:.2f}",
            f"{row.one.seconds / row.cold.seconds:.2f}",
            f"{row.one.seconds:.2f} s",
            f"{max(row.cold.memory, row.warm.memory):.0f} MiB",
        )
        print(f"| {name} | {row.files} | {' | '.join(cells)} |", flush=True)


def _filler() -> int:
    return MONOREPO_FILES // FILLER_FILES


def growth() -> None:
    """The second table: each row against the first."""
    print("\n| payment code | other code | files | cold | warm | memory |")
    print("|---:|---:|---:|---:|---:|---:|")
    first: tuple[float, float] | None = None
    for shops, filler in ((1, 1), (1, 4), (1, 16), (4, 1), (16, 1)):
        with tempfile.TemporaryDirectory(prefix="ekzlint-bench-") as temporary:
            folder = generated(Path(temporary) / "repository", shops, filler)
            cold = best([*EKZLINT, "--no-cache", "."], folder, ROUNDS)
            best([*EKZLINT, "."], folder)
            time.sleep(SETTLED)
            warm = best([*EKZLINT, "."], folder, ROUNDS + 1)
        first = first or (cold.seconds, warm.seconds)
        files = shops * len(list(SHOP.rglob("*.py"))) + filler * FILLER_FILES
        times = f"{cold.seconds / first[0]:.2f} | {warm.seconds / first[1]:.2f}"
        print(f"| {shops}x | {filler}x | {files} | {times} | {cold.memory:.0f} MiB |", flush=True)
    empty = best([sys.executable, "-m", "ekzlint", "--version"], Path.cwd(), ROUNDS)
    print(f"\n`ekzlint --version` takes {empty.seconds:.2f} s.")


def main() -> None:
    """Measure what is named, or everything."""
    names = sys.argv[1:] or [*PACKAGES, "monorepo", "growth"]
    unknown = [name for name in names if name not in (*PACKAGES, "monorepo", "growth")]
    if unknown:
        raise SystemExit(f"there is no corpus {unknown[0]!r}")
    if any(name != "growth" for name in names):
        beside_others([name for name in names if name != "growth"])
    if "growth" in names:
        growth()


if __name__ == "__main__":
    main()
