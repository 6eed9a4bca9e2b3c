"""Asks the provider for what an unsigned message is about, and puts the answer in the place of what was sent."""

from __future__ import annotations

import re

from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.held import Held, held
from ekzlint.fixes.imports import Brought, bring_module, bring_name
from ekzlint.fixes.incoming import Incoming, incoming, parsed
from ekzlint.fixes.libraries import is_used
from ekzlint.knowledge.schema import Fetch, Provider

_READS = re.compile(
    r"\b(?:request|req|self\.request)\.(?:json|body|data|get_json|get_data|read|text|POST|form|values)\b"
)
_SYNCHRONOUS = ("requests", "httpx")
_TIMEOUT = 10


def fetched(handler: Handler, provider: Provider) -> tuple[Edit, ...] | None:
    """The edits that ask at the top of a handler; None where something for it cannot be told."""
    fetch = provider.webhook.fetch
    what = incoming(handler) if fetch is not None and _is_fit(handler, fetch) else None
    refusal = handler.refusal() if what is not None else None
    if fetch is None or what is None or refusal is None:
        return None
    message = parsed(handler, what, refusal.name.startswith("return"))
    if message is None or not message.after:
        # What is parsed anew would not be what the handler goes on with.
        return None
    user, secret = held(handler, provider, fetch.user), held(handler, provider, fetch.secret)
    quote = bring_name(handler.module, handler.tree, "urllib.parse", "quote", handler.fact.at[0] + 1)
    if user is None or secret is None or quote is None:
        return None
    asking = _asking(handler, what, fetch, user, secret)
    if asking is None:
        return None
    lines, answered, edits = asking
    number, name = handler.free("number"), handler.free("fetched")
    sent = f'{message.name}.get("{fetch.object}", {{}}).get("id", "")'
    claimed = f'{message.name}.get("{fetch.event}", "").removeprefix("{fetch.prefix}")'
    new = [
        f'{number} = {quote.name}(str({sent}), safe="")',
        *lines,
        f'if {answered} != 200 or {name}.get("status") != {claimed}:',
        f"{handler.step}{refusal.name}",
        f'{message.name}["{fetch.object}"] = {name}',
    ]
    return (message.top.put(handler, new, handler.body[0]), *what.edits, *refusal.edits, *quote.edits, *edits)


def _is_fit(handler: Handler, fetch: Fetch) -> bool:
    """Whether the handler takes such messages only, and reads them in one place."""
    source = handler.tree.source(handler.node.body)
    others = [name for name in handler.walk.run.compared if name in handler.walk.run.library.event_types]
    return (
        handler.walk.is_webhook
        and len(_READS.findall(source)) == 1
        and all(name.startswith(fetch.prefix) for name in others)
        and fetch.object in handler.walk.run.keys
    )


def _asking(
    handler: Handler, what: Incoming, fetch: Fetch, user: Held, secret: Held
) -> tuple[list[str], str, list[Edit]] | None:
    """The lines that ask with what the project asks with, the expression of the answer's code, and the edits."""
    url = f'f"{fetch.url.replace("{id}", "{" + handler.free("number") + "}")}"'
    step, answer, name = handler.step, handler.free("answer"), handler.free("fetched")
    edits = [*user.edits, *secret.edits]
    pair, key = f"{user.name}, {secret.name}", handler.free("auth")
    if what.framework == "aiohttp":
        library = _brought(handler, "aiohttp")
        if library is None:
            return None
        limit = f"{library.name}.ClientTimeout(total={_TIMEOUT})"
        lines = [
            f"{key} = {library.name}.BasicAuth({pair})",
            f"async with {library.name}.ClientSession(auth={key}, timeout={limit}) as session:",
            f"{step}async with session.get({url}) as {answer}:",
            f"{step}{step}{name} = await {answer}.json()",
        ]
        return lines, f"{answer}.status", [*edits, *library.edits]
    if handler.node.asynchronous is not None:
        library = _brought(handler, "httpx") if is_used(handler.context, "httpx") else None
        if library is None:
            return None
        lines = [
            f"{key} = ({pair})",
            f"async with {library.name}.AsyncClient(auth={key}, timeout={_TIMEOUT}) as client:",
            f"{step}{answer} = await client.get({url})",
        ]
    else:
        used = next((top for top in _SYNCHRONOUS if is_used(handler.context, top)), "")
        library = _brought(handler, used) if used else None
        if library is None:
            return None
        lines = [f"{key} = ({pair})", f"{answer} = {library.name}.get({url}, auth={key}, timeout={_TIMEOUT})"]
    return [*lines, f"{name} = {answer}.json()"], f"{answer}.status_code", [*edits, *library.edits]


def _brought(handler: Handler, top: str) -> Brought | None:
    return bring_module(handler.module, handler.tree, top, handler.fact.at[0] + 1)
