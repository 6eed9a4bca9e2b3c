"""What one walk from an entry point has seen: events in order, each with the guards that held when it happened."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from ekzlint.facts import records as r
from ekzlint.findings.model import Span, Step
from ekzlint.flow.heap import Heap
from ekzlint.flow.library import Library
from ekzlint.flow.project import ModuleInfo, Project
from ekzlint.flow.questions import Asked
from ekzlint.flow.values import NOTHING, UNKNOWN, ClassRef, Value
from ekzlint.limits import DEEPEST_CALL, MOST_STATEMENTS


def span(at: r.Place) -> Span:
    """The place of a fact as a Span."""
    return Span(*at)


class Calls(msgspec.Struct, frozen=True, eq=False):
    """The calls that led to a function, the innermost with the guards that held when it was made."""

    chain: tuple[Step, ...] = ()
    given: frozenset[str] = NOTHING
    outer: Calls | None = None
    learnt: frozenset[str] = NOTHING
    """Of the guards, those that the calling function itself has come to."""

    def into(self, learnt: frozenset[str], step: Step) -> Calls:
        """One call further on."""
        return Calls((*self.chain, step), self.given | learnt, self, learnt)


class Event(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Something that happened on a path.

    `kind` is effect, charge, store, kept, verify, refetch, register, compare, signature, gap, lookup, route,
    normalise, unfound, hidden, tls-off, untimed, keyed, reserialized, logged or handed; `calls`
    are those from the entry to here.
    """

    kind: str
    module: ModuleInfo
    function: str
    at: r.Place
    calls: Calls
    """Those that led to the function in which it happened."""
    learnt: frozenset[str]
    """The guards that this function has come to."""
    facts: frozenset[str]
    """All guards that held."""
    what: str = ""
    provider: str = ""
    repeatable: bool = False
    """Of an effect: a second delivery does it again. Of a registration: the store takes a second one."""
    detail: str = ""
    """What distinguishes events of a kind: how an effect changes the store, or whether a charge has a key."""
    values: tuple[Value, ...] = ()
    given: Value = UNKNOWN
    """The arguments of a call of the provider, by name and by position."""
    confidence: str = "high"
    path: tuple[int, ...] = ()
    """The arms of forks that it lies in, outermost first."""

    @property
    def chain(self) -> tuple[Step, ...]:
        """The calls from the entry to here."""
        return self.calls.chain

    @property
    def step(self) -> Step:
        """The event as the last hop of a trace."""
        return Step(self.module.path, span(self.at), self.kind, {"what": self.what})


@dataclass(slots=True)
class Arm:
    """One way on from a fork (an `if`, a `match`, a table of functions)."""

    fork: int
    calls: Calls
    """Those that led to the function that the fork is in."""
    ended: bool = False
    """Whether that function does not go on after it."""


@dataclass(slots=True)
class Run:
    """One walk from one entry point."""

    project: Project
    library: Library
    events: list[Event] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Keys read from the request's body."""
    headers: set[str] = field(default_factory=set)
    reads_body: bool = False
    reply_keys: set[str] = field(default_factory=set)
    """Keys read from what the provider answered."""
    compared: set[str] = field(default_factory=set)
    """String literals that a payload value was compared with."""
    statements: int = 0
    limits: set[str] = field(default_factory=set)
    kept: dict[str, Value] = field(default_factory=dict)
    """Clients' sums that this walk has left for later requests, by place."""
    muted: int = 0
    verb: str = ""
    """The method of a class-based view that the walk is about."""
    answers: ClassRef | None = None
    """The class that answers the request, where the walk is about one."""
    route: str = ""
    """The path that the entry point answers, where it is known."""
    view: str = ""
    """What a middleware sees the view called that the request goes to."""
    passed: frozenset[str] | None = None
    """Guards that held wherever a middleware handed the request on."""
    most_statements: int = MOST_STATEMENTS
    deepest_call: int = DEEPEST_CALL
    heap: Heap = field(default_factory=Heap)
    asked: Asked = field(default_factory=Asked)
    """What the innermost call that is followed has asked."""
    stack: list[tuple[str, str]] = field(default_factory=list)

    arms: list[Arm] = field(default_factory=list)
    path: tuple[int, ...] = ()
    """The arms that the walk is in."""

    def follows(self, first: Event, second: Event) -> bool:
        """Whether `second`, which comes later in the log, can happen after `first` in one and the same request."""
        taken = {self.arms[index].fork: index for index in second.path}
        for index in first.path:
            arm = self.arms[index]
            if taken.get(arm.fork, index) != index:
                return False
            chain = arm.calls.chain
            if arm.ended and arm.fork not in taken and second.chain[: len(chain)] == chain:
                return False
        return True

    def answered_by(self, cls: ClassRef) -> bool:
        """Whether a class is the one that answers the request."""
        found = self.answers is not None and self.answers.node is cls.node
        self.asked.answering[id(cls.node)] = found
        return found

    def spend(self) -> bool:
        """Count one statement; False when the walk has had its share, of which its own function gets as much again."""
        self.statements += 1
        if self.exhausted:
            self.limits.add("statements")
            return len(self.stack) < 2 and self.statements < 2 * self.most_statements
        return True

    @property
    def exhausted(self) -> bool:
        """Whether no more calls are followed."""
        return self.statements > self.most_statements
