"""What an entry point owes, and where its walk saw it done."""

from __future__ import annotations

from ekzlint.findings.model import EntryPoint, PipelineStep, Proof
from ekzlint.flow.boundary import is_adapter
from ekzlint.flow.rows import ANY_COLUMN
from ekzlint.flow.run import Event
from ekzlint.flow.state import LASTING
from ekzlint.flow.statuses import provider_of_status
from ekzlint.flow.views import Walk, still_tainted
from ekzlint.flow.webhooks import repeatable_effects, tried_to_verify, unproven_effects, unread
from ekzlint.flow.words import DONE, OTHER_PAGES, REQUEST_ROW, RETURNS, SENT_OUT, STATE_KEYS, has

_KEEPS = frozenset("insert bare-insert update assign add log".split())
"""What an effect does that keeps something."""
_ASKS = frozenset("verify verification status check callback capture exito exitoso sucesso retorno".split())
"""Names, besides those of return pages, of routes that ask the provider for the client."""


def describe(walk: Walk) -> EntryPoint | None:
    """The entry point as the map shows it; None where nothing of a payment happens in it."""
    if walk.is_webhook:
        return _entry(walk, "webhook", _webhook(walk))
    if walk.entry.route and any(not has(event.what, SENT_OUT) for event in walk.of("charge")):
        return _entry(walk, "checkout", _checkout(walk))
    if _is_return_page(walk):
        return _entry(walk, "return", _return(walk))
    return None


def _is_return_page(walk: Walk) -> bool:
    """Whether the client comes back here from the provider: asks it, or says by itself, what became of a payment."""
    entry = walk.entry
    if not entry.route or entry.access == "staff" or not entry.module.evidence:
        return False
    whole = f"{entry.name} {walk.run.route or entry.path}"
    if not has(whole, RETURNS | _ASKS):
        return False
    asked = walk.of("refetch")
    if any(event.provider and event.confidence == "high" for event in asked):
        return True
    if has(entry.name, OTHER_PAGES):
        return False
    return bool(asked and has(whole, REQUEST_ROW)) or any(has(event.what, REQUEST_ROW) for event in _marks(walk))


def _entry(walk: Walk, kind: str, steps: tuple[PipelineStep, ...]) -> EntryPoint:
    verbs = " ".join(sorted(verb.upper() for verb in walk.entry.verbs))
    return EntryPoint(
        kind=kind,  # type: ignore[arg-type]
        function=walk.entry.name,
        path=walk.entry.module.path,
        line=walk.entry.node.at[0],
        provider=walk.provider,
        route=f"{verbs} {walk.run.route or walk.entry.path}".strip(),
        steps=steps,
    )


def _webhook(walk: Walk) -> tuple[PipelineStep, ...]:
    events = [event for event in walk.of("effect") if event.detail not in ("log", "file")]
    raw = [event for event in walk.of("compare") if _is_raw(walk, event)]
    clean = [*walk.of("normalise"), *(event for event in walk.of("compare") if not _is_raw(walk, event))]
    guarded = [event for event in walk.events if event.facts & LASTING]
    repeats = [event for event in repeatable_effects(walk) if not event.facts & LASTING]
    kept = [event for event in walk.of("effect") if event.detail == "log"]
    registered = walk.of("register") or kept or guarded
    return (
        _step(
            "verify",
            tried_to_verify(walk) or walk.of("refetch"),
            bool(unproven_effects(walk) or unread(walk)),
            bool(events),
        ),
        _step("normalise", raw or clean, bool(raw), False),
        _step("persist", registered, bool(repeats), bool(repeats)),
        _step("resolve", walk.of("lookup"), False, False),
        _step("route", walk.of("route"), False, False),
        _step("mark", _marks(walk), False, bool(events)),
    )


def _checkout(walk: Walk) -> tuple[PipelineStep, ...]:
    charge = walk.of("charge")[0]
    sent = any(still_tainted(value, event) for event in walk.of("charge") for value in event.values)
    index = walk.events.index(charge)
    before = [event for event in walk.events[:index] if _stores(event)]
    after = [event for event in walk.events[index + 1 :] if _stores(event)]
    return (
        _step("price", [charge], sent, True),
        _step("persist", before, False, True),
        _step("charge", [charge], False, True),
        _step("record", after, False, True),
    )


def _return(walk: Walk) -> tuple[PipelineStep, ...]:
    marks = _marks(walk)
    open_marks = [event for event in marks if not walk.proven(event)] or unread(walk)
    return (
        _step("verify", walk.of("refetch", "verify"), bool(open_marks), bool(marks)),
        _step("resolve", walk.of("lookup"), False, False),
        _step("mark", marks, False, False),
    )


def _step(name: str, seen: list[Event], broken: bool, needed: bool) -> PipelineStep:
    """One step: where it was first seen, and whether that is good enough."""
    proof: Proof = "missing" if broken or (needed and not seen) else "proven" if seen else "unseen"
    if not seen:
        return PipelineStep(name=name, proof=proof)
    first = seen[0]
    return PipelineStep(name=name, proof=proof, path=first.module.path, line=first.at[0], what=first.what)


def _is_raw(walk: Walk, event: Event) -> bool:
    return not is_adapter(walk, event) and bool(provider_of_status(walk, event, event.values[1]))


def _stores(event: Event) -> bool:
    return event.kind == "effect" and event.detail in _KEEPS


def _marks(walk: Walk) -> list[Event]:
    """Where the state of a row is set."""
    changes = [event for event in walk.of("effect") if event.detail in ("assign", "update", "call")]
    return [event for event in changes if _is_state(event.what.rpartition(".")[2])]


def _is_state(column: str) -> bool:
    return column == ANY_COLUMN or has(column, STATE_KEYS | DONE)
