"""EKZ201: verify the message at the top of the handler."""

from __future__ import annotations

from ekzlint.findings.model import Finding
from ekzlint.fixes import idiom
from ekzlint.fixes.asked import asked
from ekzlint.fixes.context import Context
from ekzlint.fixes.fetched import fetched
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.lookup import lookup_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.verify import written
from ekzlint.flow.words import words

_ANYBODYS = frozenset(
    ["webhook", "webhooks", "hook", "callback", "ipn", "event", "events", "payment", "payments", "pay", "handle"]
    + ["handler", "handling", "view", "api", "post", "receive", "process", "listen", "listener", "notification"]
    + ["notifications", "notify", "endpoint", "route", "create", "the", "on", "new", "a", "order", "orders", "checkout"]
    + ["subscription", "billing", "status", "update", "secure"]
)
"""Words in the name of a handler that say nothing of whose messages it takes."""


def _is_surely(handler: Handler, provider: str) -> bool:
    """Whether the handler itself tells whose messages it takes: another provider's would all be refused."""
    walk, library = handler.walk, handler.context.machine.library
    named = library.provider_of(f"{walk.entry.name} {walk.entry.path}")
    if named:
        return named == provider
    told = {library.payload_keys[key] for key in walk.run.keys if key in library.payload_keys}
    # Some names of headers are several providers' (`x-signature`): those of the file's are meant.
    owners = [library.signature_headers[name] for name in walk.run.headers if name in library.signature_headers]
    told = told.union(*(known & handler.module.evidence or known for known in owners))
    if told:
        return told == {provider}
    # A name of somebody else, of whom nothing is known: `bkash_callback`.
    return handler.module.evidence == {provider} and words(walk.entry.name) <= _ANYBODYS


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """As a neighbour verifies, else as the provider's scheme asks; where that is not known, a text."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    borrowed = idiom.verification(handler)
    if borrowed is not None:
        return Plan(applicability="unsafe", key="fix_201_as_neighbour", edits=(borrowed,))
    provider = context.knowledge.providers.get(finding.provider)
    edits = None
    if provider and _is_surely(handler, provider.name):
        edits = written(handler, provider) or asked(handler, provider) or fetched(handler, provider)
    if provider and edits:
        return Plan(applicability="unsafe", key="fix_201", params={"provider": provider.title}, edits=edits)
    signs = provider.webhook.signs if provider else ""
    title = provider.title if provider else ""
    if provider and signs == "nothing":
        known = lookup_of(handler, provider)
        key = "fix_201_nothing_known" if known else "fix_201_nothing"
        return Plan(applicability="display", key=key, params={"provider": title.partition(" (")[0], "call": known})
    key = "fix_201_refetch" if signs in ("fields", "") else "fix_201_form"
    return Plan(applicability="display", key=key, params={"provider": title})
