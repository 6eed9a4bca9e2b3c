"""Which columns of the shop's own rows are charged: a sum that one handler stores, another may ask a provider for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.flow.values import DB

if TYPE_CHECKING:
    from ekzlint.flow.machine import Machine
    from ekzlint.flow.project import ModuleInfo


def is_charged(machine: Machine, module: ModuleInfo, label: str, column: str) -> bool:
    """Whether a module around `module` charges a column of the rows that are called `label`."""
    for path in machine.project.around(module):
        near = machine.project.module(path)
        if near is not None and near.evidence and f"{label}.{column}" in _charged_in(machine, near):
            return True
    return False


def _charged_in(machine: Machine, module: ModuleInfo) -> frozenset[str]:
    """`Order.total` for every column whose value a walk from the module charges."""
    return machine.settle(("charged", module.path), frozenset[str](), lambda: _look(machine, module))


def _look(machine: Machine, module: ModuleInfo) -> frozenset[str]:
    # Imported here: a walk is what comes to this module in the first place.
    from ekzlint.flow.entries import entries_of
    from ekzlint.flow.start import walk

    charges = (event for entry in entries_of(machine, module) for event in walk(machine, entry).events)
    values = (value for event in charges if event.kind == "charge" for value in event.values)
    return frozenset(".".join(value.name.split(".")[-2:]) for value in values if value.origin & DB)
