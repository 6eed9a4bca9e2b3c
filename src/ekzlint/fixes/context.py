"""What a fix may ask: the file's text, facts and tree, other modules, and what was seen on the way to a finding."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

from ekzlint.config import Config
from ekzlint.facts import records as r
from ekzlint.facts.walk import all_expressions, statements
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.tree import Tree
from ekzlint.flow.entries import entries_of
from ekzlint.flow.library import Library
from ekzlint.flow.loader import Loader
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo, Project
from ekzlint.flow.run import Event
from ekzlint.flow.shapes import shapes_of
from ekzlint.flow.start import walk
from ekzlint.flow.views import Walk
from ekzlint.knowledge.load import Knowledge
from ekzlint.source.finder import Finder
from ekzlint.source.roots import project_root

Trees: TypeAlias = "dict[str, Tree]"
Expression = TypeVar("Expression", bound=r.Expr)


class Context:
    """The project at one moment. Files are read, parsed and walked when a fix asks, and once."""

    def __init__(
        self, knowledge: Knowledge, config: Config, files: Sequence[Path], overlay: Mapping[str, bytes], trees: Trees
    ) -> None:
        """`files` are those that are checked; `trees` are kept from one moment to the next."""
        self.files, self._kept = files, trees
        self.knowledge, self._overlay = knowledge, overlay
        root = project_root(files)
        self._loader = Loader(knowledge, config.adapters, config.root, overlay, top=root)
        self.machine = Machine(Project(Finder(root), self._loader.load), Library(knowledge), shapes_of(knowledge))
        self._trees: dict[str, Tree] = {}
        self._walks: dict[tuple[str, str, int], Walk] = {}

    @staticmethod
    def path_of(finding: Finding) -> str:
        """The absolute path of the file that a finding is in."""
        return Path(os.path.abspath(finding.path)).as_posix()  # noqa: PTH100 - a link stays one

    def module(self, path: str) -> ModuleInfo | None:
        """The facts of a file."""
        return self.machine.project.module(path)

    def tree(self, path: str) -> Tree:
        """The LibCST tree of a file. Raises what LibCST raises."""
        if path not in self._trees:
            self.module(path)
            text = self._loader.text(path)
            known = self._kept.get(path)
            self._kept[path] = known if known is not None and known.text == text else Tree(path, text)
            self._trees[path] = self._kept[path]
        return self._trees[path]

    def text(self, path: str) -> str:
        """The text of a file."""
        self.module(path)
        return self._loader.text(path)

    def exists(self, path: str) -> bool:
        """Whether a file is there, or was made by a repair."""
        return path in self._overlay or Path(path).is_file()

    @staticmethod
    def imports(module: ModuleInfo) -> set[str]:
        """The names of the modules that a file imports, wherever in it."""
        return {stmt.module for stmt in statements(module.facts.body) if isinstance(stmt, r.Import)}

    def expression(self, path: str, span: Span, kind: type[Expression]) -> Expression | None:
        """The fact of a kind that stands exactly at a place."""
        module = self.module(path)
        for expr in all_expressions(module.facts) if module else ():
            if isinstance(expr, kind) and Span(*expr.at) == span:
                return expr
        return None

    def walk_from(self, path: str, span: Span) -> Walk | None:
        """What is seen from the entry point whose `def` stands at a place."""
        module = self.module(path)
        for entry in entries_of(self.machine, module) if module else ():
            if entry.module.path == path and Span(*entry.node.at) == span:
                key = (path, entry.name, entry.node.at[0])
                if key not in self._walks:
                    self._walks[key] = Walk(self.machine, entry, walk(self.machine, entry))
                return self._walks[key]
        return None

    def event_at(self, path: str, kind: str, span: Span) -> Event | None:
        """An event at a place, as some entry point of the same file comes to it."""
        module = self.module(path)
        for entry in entries_of(self.machine, module) if module else ():
            found = self.walk_from(entry.module.path, Span(*entry.node.at))
            for event in found.of(kind) if found else ():
                if event.module.path == path and Span(*event.at) == span:
                    return event
        return None


def span_of(finding: Finding) -> Span:
    """The place of a finding."""
    return Span(finding.line, finding.column, finding.end_line, finding.end_column)
