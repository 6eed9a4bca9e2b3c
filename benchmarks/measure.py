"""Measures the processor time of commands, and the memory of their largest process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import tool

RULES = Path(__file__).parent / "semgrep"
EKZLINT = (sys.executable, "-m", "ekzlint", "check", "--quiet", "--format", "concise")


@dataclass(frozen=True)
class Measure:
    """Seconds that the processors worked for it, and MiB of the largest process.

    Not the time from start to end: other work on the machine would change that, and the number of processors.
    """

    seconds: float
    memory: float


def best(command: Sequence[str], folder: Path, rounds: int = 1, before: Callable[[], object] = lambda: None) -> Measure:
    """The fastest of some runs; `before` is done before each and not counted."""
    found = []
    for _ in range(rounds):
        before()
        found.append(_run(command, folder))
    return Measure(min(one.seconds for one in found), max(one.memory for one in found))


def _run(command: Sequence[str], folder: Path) -> Measure:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} failed ({process.returncode}): {errors.decode(errors='replace')[-2000:]}")
    return Measure(seconds, usage.ru_maxrss / 1024)


def semgrep() -> list[str]:
    """Semgrep's free engine, with rules for the same mistakes."""
    return [
        str(tool("semgrep")),
        "scan",
        "--config",
        str(RULES),
        "--metrics",
        "off",
        "--disable-version-check",
        "--quiet",
    ]


def bandit() -> list[str]:
    """Bandit with all of its rules."""
    return [str(tool("bandit")), "--quiet", "--recursive", "."]


def ruff() -> list[str]:
    """Ruff with its default rules and no cache."""
    return [str(tool("ruff")), "check", "--no-cache", "--quiet", "--isolated", "."]
