from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ekzlint import cli
from ekzlint.config import Config
from ekzlint.findings.model import Finding, Result, Stats


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Outcome(NamedTuple):
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run `ekzlint` in this process, as its console script does."""

    def run_ekzlint(*args: str, stdin: bytes | None = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            cli.main(list(args))
        out, err = capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return Outcome(exit_.value.code, out, err)

    return run_ekzlint


class FakeEngine:
    """Stands for the engine: remembers what it was asked and answers with `findings`."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.errors: tuple[Any, ...] = ()
        self.raises: BaseException | None = None
        self.paths: Sequence[Path] = ()
        self.config = Config()
        self.stdin: tuple[str, bytes] | None = None
        self.options: dict[str, Any] = {}

    def check(
        self,
        paths: Sequence[Path],
        config: Config,
        *,
        stdin: tuple[str, bytes] | None = None,
        progress: Callable[[int, int], None] | None = None,
        **options: Any,
    ) -> Result:
        self.paths, self.config, self.stdin, self.options = paths, config, stdin, options
        if self.raises:
            raise self.raises
        if progress:
            progress(1, 1)
        stats = Stats(files_seen=1, files_parsed=1, seconds=0.0)
        return Result(
            version="0", language=config.lang, findings=self.findings, errors=self.errors, stats=stats, sources={}
        )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr("ekzlint.engine.check", fake.check)
    return fake


@pytest.fixture
def finding() -> Callable[..., Finding]:
    def make(code: str = "EKZ203", name: str = "non-constant-time-compare", severity: str = "warning") -> Finding:
        return Finding(
            code=code,
            name=name,
            severity=severity,  # type: ignore[arg-type]
            confidence="high",
            path="hooks.py",
            line=3,
            column=5,
            end_line=3,
            end_column=9,
            message=f"message of {code}",
            remedy="remedy",
            function="hook",
            provider="stripe",
            trace=(),
            fixable=False,
            fingerprint="f" * 16,
        )

    return make
