"""The lines of a new guard: where they go, what gives way to them, and how what follows moves to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.event_model import EventModel
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.place import Place, indented
from ekzlint.flow.run import Event

_LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class Known:
    """What another guard of the handler tells: it gives way to the new one.

    `end` is what a repeated event is answered, `gone` the statements of the old guard, `notes` what is said of them.
    """

    place: Place | None = None
    key: str = ""
    end: tuple[str, ...] = ()
    model: str = ""
    gone: tuple[cst.BaseStatement, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guarding:
    """A guard to be written."""

    handler: Handler
    place: Place
    model: EventModel
    key: str
    end: tuple[str, ...]
    effects: tuple[Event, ...]
    known: Known

    @property
    def first_line(self) -> int:
        """The line of the statement in front of which the guard goes."""
        return self.handler.tree.span(self.place.first).line

    @property
    def step(self) -> str:
        """One level of indentation."""
        return self.handler.step

    @property
    def answer(self) -> list[str]:
        """The lines that answer a repeated event, one level in."""
        return [self.step + line if line else "" for line in self.end]

    def call(self, head: str, argument: str, tail: str = ")") -> list[str]:
        """A call with one argument, on three lines where one would be too long."""
        line = f"{head}{argument}{tail}"
        deep = len(self.handler.tree.indent(self.first_line)) + len(self.step)
        return [line] if deep + len(line) <= _LONGEST else [head, f"{self.step}{argument}", tail]

    def put(self, lines: Sequence[str]) -> list[Edit]:
        """The lines in front of the place, and the statements that give way to them taken out."""
        tree, first = self.handler.tree, self.place.first
        indent = tree.indent(self.first_line)
        text = "".join(f"{indent}{line}\n" if line else "\n" for line in [*self.known.notes, *lines])
        edits: list[Edit] = []
        for part in self.known.gone:
            span = tree.span(part)
            place = Span(span.line, 1, span.end_line + 1, 1)
            edits.append(Edit(tree.path, place, text if part is first else ""))
        if first not in self.known.gone:
            edits.append(self.handler.above(first, text))
        return edits

    def put_around(self, head: str, lines: Sequence[str]) -> list[Edit] | None:
        """The lines, and the rest of the block, inside the `with` of `head`; None where the lines cannot be told."""
        put = self.put([head, *(self.step + line if line else "" for line in lines)])
        start = min(edit.span.line for edit in put if edit.text)
        taken = {line for edit in put for line in range(edit.span.line, max(edit.span.end_line, edit.span.line + 1))}
        last = self.handler.tree.span(self.place.block.body[-1]).end_line
        moved = indented(self.handler.tree, start, last, self.step)
        if moved is None:
            return None
        joined = [
            # An insertion is followed by a line that moves too.
            replace(edit, text=edit.text + self.step) if edit.span.line == edit.span.end_line == start else edit
            for edit in put
        ]
        return [*joined, *(edit for edit in moved if edit.span.line not in taken)]
