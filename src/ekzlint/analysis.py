"""The analysis of files: parse, walk, check. What comes out does not depend on what a run selects or suppresses."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Final

from ekzlint.cache.records import Analysis, Located
from ekzlint.checks import MODULE_CHECKS, WALK_CHECKS
from ekzlint.findings.model import Draft, FileError
from ekzlint.flow.entries import entries_of
from ekzlint.flow.library import Library
from ekzlint.flow.loader import Loader
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo, Project, Touched
from ekzlint.flow.shapes import shapes_of
from ekzlint.flow.start import walk
from ekzlint.flow.views import Walk
from ekzlint.knowledge.load import Knowledge
from ekzlint.profile import Profile
from ekzlint.room import with_room
from ekzlint.source.finder import Finder

_NOTHING: Final = nullcontext()


@dataclass(slots=True)
class _Seen:
    """What is gathered while one file is checked."""

    drafts: list[Draft] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)


class Analyser:
    """Analyses files one after the other, and shares what modules mean between them."""

    def __init__(self, knowledge: Knowledge, loader: Loader, finder: Finder, profile: Profile | None = None) -> None:
        self.loader = loader
        self._project = Project(finder, self._load)
        self._machine = Machine(self._project, Library(knowledge), shapes_of(knowledge))
        self._stage = profile.stage if profile else _untimed
        self._rule = profile.rule if profile else _untimed

    def analyse(self, path: str) -> Analysis:
        """All that is wrong in a file, and what that rests on."""
        self._project.touched = Touched()
        seen = _Seen()
        try:
            with_room(lambda: self._check(path, seen))
        except RecursionError:
            seen.errors.append(FileError(path=path, line=0, column=0, reason="nested too deeply to be analysed"))
        touched = self._machine.touched()
        return Analysis(
            found=tuple(self._located(draft) for draft in seen.drafts),
            errors=tuple(seen.errors),
            reads=frozenset(touched.modules),
            lookups=frozenset(touched.lookups),
        )

    def _load(self, path: str) -> ModuleInfo | None:
        with self._stage("parse"):
            return self.loader.load(path)

    def _check(self, path: str, seen: _Seen) -> None:
        module = self._project.module(path)
        if module is None:
            return
        for code, check_module in MODULE_CHECKS.items():
            with self._rule(code):
                seen.drafts += check_module(self._machine, module)
        for entry in entries_of(self._machine, module):
            with self._stage("walk"):
                run = walk(self._machine, entry)
            view = Walk(self._machine, entry, run)
            for code, check_walk in WALK_CHECKS.items():
                with self._rule(code):
                    seen.drafts += check_walk(view)
            for limit in sorted(run.limits):
                reason = f"{entry.name}: not followed to the end, the limit of {limit} was reached"
                seen.errors.append(FileError(path=path, line=entry.node.at[0], column=1, reason=reason))

    def _located(self, draft: Draft) -> Located:
        lines = self.loader.statement_lines(draft.path, draft.span)
        return Located(draft, lines, self.loader.def_lines(draft.path, draft.span))


def _untimed(name: str) -> AbstractContextManager[None]:
    return _NOTHING
