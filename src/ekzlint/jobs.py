"""Files analysed by several processes, where there is enough to do for them."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from ekzlint.analysis import Analyser
from ekzlint.cache.facts import FactStore
from ekzlint.cache.records import Analysis, FileState
from ekzlint.config import Config
from ekzlint.flow.loader import Loader
from ekzlint.knowledge.load import load_knowledge
from ekzlint.profile import Profile, Times
from ekzlint.room import with_room
from ekzlint.source.finder import Finder

_LEAST_FILES: Final = 24
"""Files to analyse for which further processes are started: fewer are done before the processes are ready."""
_ROUNDS: Final = 8
"""Portions that each process gets: many enough that none is left waiting for another."""


class Portion(msgspec.Struct, frozen=True):
    """What came of some files."""

    analyses: dict[str, Analysis]
    states: dict[str, FileState]
    folders: dict[str, int]
    times: Times


@dataclass(frozen=True)
class Setting:
    """What every process needs to begin."""

    config: Config
    root: Path
    facts: tuple[Path, str] | None
    timed: bool


def pays(files: int, jobs: int) -> bool:
    """Whether further processes would be done sooner."""
    return jobs > 1 and files >= _LEAST_FILES


def in_processes(setting: Setting, paths: Sequence[str], jobs: int) -> Iterator[Portion]:
    """Analyse files in several processes; portions come in the order of the files.

    A portion whose process dies (of memory, mostly) is left out: whoever asks does what is missing.
    """
    size = max(1, -(-len(paths) // (jobs * _ROUNDS)))
    portions = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Forking shares all modules that are loaded by now; elsewhere a process starts afresh.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(min(jobs, len(portions)), context, _begin, (setting,))
    try:
        yield from pool.map(_portion, portions)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class _Worker:
    loader: Loader
    finder: Finder
    profile: Profile
    analyser: Analyser


_workers: list[_Worker] = []
"""The worker of this process, where it is one of several."""


def _begin(setting: Setting) -> None:
    config, finder, profile = setting.config, Finder(setting.root), Profile()
    knowledge = load_knowledge(config.knowledge)
    facts = FactStore(*setting.facts) if setting.facts else None
    loader = Loader(knowledge, config.adapters, config.root, None, facts, setting.root)
    _workers[:] = [
        _Worker(loader, finder, profile, Analyser(knowledge, loader, finder, profile if setting.timed else None))
    ]


def _portion(paths: Sequence[str]) -> Portion:
    (worker,) = _workers
    before = worker.profile.times()
    analyses = with_room(lambda: {path: worker.analyser.analyse(path) for path in paths})
    read = frozenset[str]().union(*(analysis.reads for analysis in analyses.values()))
    times = worker.profile.times().since(before)
    return Portion(analyses, worker.loader.states(read), dict(worker.finder.folders), times)
