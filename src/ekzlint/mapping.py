"""The map of a project: every payment entry point, and which steps of the pipeline were proven there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from ekzlint.config import Config
from ekzlint.findings.model import EntryPoint, FileError, PipelineStep
from ekzlint.flow.entries import Entry, entries_of
from ekzlint.flow.library import Library
from ekzlint.flow.loader import Loader
from ekzlint.flow.machine import Machine
from ekzlint.flow.pipeline import describe
from ekzlint.flow.prefixes import MARKS, Mounts
from ekzlint.flow.project import Project
from ekzlint.flow.shapes import shapes_of
from ekzlint.flow.start import walk
from ekzlint.flow.views import Walk
from ekzlint.knowledge.load import load_knowledge
from ekzlint.room import with_room
from ekzlint.source.discover import discover, display_path
from ekzlint.source.finder import Finder
from ekzlint.source.roots import project_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The payment entry points of a project, and the files that nobody could look into."""

    points: tuple[EntryPoint, ...]
    unread: tuple[FileError, ...]


def draw_map(paths: Sequence[Path], config: Config, *, progress: Callable[[int, int], None] | None = None) -> Map:
    """Return the payment entry points of files and folders, sorted by path and line.

    Raises KnowledgeError where a provider file of the configuration cannot be used. `progress` is told (done, total).
    """
    knowledge = load_knowledge(config.knowledge)
    files, lost = discover(paths, config)
    root = project_root(files)
    loader = Loader(knowledge, config.adapters, config.root, top=root)
    machine = Machine(Project(Finder(root), loader.load), Library(knowledge), shapes_of(knowledge))
    found: dict[tuple[str, int, str], tuple[Entry, EntryPoint]] = {}
    mounting: list[str] = []
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files))
        name = path.as_posix()
        if loader.holds(name, MARKS):
            mounting.append(name)
        if loader.triggers(name):
            for entry, point in with_room(partial(_points, machine, name)):
                found[point.path, point.line, point.function] = entry, point
    mounts = _mounts(machine, mounting if found else [])
    points = [_shown(_whole(mounts, *found[key])) for key in sorted(found)]
    broken = [loader.broken[path] for path in sorted(loader.broken)]
    unread = [msgspec.structs.replace(error, path=display_path(Path(error.path))) for error in (*lost, *broken)]
    return Map(points=tuple(points), unread=tuple(sorted(unread, key=lambda error: (error.path, error.line))))


def _points(machine: Machine, path: str) -> list[tuple[Entry, EntryPoint]]:
    module = machine.project.module(path)
    walks = (Walk(machine, entry, walk(machine, entry)) for entry in (entries_of(machine, module) if module else ()))
    pairs = ((each.entry, describe(each)) for each in walks)
    return [(entry, point) for entry, point in pairs if point is not None]


def _mounts(machine: Machine, files: Sequence[str]) -> Mounts:
    mounts = Mounts(machine)
    for path in files:
        module = with_room(partial(machine.project.module, path))
        if module is not None:
            mounts.add(module)
    return mounts


def _whole(mounts: Mounts, entry: Entry, point: EntryPoint) -> EntryPoint:
    """The entry point with all of its path."""
    verbs, _, path = point.route.rpartition(" ")
    if path.isupper():
        verbs, path = point.route, ""
    return msgspec.structs.replace(point, route=f"{verbs} {mounts.of(entry, path)}".strip())


def _shown(point: EntryPoint) -> EntryPoint:
    """The entry point with paths as the user sees them."""
    return msgspec.structs.replace(
        point, path=display_path(Path(point.path)), steps=tuple(_shown_step(step) for step in point.steps)
    )


def _shown_step(step: PipelineStep) -> PipelineStep:
    return msgspec.structs.replace(step, path=display_path(Path(step.path))) if step.path else step
