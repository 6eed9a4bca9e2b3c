"""Waits for files to change, by `watchfiles` where it is installed, else by looking again and again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from ekzlint.config import Config
from ekzlint.source.discover import discover

_PAUSE: Final = 0.5
"""Seconds between two looks at the files, where nothing tells of changes."""
_LOOKS: Final = 5
"""A look may take one part in so many of the time."""
_SUFFIXES: Final = (".py", ".toml", ".gitignore")


def rounds(paths: Sequence[Path], config: Callable[[], Config]) -> Iterator[None]:
    """Go round once at once and then after each change, until the user interrupts."""
    waiting = _told(paths) or _looked_for(paths, config)
    try:
        while True:
            yield
            click.echo("Watching for changes; Ctrl-C stops.", err=True)
            if next(waiting, False) is False:
                return
    except KeyboardInterrupt:
        return


def _told(paths: Sequence[Path]) -> Iterator[None] | None:
    """One item a change, as the operating system tells it; None without the library for it."""
    try:
        import watchfiles
    except ImportError:
        return None
    changes = watchfiles.watch(*paths, watch_filter=lambda change, path: path.endswith(_SUFFIXES), raise_interrupt=True)
    return (None for _ in changes)


def _looked_for(paths: Sequence[Path], config: Callable[[], Config]) -> Iterator[None]:
    """One item a change, found by comparing time stamps."""
    before = _stamps(paths, config())
    while True:
        began = time.monotonic()
        now = _stamps(paths, config())
        if now != before:
            before = now
            yield None
        time.sleep(max(_PAUSE, _LOOKS * (time.monotonic() - began)))


def _stamps(paths: Sequence[Path], config: Config) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for path in (*discover(paths, config)[0], *([config.file] if config.file else [])):
        try:
            state = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found
