"""Registers an event in front of a handler's effects, in their transaction, and stops where it is known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ekzlint.fixes.answer import acknowledgement
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.event_key import event_key, event_kind
from ekzlint.fixes.event_model import event_model
from ekzlint.fixes.guarding import Guarding, Known
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.in_django import in_django
from ekzlint.fixes.in_sql import TABLE, in_sql
from ekzlint.fixes.in_sqlalchemy import in_sqlalchemy
from ekzlint.fixes.place import Place, before, line_in
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event


@dataclass(frozen=True)
class Registration:
    """The edits, and how the user's message calls the table.

    It was there already (`event`), needs a migration (`table`), or is made by the project itself (`sql`).
    """

    edits: tuple[Edit, ...]
    model: str
    kind: Literal["event", "table", "sql"]


def registration(handler: Handler, effects: Sequence[Event], known: Known | None = None) -> Registration | None:
    """The registration of an event in front of some effects; None where it cannot be told how to write one."""
    known = known or Known()
    place = known.place or before(handler, effects)
    if place is None or _is_early(handler, place):
        return None
    provider = handler.context.knowledge.providers.get(handler.walk.provider)
    key = known.key or event_key(handler, provider, place)
    answer = None if known.end else acknowledgement(handler)
    end = known.end or ((answer.name,) if answer else ())
    if not key or not end:
        return None
    said = {"provider": f'"{handler.walk.provider}"', "kind": event_kind(handler, provider, place)}
    table = event_model(handler, _modules(handler, effects), said)
    if table is None and not known.model:
        written = in_sql(handler, place, key, end, effects, known)
        return Registration((*written, *(answer.edits if answer else ())), TABLE, "sql") if written else None
    if table is None or (known.model and table.name != known.model):
        return None
    guarding = Guarding(handler, place, table, key, tuple(end), tuple(effects), known)
    made = (in_django if table.dialect == "django" else in_sqlalchemy)(guarding)
    if made is None:
        return None
    return Registration(
        (*made, *(answer.edits if answer else ()), *table.edits), table.name, "table" if table.is_new else "event"
    )


def _is_early(handler: Handler, place: Place) -> bool:
    """Whether the message is only proven behind the place: a forged one would be registered for the real one."""
    first = handler.tree.span(place.first).line
    lines = [line_in(handler, proof) for proof in handler.walk.of("verify", "refetch", "signature")]
    return any(line >= first for line in lines) and not any(0 < line < first for line in lines)


def _modules(handler: Handler, effects: Sequence[Event]) -> list[ModuleInfo]:
    """The handler's module, and those in which its effects come about."""
    found = {handler.module.path: handler.module}
    for event in effects:
        found.setdefault(event.module.path, event.module)
    return list(found.values())
