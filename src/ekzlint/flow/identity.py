"""Which arguments are the same: values by all that a walk can see of them, whatever objects they are."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, TypeAlias

from ekzlint.findings.model import Step
from ekzlint.flow.values import ClassRef, FuncRef, LambdaRef, ModuleRef, PartialRef, Ref, SuperRef, Value

Met: TypeAlias = dict[int, tuple[int, dict[str, Value]]]
"""Dicts in the order in which they were met, by identity."""
MOST_DICTS: Final = 200
"""Dicts that may be met in the arguments of a call, or in what it gives back: what has more is not kept."""


class NoIdentityError(Exception):
    """A value that cannot be compared: it holds the variables around a function, or too much."""


class Identities:
    """Numbers for values: two get the same one where nothing tells them apart."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Value, met: Met) -> int:
        """The number of a value. `met` gets the dicts on the way, which tells those that are met again.

        Raises NoIdentityError.
        """
        parts: Hashable = None
        if value.fields is not None:
            parts = self._parts(value.fields, met)
        const = value.const
        key = (
            value.origin,
            value.name,
            value.key,
            value.text,
            value.kind,
            type(const),
            const,
            tuple([self._ref(ref, met) for ref in value.refs]) if value.refs else (),
            id(value.type.node) if value.type is not None else 0,
            value.options,
            parts,
            value.sources,
            tuple([_step(step) for step in value.trace]) if value.trace else (),
            value.number,
            _step(value.floated) if value.floated is not None else (),
            value.when_true,
            value.when_false,
            value.adds_to,
            value.found_by,
        )
        return self._numbers.setdefault(key, len(self._numbers))

    def _parts(self, fields: dict[str, Value], met: Met) -> Hashable:
        known = met.get(id(fields))
        if known is not None:
            return known[0]
        if len(met) >= MOST_DICTS:
            raise NoIdentityError
        met[id(fields)] = (len(met), fields)
        return tuple([(name, self.number(part, met)) for name, part in fields.items()])

    def _ref(self, ref: Ref, met: Met) -> Hashable:
        # Facts live as long as the machine, and so do their ids.
        if isinstance(ref, ClassRef):
            return id(ref.node)
        if isinstance(ref, ModuleRef):
            return ref.module.path
        if isinstance(ref, FuncRef) and not ref.closure:
            owner = None if ref.owner is None else self.number(ref.owner, met)
            return id(ref.node), id(ref.klass.node) if ref.klass else 0, owner
        if isinstance(ref, SuperRef):
            return "super", id(ref.klass.node), self.number(ref.owner, met)
        if isinstance(ref, PartialRef):
            args = tuple(self.number(arg, met) for arg in ref.args)
            keywords = tuple((name, self.number(arg, met)) for name, arg in ref.keywords)
            return self.number(ref.target, met), args, keywords
        raise NoIdentityError


def _step(step: Step) -> Hashable:
    return step.path, step.span, step.key, tuple(step.params.items())


def dicts_in(values: tuple[Value, ...], found: set[int]) -> None:
    """Gather the identities of all dicts that values lead to."""
    for value in values:
        if value.fields is not None and id(value.fields) not in found:
            found.add(id(value.fields))
            dicts_in(tuple(value.fields.values()), found)
        for ref in value.refs:
            _dicts_of(ref, found)


def _dicts_of(ref: Ref, found: set[int]) -> None:
    if isinstance(ref, PartialRef):
        dicts_in((ref.target, *ref.args, *(arg for _, arg in ref.keywords)), found)
    elif isinstance(ref, SuperRef):
        dicts_in((ref.owner,), found)
    elif isinstance(ref, FuncRef | LambdaRef):
        if isinstance(ref, FuncRef) and ref.owner is not None:
            dicts_in((ref.owner,), found)
        if ref.closure and id(ref.closure) not in found:
            found.add(id(ref.closure))
            dicts_in(tuple(ref.closure.values()), found)
