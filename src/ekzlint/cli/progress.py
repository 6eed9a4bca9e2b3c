"""A progress bar for the runs that take long enough to need one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import rich.progress

_PATIENCE: Final = 1.0
"""Seconds before a bar appears."""


class Progress:
    """Takes (done, total) as a call and draws a bar on standard error, once the run has lasted a second."""

    def __init__(self, *, shown: bool) -> None:
        """Take whether there is a terminal to draw on."""
        self._shown = shown
        self._start = time.monotonic()
        self._bar: rich.progress.Progress | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are analysed."""
        if not self._shown or (self._bar is None and time.monotonic() - self._start < _PATIENCE):
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.add_task("checking", total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)


def _bar() -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    return Progress(*columns, console=Console(stderr=True), transient=True)
