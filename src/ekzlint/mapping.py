"""The map of a project: every payment entry point, and which steps of the pipeline were proven there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from ekzlint.config import Config
from ekzlint.findings.model import EntryPoint, PipelineStep
from ekzlint.flow.entries import entries_of
from ekzlint.flow.library import Library
from ekzlint.flow.loader import Loader
from ekzlint.flow.machine import Machine
from ekzlint.flow.pipeline import describe
from ekzlint.flow.project import Project
from ekzlint.flow.shapes import shapes_of
from ekzlint.flow.start import walk
from ekzlint.flow.views import Walk
from ekzlint.knowledge.load import load_knowledge
from ekzlint.room import with_room
from ekzlint.source.discover import discover, display_path
from ekzlint.source.finder import Finder
from ekzlint.source.roots import project_root


def entry_points(
    paths: Sequence[Path], config: Config, *, progress: Callable[[int, int], None] | None = None
) -> tuple[EntryPoint, ...]:
    """Return the payment entry points of files and folders, sorted by path and line.

    Raises KnowledgeError where a provider file of the configuration cannot be used. `progress` is told (done, total).
    """
    knowledge = load_knowledge(config.knowledge)
    files, _ = discover(paths, config)
    root = project_root(files)
    loader = Loader(knowledge, config.adapters, config.root, top=root)
    machine = Machine(Project(Finder(root), loader.load), Library(knowledge), shapes_of(knowledge))
    found: dict[tuple[str, int, str], EntryPoint] = {}
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files))
        if loader.triggers(path.as_posix()):
            for point in with_room(partial(_points, machine, path.as_posix())):
                found[point.path, point.line, point.function] = _shown(point)
    return tuple(found[key] for key in sorted(found))


def _points(machine: Machine, path: str) -> list[EntryPoint]:
    module = machine.project.module(path)
    walks = (Walk(machine, entry, walk(machine, entry)) for entry in (entries_of(machine, module) if module else ()))
    return [point for point in map(describe, walks) if point is not None]


def _shown(point: EntryPoint) -> EntryPoint:
    """The entry point with paths as the user sees them."""
    return msgspec.structs.replace(
        point, path=display_path(Path(point.path)), steps=tuple(_shown_step(step) for step in point.steps)
    )


def _shown_step(step: PipelineStep) -> PipelineStep:
    return msgspec.structs.replace(step, path=display_path(Path(step.path))) if step.path else step
