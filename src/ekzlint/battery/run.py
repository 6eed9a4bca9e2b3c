"""Runs the battery against one server: sends the cases in order, watches the state, and judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ekzlint.battery.callbacks import replay
from ekzlint.battery.cases import Case, complaint
from ekzlint.battery.records import Answer, Outcome
from ekzlint.battery.wire import Wire
from ekzlint.limits import BATTERY_STORM


async def run(
    cases: Iterable[Case], state_url: str = "", told: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Send every case and return what each showed, in order.

    `state_url` is a page of the server that tells of one payment, with `{id}` for its id; where it is empty, only
    the answers are judged. `told` hears of each outcome as it comes.
    """
    outcomes: list[Outcome] = []
    async with Wire(BATTERY_STORM) as wire:
        for case in cases:
            outcome = await _try(wire, case, state_url)
            outcomes.append(outcome)
            if told:
                told(outcome)
    return outcomes


async def _try(wire: Wire, case: Case, state_url: str) -> Outcome:
    if case.needs:
        return Outcome(case=case.name, verdict="skipped", reason=case.needs)
    watched = state_url.replace("{id}", case.subject) if state_url and case.subject else ""
    before = await wire.state(watched) if watched else ""
    answers = await _send(wire, case)
    after = await wire.state(watched) if watched else ""
    shown = replay(case.deliveries[-1])
    reason, detail = complaint(case, answers)
    if not reason and watched and case.effect:
        reason, detail = _state_complaint(case, before, after)
    if reason:
        return Outcome(case=case.name, verdict="broken", reason=reason, detail=detail, replay=shown)
    seen = ", ".join(sorted({str(answer.status) for answer in answers}))
    judged = "state_held" if watched and case.effect else "answers_held"
    return Outcome(case=case.name, verdict="held", reason=judged, detail=seen, replay=shown)


async def _send(wire: Wire, case: Case) -> list[Answer]:
    if case.together:
        return await wire.send_together(case.deliveries)
    return [await wire.send(delivery) for delivery in case.deliveries]


def _state_complaint(case: Case, before: str, after: str) -> tuple[str, str]:
    if not before.startswith("200 ") or not after.startswith("200 "):
        return "no_state", (before if not before.startswith("200 ") else after)[:80]
    if case.effect == "changes" and before == after:
        return "state_kept", case.subject
    if case.effect == "keeps" and before != after:
        return "state_changed", case.subject
    return "", ""
