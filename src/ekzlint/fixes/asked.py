"""Asks the provider whether it signed a message, with the access token that the project gets already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_module, bring_name
from ekzlint.fixes.incoming import incoming, parsed
from ekzlint.fixes.signed import Places, UnknownPlaceError
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import FuncRef
from ekzlint.knowledge.schema import Asks, Provider

_TIMEOUT = 10


@dataclass(frozen=True)
class _Token:
    """The project's function that gets an access token, as the handler calls it, and the address that it asks."""

    call: str
    url: str
    asynchronous: bool
    library: str
    edits: tuple[Edit, ...] = ()


def asked(handler: Handler, provider: Provider) -> tuple[Edit, ...] | None:
    """The edits that ask at the top of a handler; None where something for it cannot be told."""
    asks = provider.webhook.asks
    what = incoming(handler) if asks is not None and handler.walk.is_webhook else None
    refusal = handler.refusal() if what is not None else None
    token = _token(handler, asks) if asks is not None and refusal is not None else None
    if asks is None or what is None or refusal is None or token is None:
        return None
    if token.asynchronous and handler.node.asynchronous is None:
        return None
    message = parsed(handler, what, refusal.name.startswith("return"))
    library = bring_module(handler.module, handler.tree, token.library, handler.fact.at[0] + 1)
    if message is None or library is None:
        return None
    places = Places(handler, provider, what, message=message.name)
    step, name = handler.step, handler.free("answer")
    try:
        body = [f'"{key}": {places.text(value)},' for key, value in asks.body.items()]
    except UnknownPlaceError:
        return None
    post = [
        f"{step}{token.url},",
        f"{step}json={{",
        *(f"{step}{step}{line}" for line in body),
        f"{step}}},",
        f'{step}headers={{"Authorization": f"Bearer {{{token.call}}}"}},',
    ]
    if token.asynchronous:
        post = [f"{step}{line}" for line in post]
        lines = [
            f"async with {library.name}.AsyncClient(timeout={_TIMEOUT}) as client:",
            f"{step}{name} = await client.post(",
            *post,
            f"{step})",
        ]
    else:
        lines = [f"{name} = {library.name}.post(", *post, f"{step}timeout={_TIMEOUT},", ")"]
    lines += [f'if {name}.json().get("{asks.answer}") != "{asks.yes}":', f"{step}{refusal.name}"]
    if message.line:
        lines.insert(0, message.line)
    new = message.top.put(handler, lines, handler.body[0])
    return (new, *what.edits, *refusal.edits, *message.edits, *library.edits, *token.edits, *places.edits)


def _token(handler: Handler, asks: Asks) -> _Token | None:
    for local, module, function in _functions(handler):
        if any(param.default is None and param.kind == "positional" for param in function.params):
            continue
        tree = handler.context.tree(module.path)
        node = tree.function(Span(*function.at))
        found = _address(tree, node, asks.token) if node is not None else None
        if node is None or found is None:
            continue
        names = _named(handler, module, function, found)
        library = _library(tree.source(node))
        if names is None or not library or (node.asynchronous is not None) != (library == "httpx.AsyncClient"):
            continue
        called = f"await {local}()" if node.asynchronous is not None else f"{local}()"
        url = tree.source(found).replace(asks.token, asks.path)
        return _Token(called, url, node.asynchronous is not None, library.partition(".")[0], names)
    return None


def _functions(handler: Handler) -> Iterator[tuple[str, ModuleInfo, r.Function]]:
    """The functions of the project that the handler's file can name."""
    for local, stmts in handler.module.symbols.items():
        if len(stmts) != 1 or not isinstance(stmts[0], r.Function | r.Import):
            continue
        value = handler.context.machine.quiet_eval(handler.module, r.Name(handler.fact.at, local))
        for ref in value.refs:
            if isinstance(ref, FuncRef) and ref.node is not handler.fact:
                yield local, ref.module, ref.node


def _address(tree: Tree, node: cst.FunctionDef, path: str) -> cst.FormattedString | cst.SimpleString | None:
    """The text with the address of the token."""
    for part in tree.inside(node):
        if isinstance(part, cst.FormattedString | cst.SimpleString) and path in tree.source(part):
            return part
    return None


def _named(
    handler: Handler, module: ModuleInfo, function: r.Function, text: cst.FormattedString | cst.SimpleString
) -> tuple[Edit, ...] | None:
    """The imports of what an address is made of; None where that is the other function's own."""
    edits: list[Edit] = []
    source = handler.context.tree(module.path).source(text)
    for name in set(re.findall(r"\{\s*([A-Za-z_]\w*)", source)):
        stmts = module.symbols.get(name, [])
        if len(stmts) != 1 or re.search(rf"\b{name}\s*=", _text_of(handler, module, function)):
            return None
        if module is handler.module:
            continue
        brought = _from(handler, module, stmts[0], name)
        if brought is None or brought.name != name:
            return None
        edits += brought.edits
    return tuple(edits)


def _text_of(handler: Handler, module: ModuleInfo, function: r.Function) -> str:
    node = handler.context.tree(module.path).function(Span(*function.at))
    return handler.context.tree(module.path).source(node.body) if node is not None else ""


def _from(handler: Handler, module: ModuleInfo, stmt: r.Stmt, name: str) -> Brought | None:
    """A name of the module that the token's function comes from."""
    line = handler.fact.at[0] + 1
    if isinstance(stmt, r.Import) and not stmt.level:
        return bring_name(handler.module, handler.tree, stmt.module, stmt.name, line) if stmt.name else None
    for own in handler.module.facts.body:
        other = (
            handler.context.machine.project.imported(handler.module, own.module, own.level)
            if isinstance(own, r.Import)
            else None
        )
        if other is module and isinstance(own, r.Import):
            return bring_name(handler.module, handler.tree, "." * own.level + own.module, name, line)
    return None


def _library(source: str) -> str:
    """What the token's function asks with."""
    return next((name for name in ("httpx.AsyncClient", "requests", "httpx") if f"{name}" in source), "")
