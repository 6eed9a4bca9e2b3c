"""The pipeline: discover, triage, analyse, finish; with a memory, only what has changed is analysed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ekzlint import __version__
from ekzlint.cache.key import facts_key, key_of
from ekzlint.cache.memory import Memory, make_folder
from ekzlint.cache.records import Analysis, FileState
from ekzlint.config import Config
from ekzlint.findings.model import FileError, Result, Stats
from ekzlint.finish import Finish
from ekzlint.knowledge.load import load_knowledge
from ekzlint.profile import Profile
from ekzlint.room import with_room
from ekzlint.source.discover import discover_names, display_path
from ekzlint.source.finder import Finder
from ekzlint.source.read import read_text
from ekzlint.source.roots import project_root

if TYPE_CHECKING:
    from ekzlint.flow.loader import Loader
    from ekzlint.jobs import Portion

CACHE: Final = ".ekzlint_cache"


@dataclass
class _Run:
    """What the stages hand on. Paths are absolute."""

    config: Config
    files: list[str]
    root: Path
    overlay: Mapping[str, bytes]
    profile: Profile
    timed: bool
    """Whether the time of each rule is wanted, which takes time itself."""
    finder: Finder
    memory: Memory | None = None
    loader: Loader | None = None
    states: dict[str, FileState] = field(default_factory=dict)
    """Of the files that were read in this run."""
    analyses: dict[str, Analysis] = field(default_factory=dict)
    fresh: dict[str, Analysis] = field(default_factory=dict)
    """Those that were made in this run."""
    folders: dict[str, int] = field(default_factory=dict)

    def state(self, path: str) -> FileState | None:
        """What is known of a file."""
        return self.states.get(path) or (self.memory.state(path) if self.memory else None)


def check(
    paths: Sequence[Path],
    config: Config,
    *,
    stdin: tuple[str, bytes] | None = None,
    overlay: Mapping[str, bytes] | None = None,
    cache: bool = False,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    profile: Profile | None = None,
    note: Callable[[str], None] | None = None,
) -> Result:
    """Check files and folders, or one text given as (name, bytes), and return all that was found.

    `overlay` holds what files would contain, by absolute path, as if it were written already.
    With `cache`, what has not changed since the last run is not analysed again. `progress` is told (done, total),
    and `note` what a person may want to know of the run itself.
    Raises KnowledgeError where a provider file of the configuration cannot be used.
    """
    began = time.perf_counter()
    timed, profile = profile is not None, profile or Profile()
    with profile.stage("discover"):
        named = [(Path.cwd() / stdin[0]).as_posix()] if stdin else []
        found, lost = (named, list[FileError]()) if stdin else discover_names(paths, config)
        root = project_root(found)
    overlay = {**(overlay or {}), **({found[0]: stdin[1]} if stdin else {})}
    run = _Run(config, found, root, overlay, profile, timed, Finder(root))
    if cache and not overlay:
        with profile.stage("cache"):
            _remember(run, note)
    if run.memory is None or not run.memory.known:
        load_knowledge(config.knowledge)
    with profile.stage("triage"):
        wanted = _triage(run)
    with profile.stage("start and wait for processes"):
        parsed = with_room(lambda: _analyse(run, wanted, jobs, progress))
    with profile.stage("cache"):
        _keep(run)
    with profile.stage("report"):
        return _result(run, lost, Stats(files_seen=len(run.files), files_parsed=parsed, seconds=_since(began)))


def _since(began: float) -> float:
    return time.perf_counter() - began


def _remember(run: _Run, note: Callable[[str], None] | None) -> None:
    """Read what the last run left."""
    run.memory = Memory(run.config.cache_dir or run.root / CACHE, key_of(run.config, run.root), run.root)
    if run.memory.note and note:
        note(run.memory.note)
    run.memory.look()


def _loader(run: _Run) -> Loader:
    """The loader of this process, made when the first file has to be read."""
    if run.loader is None:
        from ekzlint.cache.facts import FactStore
        from ekzlint.flow.loader import Loader

        facts = FactStore(*_facts(run)) if run.memory else None
        config = run.config
        run.loader = Loader(
            load_knowledge(config.knowledge), config.adapters, config.root, run.overlay, facts, run.root
        )
    return run.loader


def _facts(run: _Run) -> tuple[Path, str]:
    assert run.memory is not None
    make_folder(run.memory.folder)
    return run.memory.folder / "facts", facts_key()


def _triage(run: _Run) -> list[str]:
    """The files that have to be analysed: in the others nothing can be found."""
    unknown = [path for path in run.files if run.state(path) is None]
    if unknown:
        loader = _loader(run)
        for path in unknown:
            loader.triggers(path)
        run.states.update(loader.states(unknown))
    return [path for path in run.files if _wanted(run, path)]


def _wanted(run: _Run, path: str) -> bool:
    state = run.state(path)
    return state is not None and state.wanted


def _analyse(run: _Run, wanted: Sequence[str], jobs: int, progress: Callable[[int, int], None] | None) -> int:
    """Have every wanted file analysed, from memory or afresh; returns how many files were parsed."""
    for path in wanted:
        known = run.memory.analysis(path) if run.memory else None
        if known is not None:
            run.analyses[path] = known
    todo = [path for path in wanted if path not in run.analyses]
    if todo:
        from ekzlint.jobs import Setting, in_processes, pays

        setting = Setting(run.config, run.root, _facts(run) if run.memory else None, run.timed)
        if pays(len(todo), jobs) and not run.overlay:
            for portion in in_processes(setting, todo, jobs):
                _take(run, portion)
                if progress:
                    progress(len(run.fresh), len(todo))
        _analyse_here(run, [path for path in todo if path not in run.fresh], progress)
    run.analyses.update(run.fresh)
    return len(frozenset[str]().union(*(analysis.reads for analysis in run.fresh.values())))


def _analyse_here(run: _Run, todo: Sequence[str], progress: Callable[[int, int], None] | None) -> None:
    from ekzlint.analysis import Analyser

    if not todo:
        return
    loader = _loader(run)
    analyser = Analyser(load_knowledge(run.config.knowledge), loader, run.finder, run.profile if run.timed else None)
    for done, path in enumerate(todo):
        if progress:
            progress(done, len(todo))
        run.fresh[path] = analyser.analyse(path)
        run.states.update(loader.states(run.fresh[path].reads))


def _take(run: _Run, portion: Portion) -> None:
    run.fresh.update(portion.analyses)
    run.states.update(portion.states)
    run.folders.update(portion.folders)
    run.profile.add(portion.times)


def _keep(run: _Run) -> None:
    if run.memory:
        run.memory.write(run.states, run.fresh, run.finder, run.folders)


def _result(run: _Run, lost: Sequence[FileError], stats: Stats) -> Result:
    finish = Finish(run.config, run.loader.text if run.loader else _plain_text)
    analyses = [run.analyses[path] for path in run.files if path in run.analyses]
    broken = _broken(run)
    errors = [*lost, *broken, *(error for analysis in analyses for error in analysis.errors)]
    findings = finish.findings(
        [located for analysis in analyses for located in analysis.found],
        frozenset(run.files),
        [path for path in run.files if _speaks(run, path)],
        [*broken, *(error for error in errors if error.line == 0 and error not in broken)],
    )
    errors = [*errors, *finish.problems]
    told = [msgspec.structs.replace(error, path=display_path(Path(error.path))) for error in errors]
    return Result(
        version=__version__,
        language=run.config.lang,
        findings=tuple(findings),
        errors=tuple(sorted(told, key=lambda error: (error.path, error.line))),
        stats=stats,
        sources=finish.sources(findings, _read(run)) if findings else {},
    )


def _plain_text(path: str) -> str:
    text = read_text(Path(path), path)
    return text if isinstance(text, str) else ""


def _read(run: _Run) -> frozenset[str]:
    """All files that were looked into, in this run or in those before it."""
    return frozenset[str]().union(*(analysis.reads for analysis in run.analyses.values()))


def _broken(run: _Run) -> list[FileError]:
    """Files that could not be read or parsed, among those that were asked for and those that were looked into."""
    read = _read(run)
    states = ((path, run.state(path)) for path in sorted(read.union(run.files)))
    # An earlier run may have parsed a file that this one had no reason to parse: then its fault is no news of this one.
    return [
        state.broken
        for path, state in states
        if state is not None and state.broken is not None and (path in read or state.wanted or not state.digest)
    ]


def _speaks(run: _Run, path: str) -> bool:
    state = run.state(path)
    return state is not None and state.directive
