from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from ekzlint.cli.watch import rounds
from ekzlint.config import Config


@pytest.mark.parametrize("library", [True, False], ids=["told", "looking"])
def test_a_round_at_once_and_one_after_a_change(
    tmp_path: Path, library: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    if library:
        pytest.importorskip("watchfiles")
    else:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    going = rounds([tmp_path], Config)
    next(going)
    timer = threading.Timer(1.0, lambda: file.write_text("a = 22\n"))
    timer.start()
    next(going)
    timer.join()
    assert "Ctrl-C" in capsys.readouterr().err
    going.close()
