"""EKZ803: a call of the provider goes through without a look at the certificate."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import describe
from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import span
from ekzlint.flow.transport import SWITCHED_OFF, is_off
from ekzlint.flow.views import Walk

CODE = "EKZ803"


def check(walk: Walk) -> Iterator[Draft]:
    """Calls, clients and contexts inside functions."""
    for event in walk.of("tls-off"):
        level: Confidence = "high" if event.confidence == "high" else "low"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider,
            confidence=level,
            params={"call": event.what},
        )


def check_module(machine: Machine, module: ModuleInfo) -> Iterator[Draft]:
    """Clients and switches at the top of a module of one provider."""
    if len(module.evidence) != 1:
        return
    for stmt in module.facts.body:
        if isinstance(stmt, r.Assign) and _switches_off(machine, module, stmt):
            yield Draft(
                code=CODE,
                path=module.path,
                span=span(stmt.at),
                provider=min(module.evidence),
                confidence="medium",
                params={"call": describe(stmt.targets[0])},
            )


def _switches_off(machine: Machine, module: ModuleInfo, stmt: r.Assign) -> bool:
    target = stmt.targets[0]
    if isinstance(target, r.Attr) and target.name in SWITCHED_OFF:
        return is_off(machine.quiet_eval(module, stmt.value))
    if not isinstance(stmt.value, r.Call) or not stmt.value.keywords:
        return False
    given = dict(stmt.value.keywords).get("verify")
    callee = machine.quiet_eval(module, stmt.value.func).name
    return isinstance(given, r.Const) and given.value is False and callee.startswith(("httpx.", "requests."))
