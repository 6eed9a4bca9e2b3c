"""What the entry points of another module do: asked where one handler goes on with what another one left."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ekzlint.flow.machine import Machine
    from ekzlint.flow.project import ModuleInfo
    from ekzlint.flow.run import Event


def events_of(machine: Machine, module: ModuleInfo, kind: str, only: Container[str] | None = None) -> Iterator[Event]:
    """The events of one kind that walks from a module's entry points come to; `only` names those to walk from."""
    # Imported here: a walk is what comes to this module in the first place.
    from ekzlint.flow.entries import entries_of
    from ekzlint.flow.start import walk

    for entry in entries_of(machine, module):
        if only is None or entry.name in only:
            yield from (event for event in walk(machine, entry).events if event.kind == kind)


def modules_around(machine: Machine, module: ModuleInfo) -> Iterator[ModuleInfo]:
    """The other modules near one that may answer requests."""
    for path in machine.project.around(module):
        near = machine.project.module(path)
        if near is not None:
            yield near
