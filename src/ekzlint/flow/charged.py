"""Which columns of the shop's own rows are charged: a sum that one handler stores, another may ask a provider for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.flow.elsewhere import events_of, modules_around
from ekzlint.flow.values import DB

if TYPE_CHECKING:
    from ekzlint.flow.machine import Machine
    from ekzlint.flow.project import ModuleInfo


def is_charged(machine: Machine, module: ModuleInfo, label: str, column: str) -> bool:
    """Whether a module around `module` charges a column of the rows that are called `label`."""
    wanted = f"{label}.{column}"
    near = (other for other in modules_around(machine, module) if other.evidence)
    return any(wanted in _charged_in(machine, other) for other in near)


def _charged_in(machine: Machine, module: ModuleInfo) -> frozenset[str]:
    """`Order.total` for every column whose value a walk from the module charges."""
    return machine.settle(("charged", module.path), frozenset[str](), lambda: _look(machine, module))


def _look(machine: Machine, module: ModuleInfo) -> frozenset[str]:
    values = (value for event in events_of(machine, module, "charge") for value in event.values)
    return frozenset(".".join(value.name.split(".")[-2:]) for value in values if value.origin & DB)
