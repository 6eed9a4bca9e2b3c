"""What checks see: one walk from an entry point, told in the words of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ekzlint.facts import records as r
from ekzlint.facts.walk import enclosing_function
from ekzlint.findings.model import Span, Step
from ekzlint.flow import recognise
from ekzlint.flow.entries import Entry
from ekzlint.flow.machine import Machine
from ekzlint.flow.outer import Before, before
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event, Run, span
from ekzlint.flow.state import CLEAN, REFETCHED, VERIFIED
from ekzlint.flow.values import Value
from ekzlint.flow.words import TOP_UP, has


@dataclass(eq=False)
class Walk:
    """One entry point and what was seen from it."""

    machine: Machine
    entry: Entry
    run: Run

    @property
    def events(self) -> list[Event]:
        """What happened, in order."""
        return self.run.events

    def of(self, *kinds: str) -> list[Event]:
        """The events of some kinds, in order."""
        if len(kinds) == 1:
            return list(self._by_kind.get(kinds[0], ()))
        return [event for event in self.run.events if event.kind in kinds]

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.run.events:
            found.setdefault(event.kind, []).append(event)
        return found

    def after(self, first: Event) -> list[Event]:
        """What can happen after an event in one and the same request, in order."""
        later = self.run.events[self.run.events.index(first) + 1 :]
        return [event for event in later if self.run.follows(first, event)]

    @cached_property
    def provider(self) -> str:
        """The provider that this entry point deals with, or an empty string."""
        library = self.run.library
        evidence = self.entry.module.evidence
        marks = [library.payload_keys[key] for key in sorted(self.run.keys) if key in library.payload_keys]
        for name in sorted(self.run.headers & set(library.signature_headers)):
            owners = library.signature_headers[name]
            known = owners & evidence or owners
            # A header that several use (`x-signature`) names none of them.
            marks += known if len(known) == 1 else ()
        marks += [event.provider for event in self.events if event.provider]
        named = library.provider_of(f"{self.entry.name} {self.entry.path} {self.entry.module.stem}")
        if named:
            return named
        if marks:
            return max(sorted(set(marks)), key=marks.count)
        return min(self.entry.module.evidence, default="")

    @cached_property
    def is_webhook(self) -> bool:
        """Whether a provider calls this entry point to tell of a payment."""
        return recognise.is_webhook(self)

    @cached_property
    def takes_clients_word(self) -> bool:
        """Whether whoever calls this entry point may say that a payment is paid."""
        return recognise.takes_clients_word(self)

    @cached_property
    def is_top_up(self) -> bool:
        """Whether the client may well choose the amount: a deposit, a donation, a tip."""
        folder = self.entry.module.path.split("/")[-2:-1]
        return has(f"{self.entry.name} {self.entry.path} {self.entry.module.stem} {' '.join(folder)}", TOP_UP)

    @property
    def place(self) -> Span:
        """The handler's `def`."""
        return span(self.entry.node.at)

    @cached_property
    def before(self) -> Before:
        """What other modules put before the entry point."""
        return before(self.machine, self.entry, self.run.route or self.entry.path)

    def proven(self, event: Event) -> bool:
        """Whether the message was proven authentic before an event, on every path."""
        return bool(event.facts & {VERIFIED, REFETCHED}) or VERIFIED in self.before.facts

    def trace_to(self, event: Event) -> tuple[Step, ...]:
        """The calls from the handler to an event, and the event."""
        return (*event.chain[1:], event.step)


def still_tainted(value: Value, event: Event) -> bool:
    """Whether the client decides the value at that event, and nothing compared it with the server's."""
    return value.tainted and bool(value.sources) and not all(CLEAN + source in event.facts for source in value.sources)


def site_of(event: Event, source: Step) -> tuple[ModuleInfo, Span, str]:
    """Where the function that read the client's value makes the payment call, or the call that leads to it."""
    places: list[tuple[str, Span]] = [(step.path, step.span) for step in event.chain[1:]]
    places.append((event.module.path, span(event.at)))
    reader = enclosing_function(event.module.facts, source.span.line) if source.path == event.module.path else None
    for path, where in reversed(places):
        if path != source.path:
            continue
        if reader is None or reader.first_line <= where.line <= reader.last_line:
            return event.module, where, path
    path, where = places[-1]
    return event.module, where, path


def function_at(module: r.Module, line: int) -> str:
    """The qualified name of the function around a line."""
    function = enclosing_function(module, line)
    return function.qualname if function else ""
