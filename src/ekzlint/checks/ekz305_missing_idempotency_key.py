"""EKZ305: a call that may be made twice does not tell the provider that it is the same one."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function, expressions, statements
from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.idempotency import NO_KEY
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import GUARDS
from ekzlint.flow.words import RETRY, has

CODE = "EKZ305"
_HARMLESS = frozenset({"capture", "update", "modify", "confirm", "cancel"})
"""Calls about one payment: a second one finds it done."""
_RETRIES = frozenset({"retry", "retrying", "on_exception", "on_predicate", "retry_on_exception"})
_TASKS = frozenset({"task", "shared_task", "periodic_task"})
_TASK_OPTIONS = frozenset({"autoretry_for", "max_retries", "retry_backoff", "retry_kwargs", "acks_late", "retries"})


def check(walk: Walk) -> Iterator[Draft]:
    """Every call without a key, where the provider takes one."""
    for event in walk.of("charge"):
        if event.detail != NO_KEY or has(event.what, _HARMLESS):
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider,
            confidence=_confidence(walk, event),
            params={"call": event.what, "provider": event.provider},
            trace=event.chain[1:],
        )


def _confidence(walk: Walk, event: Event) -> Confidence:
    around = enclosing_function(event.module.facts, event.at[0])
    functions = [walk.entry.node, *([around] if around else [])]
    if any(_is_retried(function) for function in functions) or (around and _in_retry_loop(around, event)):
        return "high"
    # A provider delivers its webhooks again; a guard before the call is as good as a key.
    return "medium" if walk.is_webhook and not event.facts & GUARDS else "low"


def _is_retried(function: r.Function) -> bool:
    """Whether a decorator runs the function again when it fails."""
    for decorator in function.decorators:
        last = dotted(decorator).rpartition(".")[2]
        options = {name for name, _ in decorator.keywords} if isinstance(decorator, r.Call) else set()
        if last in _RETRIES or (last in _TASKS and options & _TASK_OPTIONS):
            return True
    return False


def _in_retry_loop(function: r.Function, event: Event) -> bool:
    """Whether the call stands in a loop that tries again: one over attempts, with a `try` around the call."""
    for stmt in statements(function.body):
        if isinstance(stmt, r.For | r.While) and _holds(stmt.body, event) and _is_about_attempts(stmt):
            return any(isinstance(inner, r.Try) and _holds(inner.body, event) for inner in statements(stmt.body))
    return False


def _is_about_attempts(loop: r.For | r.While) -> bool:
    heads = (loop.target, loop.iter) if isinstance(loop, r.For) else (loop.test,)
    names = [expr.id for head in heads for expr in expressions(head) if isinstance(expr, r.Name)]
    return any(has(name, RETRY) for name in names)


def _holds(body: tuple[r.Stmt, ...], event: Event) -> bool:
    return bool(body) and body[0].at[0] <= event.at[0] and event.at[2] <= max(stmt.at[2] for stmt in statements(body))
