"""A run that is killed at any moment leaves a cache that the next run can use."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from ekzlint import engine
from ekzlint.config import Config
from ekzlint.findings.model import Result, Stats
from tests.cache.shop import VERSIONS, build, put

SHOWN = Config(min_confidence="low")
COMMAND = [sys.executable, "-m", "ekzlint", "check", "--quiet", "--format", "concise", "--min-confidence", "low", "."]


def said(result: Result) -> Result:
    return msgspec.structs.replace(result, stats=Stats(files_seen=0, files_parsed=0, seconds=0))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments(tmp_path: Path, seed: int):
    build(tmp_path)
    chance = random.Random(seed)
    began = time.monotonic()
    subprocess.run(COMMAND, cwd=tmp_path, check=False, stdout=subprocess.DEVNULL, timeout=120)
    whole = time.monotonic() - began
    for _ in range(4):
        name = chance.choice(sorted(VERSIONS))
        put(tmp_path, name, chance.choice(VERSIONS[name]))
        process = subprocess.Popen(COMMAND, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        notes: list[str] = []
        again = engine.check([tmp_path], SHOWN, cache=True, note=notes.append)
        assert said(again) == said(engine.check([tmp_path], SHOWN))
        assert notes == []
