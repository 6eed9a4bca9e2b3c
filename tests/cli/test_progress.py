from __future__ import annotations

from typing import Any

import pytest

from ekzlint.cli import progress


class FakeBar:
    """Stands for rich's bar and remembers what it shows."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, int]] = []
        self.stopped = False
        self.task_ids = [7]

    def add_task(self, description: str, total: int) -> None: ...

    def start(self) -> None: ...

    def update(self, task: int, completed: int, total: int) -> None:
        assert task == 7
        self.shown.append((completed, total))

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def bar(monkeypatch: pytest.MonkeyPatch) -> FakeBar:
    fake = FakeBar()
    monkeypatch.setattr(progress, "_bar", lambda: fake)
    return fake


def test_a_bar_appears_only_when_it_takes_long(clock: list[float], bar: FakeBar):
    with progress.Progress(shown=True) as show:
        show(1, 9)
        assert bar.shown == []
        clock[0] += 1.5
        show(2, 9)
        show(3, 9)
    assert bar.shown == [(2, 9), (3, 9)]
    assert bar.stopped


def test_no_bar_appears_where_none_is_wanted(clock: list[float], bar: FakeBar):
    with progress.Progress(shown=False) as show:
        clock[0] += 60
        show(2, 9)
    assert bar.shown == []


def test_the_real_bar_writes_to_standard_error(clock: list[float], capsys: pytest.CaptureFixture[str]):
    with progress.Progress(shown=True) as show:
        clock[0] += 2
        show(2, 9)
    bar: Any = show._bar
    assert bar.console.stderr
    assert (bar.tasks[0].completed, bar.tasks[0].total) == (2, 9)
    assert capsys.readouterr().out == ""
