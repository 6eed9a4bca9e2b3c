"""What one walk from an entry point has seen: events in order, each with the guards that held when it happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from ekzlint.facts import records as r
from ekzlint.findings.model import Span, Step
from ekzlint.flow.library import Library
from ekzlint.flow.project import ModuleInfo, Project
from ekzlint.flow.values import UNKNOWN, ClassRef, Value
from ekzlint.limits import DEEPEST_CALL, MOST_STATEMENTS


def span(at: r.Place) -> Span:
    """The place of a fact as a Span."""
    return Span(*at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a path.

    `kind` is effect, charge, store, kept, verify, refetch, register, compare, signature, gap, lookup, route,
    normalise, unfound, hidden, tls-off, untimed, keyed, reserialized, logged or handed; `chain` holds the calls
    from the entry to here.
    """

    kind: str
    module: ModuleInfo
    function: str
    at: r.Place
    facts: frozenset[str]
    chain: tuple[Step, ...]
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
    def step(self) -> Step:
        """The event as the last hop of a trace."""
        return Step(self.module.path, span(self.at), self.kind, {"what": self.what})


@dataclass(slots=True)
class Arm:
    """One way on from a fork (an `if`, a `match`, a table of functions)."""

    fork: int
    chain: tuple[Step, ...]
    """The calls to the function that the fork is in."""
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
    passed: frozenset[str] | None = None
    """Guards that held wherever a middleware handed the request on."""
    most_statements: int = MOST_STATEMENTS
    deepest_call: int = DEEPEST_CALL
    heap: dict[int, tuple[dict[str, Value], dict[str, Value]]] = field(default_factory=dict)
    """This walk's own copies of the changeable parts of module variables, by the identity of the shared part."""
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
            if arm.ended and arm.fork not in taken and second.chain[: len(arm.chain)] == arm.chain:
                return False
        return True

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
