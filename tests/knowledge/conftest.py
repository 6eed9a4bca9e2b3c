from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from ekzlint import cli
from ekzlint.config import Config
from ekzlint.engine import check
from ekzlint.findings.model import Finding


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


Found = Callable[..., list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Check one file of a project, given as text, and return what is found for the codes."""

    def check_text(
        text: str, *select: str, knowledge: tuple[Path, ...] = (), name: str = "shop/api.py"
    ) -> list[Finding]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        result = check([path], Config(select=select, knowledge=knowledge))
        assert not result.errors
        return list(result.findings)

    return check_text


class Outcome(NamedTuple):
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `ekzlint` in this process, as its console script does."""

    def run_ekzlint(*args: str) -> Outcome:
        with pytest.raises(SystemExit) as exit_:
            cli.main(list(args))
        out, err = capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return Outcome(exit_.value.code, out, err)

    return run_ekzlint
