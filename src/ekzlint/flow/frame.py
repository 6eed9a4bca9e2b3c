"""One function under execution: where we are, what we know, and the way to the machine that goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.findings.model import Step
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Arm, Calls, Event, Run, span
from ekzlint.flow.state import ATOMIC, State
from ekzlint.flow.values import UNKNOWN, ClassRef, Value

if TYPE_CHECKING:
    from ekzlint.flow.machine import Machine


@dataclass(slots=True)
class Frame:
    """The activation of one function (or of a module's top level)."""

    machine: Machine
    run: Run
    module: ModuleInfo
    function: str
    state: State = field(default_factory=State)
    """What this function has come to; what held before it was called is told by `calls`."""
    calls: Calls = field(default_factory=Calls)
    klass: ClassRef | None = None
    owner: Value | None = None
    returns: list[tuple[Value, State]] = field(default_factory=list)
    broken: list[State] = field(default_factory=list)
    """States at each `break` of the innermost loop."""
    expects_missing: int = 0
    """How many enclosing `try` blocks catch that a row is not there."""
    expects_duplicates: int = 0
    """How many enclosing `try` blocks catch a unique constraint's error."""
    loops: int = 0
    handling: int = 0
    """How many `except` blocks of something that went wrong we are in."""

    @property
    def facts(self) -> frozenset[str]:
        """All guards that hold here. Whether a certain one does, `holds` tells without resting on the others."""
        self.run.asked.whole = True
        return self.calls.given | self.state.facts

    def holds(self, fact: str) -> bool:
        """Whether a guard holds here."""
        if fact in self.state.facts:
            return True
        self.run.asked.facts.add(fact)
        return fact in self.calls.given

    def eval(self, expr: r.Expr | None) -> Value:
        """The abstract value of an expression; its effects are put in the log."""
        return UNKNOWN if expr is None else self.machine.eval(self, expr)

    def execute(self, body: tuple[r.Stmt, ...]) -> None:
        """Run statements until the path ends."""
        self.machine.execute(self, body)

    def take(self, fork: int, body: tuple[r.Stmt, ...]) -> None:
        """Run the statements of one arm of a fork; arms of one fork exclude each other."""
        arm, outer = self.enter(fork)
        self.execute(body)
        arm.ended, self.run.path = not self.state.alive, outer

    def enter(self, fork: int) -> tuple[Arm, tuple[int, ...]]:
        """Begin an arm of a fork: the arm, and the path to go back to."""
        run, arm = self.run, Arm(fork, self.calls)
        outer = run.path
        if not run.muted:
            run.path = (*outer, len(run.arms))
            run.arms.append(arm)
        return arm, outer

    def assume(self, test: r.Expr) -> tuple[State, State]:
        """The states in which `test` came out true and false."""
        return self.machine.assume(self, test)

    def call(self, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
        """The value of calling `callee`."""
        return self.machine.call(self, callee, args, keywords, at)

    def log(self, kind: str, at: r.Place, **about: object) -> None:
        """Put an event in the log, unless this walk only looks things up."""
        if self.run.muted:
            return
        if self.handling and about.get("detail") in ("send", "call"):
            # An alert that something went wrong: nobody is served twice by it.
            about["repeatable"] = False
        event = Event(
            kind=kind,
            module=self.module,
            function=self.function,
            at=at,
            calls=self.calls,
            learnt=self.state.facts,
            facts=self.calls.given | self.state.facts,
            path=self.run.path,
            **about,  # type: ignore[arg-type]
        )
        self.run.events.append(event)

    def step(self, at: r.Place, key: str, what: str = "") -> Step:
        """A hop of a trace in this module."""
        return Step(self.module.path, span(at), key, {"what": what} if what else {})

    def learn(self, *facts: str) -> None:
        """From here on these guards hold; gaining a dedupe guard is an event of its own."""
        self.state.facts = self.state.facts | frozenset(facts)

    def begin(self, at: r.Place) -> str:
        """A transaction begins here: the fact that tells so, which holds from now on."""
        fact = f"{ATOMIC}{self.module.path}:{at[0]}"
        self.learn(fact)
        return fact
