"""What a handler answers to an event that it has dealt with already: as it does, or as its framework has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import statements
from ekzlint.findings.model import Span
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.flow.values import FuncRef
from ekzlint.flow.words import ENTRY, has

REFUSED = re.compile(
    r"\b[45]\d\d\b|_[45]\d\d_|BadRequest|NotFound|Forbidden|Unauthorized|NotAllowed|ServerError|UNPROCESSABLE|UNAUTHORIZED"
    r"|FORBIDDEN|NOT_FOUND|BAD_REQUEST",
)
"""A status that makes the provider deliver the event again."""
_TROUBLE = re.compile(
    r"error|fail|invalid|missing|not found|un(?:known|handled|supported)|ignor|exception|False\b", re.IGNORECASE
)
_FINE = re.compile(r"\b20[0-4]\b|_20[0-4]_|\bok\b|success|received|accepted|true|processed", re.IGNORECASE)
_PLAIN = {
    "fastapi": ("", "", 'return {"ok": True}'),
    "rest_framework": ("rest_framework.response", "Response", "return {}(status=200)"),
    "django": ("django.http", "HttpResponse", "return {}(status=200)"),
    "flask": ("", "", 'return "", 200'),
    "aiohttp": ("aiohttp", "web", "return {}.Response()"),
}


_PAGE = re.compile(r"\b(?:redirect|render|render_template|RedirectResponse|HttpResponseRedirect|TemplateResponse)\(")


def acknowledgement(handler: Handler) -> Brought | None:
    """The statement that answers a repeated event; None where it is not known what an answer looks like.

    A person who comes back from the provider's page wants to see one of the shop's, and no word of the protocol.
    """
    if any(_PAGE.search(handler.tree.between(Span(*stmt.at))) for stmt in _returns(handler)):
        return None
    last = _last(handler)
    if last and not REFUSED.search(last) and not _TROUBLE.search(last) and not _hands_on(handler):
        return Brought(last)
    for text in _fine_answers(handler):
        return Brought(text)
    if not _is_for_provider(handler) and any(stmt.value is not None for stmt in _returns(handler)):
        # Whoever calls wants to read more than that it was right.
        return None
    own = [stmt for stmt in _returns(handler) if stmt.value is not None]
    if not own and not handler.framework:
        return Brought("return")
    if handler.framework not in _PLAIN:
        return None
    source, name, form = _PLAIN[handler.framework]
    if not source:
        return Brought(form)
    brought = bring_name(handler.module, handler.tree, source, name, handler.fact.at[0] + 1)
    return Brought(form.format(brought.name), brought.edits) if brought else None


def _last(handler: Handler) -> str:
    """The last statement of the handler, where it answers."""
    last = handler.fact.body[-1] if handler.fact.body else None
    if not isinstance(last, r.Return) or last.at[0] != last.at[2]:
        return ""
    if last.value is not None and not handler.is_at_hand(last):
        return ""
    return handler.tree.between(Span(*last.at))


def _hands_on(handler: Handler) -> bool:
    """Whether the last statement answers what a function of the project makes of the event."""
    last = handler.fact.body[-1]
    value = last.value if isinstance(last, r.Return) else None
    if not isinstance(value, r.Call):
        return False
    refs = handler.context.machine.quiet_eval(handler.module, value.func).refs
    return any(isinstance(ref, FuncRef) for ref in refs)


def _is_for_provider(handler: Handler) -> bool:
    """Whether a provider calls, which reads no more of the answer than its status."""
    entry, known = handler.walk.entry, handler.context.knowledge.providers.values()
    headers = {header for provider in known for header in provider.webhook.signature_headers}
    return has(f"{entry.name} {entry.path} {entry.module.stem}", ENTRY) or bool(handler.walk.run.headers & headers)


def _fine_answers(handler: Handler) -> Iterator[str]:
    """The handler's other answers that say that all is well, the last one first."""
    for stmt in reversed(list(_returns(handler))):
        text = handler.tree.between(Span(*stmt.at))
        if stmt.value is None or "\n" in text or REFUSED.search(text) or _TROUBLE.search(text):
            continue
        if _FINE.search(text) and handler.is_at_hand(stmt):
            yield text


def _returns(handler: Handler) -> Iterator[r.Return]:
    return (stmt for stmt in statements(handler.fact.body) if isinstance(stmt, r.Return))
