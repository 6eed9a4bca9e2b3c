"""Abstract values: what the flow layer knows of a value at run time, and how two of them join.

A value remembers where it comes from (origin bits, with the places that were read), what it denotes (a function, a
class, an instance), its parts where they are known, and which guards its truth or falsehood would prove.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from ekzlint.findings.model import Step
from ekzlint.limits import LONGEST_TRACE

if TYPE_CHECKING:
    from ekzlint.facts import records as r
    from ekzlint.flow.project import ModuleInfo

CLIENT: Final = 1
"""Sent by whoever calls the endpoint: a browser, or for a webhook the provider or a forger."""
PROVIDER: Final = 2
"""Answered by the provider: an API response or a verified event."""
DB: Final = 4
CONFIG: Final = 8
CONST: Final = 16
HEADER: Final = 32
DIGEST: Final = 64
"""Computed with a secret: an HMAC or a hash."""
ADDRESS: Final = 128
"""The peer's network address."""

VERDICT: Final = "verdict"
"""The kind of what the provider answers when it is asked whether a message is its own, and of the parts of that."""

Guards: TypeAlias = "frozenset[str] | None"
"""Guards proven by an outcome; None: the outcome cannot happen."""
NOTHING: Final[frozenset[str]] = frozenset()
VERIFIED: Final = "verified"
REFETCHED: Final = "refetched"
"""The provider was asked about the payment."""
_PROOFS: Final = frozenset({VERIFIED, REFETCHED})
CHECKED: Final = "dedupe:checked"
"""The local row's state was tested."""
DURABLE: Final = "dedupe:durable"
"""A unique registration succeeded."""
EITHER: Final = "dedupe:either"
"""One of the two before: which, depends on the path."""
_SURE: Final = frozenset({CHECKED, DURABLE, EITHER})


_MOST_REFS: Final = 24
_MOST_OPTIONS: Final = 12


class Missing:
    """The type of MISSING: no constant is known."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True)
class FuncRef:
    """A function of the project, with the instance it is bound to and the variables around it."""

    module: ModuleInfo
    node: r.Function
    owner: Value | None = None
    closure: dict[str, Value] = field(default_factory=dict, compare=False)
    klass: ClassRef | None = None


@dataclass(frozen=True, slots=True)
class LambdaRef:
    """A lambda, with the variables around it."""

    module: ModuleInfo
    node: r.LambdaExpr
    closure: dict[str, Value] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class of the project."""

    module: ModuleInfo
    node: r.Class


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """A module of the project."""

    module: ModuleInfo


@dataclass(frozen=True, slots=True)
class PartialRef:
    """A callable with some arguments given already (`functools.partial`, `f.s(...)`)."""

    target: Value
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class SuperRef:
    """`super()` inside a method of `klass`."""

    klass: ClassRef
    owner: Value


Ref: TypeAlias = "FuncRef | LambdaRef | ClassRef | ModuleRef | PartialRef | SuperRef"


class Value(msgspec.Struct, frozen=True, eq=False):
    """One abstract value. Frozen but for `fields`, the heap of a dict, a list or an instance.

    A struct and no dataclass: walks make and copy hundreds of thousands of them.
    """

    origin: int = 0
    name: str = ""
    """Dotted name: qualified where imports tell it, else as written."""
    key: str = ""
    """The last key or attribute that the value was read by."""
    text: str = ""
    """What is known of it as a string: literal parts, `{}` for the rest."""
    kind: str = ""
    """request, manager, row, query, rows, instance, enum, flag, count, container, increment, difference, body, ..."""
    const: object = MISSING
    refs: tuple[Ref, ...] = ()
    type: ClassRef | None = None
    options: tuple[tuple[object, frozenset[str]], ...] = ()
    """Where it is one of several constants: each with the guards that hold where it is that one."""
    fields: dict[str, Value] | None = None
    """Takes no part in equality: it may hold the value itself."""
    sources: frozenset[str] = NOTHING
    """Ids of the places where the client's value was read."""
    trace: tuple[Step, ...] = ()
    number: str = ""
    """float, int, decimal or str where a conversion tells."""
    floated: Step | None = None
    """Where the value went through binary floating point."""
    when_true: Guards = NOTHING
    when_false: Guards = NOTHING
    adds_to: str = ""
    """The column of a row whose own value this is, with something added or taken away."""
    found_by: frozenset[str] = NOTHING
    """`column=name` of what a row, or a query, was looked up by."""

    @property
    def tainted(self) -> bool:
        """Whether a client decides it."""
        return bool(self.origin & CLIENT)

    def hop(self, step: Step) -> Value:
        """A copy with one more hop in its trace; of a long trace the middle is left out, the source never."""
        trace = (*self.trace, step)
        if len(trace) > LONGEST_TRACE:
            least = next((at for at, hop in enumerate(trace) if at and hop.key != "source"), 1)
            trace = (*trace[:least], *trace[least + 1 :])
        return self.with_(trace=trace)

    def with_(self, **changes: object) -> Value:
        """A copy with some attributes changed."""
        return msgspec.structs.replace(self, **changes)

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Value) and all(getattr(self, name) == getattr(other, name) for name in _COMPARED)
        )

    def __hash__(self) -> int:
        return hash((self.origin, self.name, self.key, self.text, self.kind))


_COMPARED: Final = tuple(name for name in Value.__struct_fields__ if name != "fields")
"""Attributes that make two values equal."""


UNKNOWN: Final = Value()


@lru_cache(maxsize=4096, typed=True)
def constant(value: object) -> Value:
    """The value of a literal; its truth is known, so one outcome of testing it is impossible."""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    true, false = (NOTHING, None) if value else (None, NOTHING)
    step = "float" if isinstance(value, float) else ""
    return Value(CONST, text=text, const=value, when_true=true, when_false=false, number=step)


def both(a: Guards, b: Guards) -> Guards:
    """Guards that hold whichever of two ways an outcome came about."""
    if a is None:
        return b
    return a if b is None else common(a, b)


def common(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The guards of two paths: those of both, and that one holds where each path has another."""
    facts = a & b
    if not (a.isdisjoint(_PROOFS) or b.isdisjoint(_PROOFS)) and facts.isdisjoint(_PROOFS):
        # One way the signature was right, the other way the provider was asked.
        facts |= {REFETCHED}
    return facts | {EITHER} if a & _SURE and b & _SURE and not facts & _SURE else facts


def under(guards: Guards, facts: frozenset[str]) -> Guards:
    """Guards of an outcome on a path on which `facts` hold."""
    return None if guards is None else guards | facts


def join(a: Value, b: Value, facts_a: frozenset[str] = NOTHING, facts_b: frozenset[str] = NOTHING) -> Value:
    """The value that is `a` on paths with `facts_a` or `b` on paths with `facts_b`."""
    if a is b and facts_a == facts_b:
        return a
    main, other = (a, b) if a.tainted or not b.tainted else (b, a)
    same_const = type(a.const) is type(b.const) and a.const == b.const
    members = a.kind == b.kind == "enum"
    same = same_const and a.options == b.options and (not members or a.name == b.name)
    lost = same_const and not members
    refs = a.refs if a.refs is b.refs or not b.refs else (*a.refs, *(ref for ref in b.refs if ref not in a.refs))
    # A row that was found, or made where there was none.
    stored = {a.kind, b.kind} == {"row", "newrow"}
    return Value(
        origin=a.origin | b.origin,
        name=main.name or other.name,
        key=main.key or other.key,
        text=main.text or other.text,
        kind="row" if stored else main.kind or other.kind,
        const=a.const if same_const else MISSING,
        options=a.options if same else () if lost else _options(a, b, facts_a, facts_b),
        refs=refs[:_MOST_REFS],
        type=main.type or other.type,
        fields=None if stored else _join_fields(a, b, facts_a, facts_b),
        sources=a.sources | b.sources,
        trace=main.trace or other.trace,
        number=_number(a, b),
        floated=a.floated or b.floated,
        when_true=both(under(a.when_true, facts_a), under(b.when_true, facts_b)),
        when_false=_absent(a, b) or both(under(a.when_false, facts_a), under(b.when_false, facts_b)),
        adds_to=a.adds_to or b.adds_to,
        found_by=a.found_by | b.found_by,
    )


def _options(
    a: Value, b: Value, facts_a: frozenset[str], facts_b: frozenset[str]
) -> tuple[tuple[object, frozenset[str]], ...]:
    """The constants that a value may be, as long as it is nothing else."""
    found: list[tuple[object, frozenset[str]]] = []
    for value, facts in ((a, facts_a), (b, facts_b)):
        known = value.options or (((value.const, NOTHING),) if value.const is not MISSING else ())
        if value.kind == "enum" and not known:
            known = ((value.name, NOTHING),)
        if not known:
            return ()
        found += [(const, guards | facts) for const, guards in known]
    return tuple(found) if len(found) <= _MOST_OPTIONS else ()


def _number(a: Value, b: Value) -> str:
    """A literal default does not unsay what a conversion made of the value."""
    if a.number == b.number or b.origin == CONST:
        return a.number
    return b.number if a.origin == CONST else ""


def _absent(a: Value, b: Value) -> Guards:
    """`row = None; if key: row = look_up(key)`: with no row there was none, or nothing to look it up by."""
    for none, row in ((a, b), (b, a)):
        if none.const is None and row.kind == "row":
            return row.when_false
    return None


def _join_fields(a: Value, b: Value, facts_a: frozenset[str], facts_b: frozenset[str]) -> dict[str, Value] | None:
    if a.fields is b.fields:
        return a.fields
    if b.fields is None:
        return _or_sent(a.fields, b)
    if a.fields is None:
        return _or_sent(b.fields, a)
    out = dict(b.fields)
    for key, value in a.fields.items():
        other = out.get(key)
        out[key] = value if other is None else join(value, other, facts_a, facts_b)
    return out


def _or_sent(fields: dict[str, Value] | None, reply: Value) -> dict[str, Value] | None:
    """The parts of a dict of ours, or of a provider's reply, or of what is not known, in its place."""
    if fields == {} and reply.const is MISSING and not reply.origin & (CLIENT | PROVIDER) and not reply.refs:
        # `try: data = json.loads(text)`, `except ValueError: data = {}`: it may hold anything.
        return {"**": UNKNOWN}
    if fields is None or not reply.origin & PROVIDER:
        return fields
    return {
        key: join(part, Value(origin=PROVIDER, name=f"{reply.name}.{key}", key=key)) for key, part in fields.items()
    }


def merge(values: list[Value]) -> Value:
    """The join of several values on paths that nothing is known of."""
    out = values[0] if values else UNKNOWN
    for value in values[1:]:
        out = join(out, value)
    return out
