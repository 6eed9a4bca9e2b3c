"""EKZ201: verify the message at the top of the handler."""

from __future__ import annotations

from ekzlint.findings.model import Finding
from ekzlint.fixes import idiom
from ekzlint.fixes.context import Context
from ekzlint.fixes.handler import handler_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.verify import written


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """As a neighbour verifies, else as the provider's scheme asks; where that is not known, a text."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    borrowed = idiom.verification(handler)
    if borrowed is not None:
        return Plan(applicability="unsafe", key="fix_201_as_neighbour", edits=(borrowed,))
    provider = context.knowledge.providers.get(finding.provider)
    edits = written(handler, provider) if provider else None
    if provider and edits:
        return Plan(applicability="unsafe", key="fix_201", params={"provider": provider.title}, edits=edits)
    signs = provider.webhook.signs if provider else ""
    key = "fix_201_refetch" if signs in ("nothing", "fields", "") else "fix_201_form"
    return Plan(applicability="display", key=key, params={"provider": provider.title if provider else ""})
