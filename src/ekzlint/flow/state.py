"""The state at one point of a function: variables, guards that hold on every path to it, and whether it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from ekzlint.flow.values import CHECKED as CHECKED
from ekzlint.flow.values import DURABLE as DURABLE
from ekzlint.flow.values import EITHER, NOTHING, Value, common, join
from ekzlint.flow.values import REFETCHED as REFETCHED
from ekzlint.flow.values import VERIFIED as VERIFIED

REFUSED = "refused"
"""The message was found not to be authentic."""
CONFIRMED = "confirmed"
"""And its answer was looked at."""
STAFF = "staff"
"""Whoever asks was found to be one of the shop's own people, or of those who sell there."""
LOCKED = "locked"
ATOMIC = "atomic:"
"""Prefix: inside the transaction that begins at that place; what fails in it takes back what was stored before."""
LOOKED_UP = "dedupe:racy"
"""A row was looked up and not found: nothing stops a second request between look-up and insert."""
IS, IS_NOT = "dedupe:is", "dedupe:is-not"
"""The local row's state is, or is not, one that says nothing of being done: two facts, which no path has both of."""
UNSET = "unset:"
"""Prefix: the named column of a row is (`=`) or is not (`!`) what follows; a guard if the test comes out else after."""
CACHED = "dedupe:cache"
IN_MEMORY = "dedupe:memory"
SETTLED = "settled"
"""The local row says already that it is paid for."""
STORED = "request:stored"
"""A row of the shop's own was put in the store."""
LOADED = "loaded:"
"""Prefix: a row of this label was asked for."""
FOUND = "found:"
"""Prefix: and it was there."""
ABSENT = "absent:"
"""Prefix: and it was not there."""
CLEAN = "clean:"
"""Prefix: the client's value read at that place equals the server's."""

LASTING = frozenset({CHECKED, IS, IS_NOT, DURABLE, EITHER})
"""Guards that outlive a restart and hold against a second delivery at the same time, where a lock is taken."""
TRANSACTIONS = frozenset(["atomic", "in_transaction", "begin", "transaction"])
"""Context managers, and decorators, that take back what was stored when their body fails."""


@dataclass(slots=True)
class State:
    """Mutable while one path is followed; copied where paths part."""

    env: dict[str, Value] = field(default_factory=dict)
    facts: frozenset[str] = NOTHING
    alive: bool = True

    def copy(self) -> State:
        """A state that can go another way."""
        return State(dict(self.env), self.facts, self.alive)

    def learn(self, guards: frozenset[str] | None) -> None:
        """Add what an outcome proves; None means that the outcome cannot happen."""
        if guards is None:
            self.alive = False
        elif guards:
            self.facts = self.facts | guards


def meet(a: State, b: State) -> State:
    """The state after two paths come together: guards of both, variables of either."""
    if not a.alive:
        return b
    if not b.alive:
        return a
    if a.facts == b.facts and a.env == b.env:
        return a
    only_a, only_b = a.facts - b.facts, b.facts - a.facts
    env = dict(a.env)
    for name, value in b.env.items():
        mine = env.get(name)
        if mine is None:
            env[name] = value
        elif mine is not value:
            env[name] = join(mine, value, only_a, only_b)
    return State(env, common(a.facts, b.facts))
