"""Writes the verification of a provider's message, in the idiom of the framework that hands it over."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_expressions
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.environment import reading
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_module, bring_name
from ekzlint.fixes.scope import bindings
from ekzlint.flow.values import ClassRef, ModuleRef
from ekzlint.knowledge.schema import Provider, Scheme

_RAW = {
    "django": "{}.body",
    "rest_framework": "{}.body",
    "flask": "{}.get_data()",
    "fastapi": "await {}.body()",
    "aiohttp": "await {}.read()",
}
_ASYNC = frozenset({"fastapi", "aiohttp"})


@dataclass(frozen=True)
class _Parts:
    """What the new lines are made of. `sure`: the secret is there, or its look-up fails."""

    raw: str
    header: str
    secret: str
    sure: bool
    refusal: str


def written(handler: Handler, provider: Provider) -> tuple[Edit, ...] | None:
    """The edits that verify at the top of a handler; None where something for it cannot be told."""
    scheme, framework = provider.webhook.scheme, handler.framework
    if scheme is None or framework not in _RAW or not handler.body:
        return None
    if framework in _ASYNC and handler.node.asynchronous is None:
        return None
    request, refusal = _request(handler, framework), handler.refusal()
    secret = _secret(handler, provider, scheme)
    if request is None or refusal is None or secret is None:
        return None
    parts = _Parts(
        raw=_RAW[framework].format(request.name),
        header=f'{request.name}.headers.get("{scheme.header}", "")',
        secret=secret[0].name,
        sure=secret[1],
        refusal=refusal.name,
    )
    made = _lines(handler, scheme, parts)
    if made is None:
        return None
    lines, imports = made
    text = "".join(f"{handler.indent}{line}\n" for line in lines)
    new = handler.above(_first(handler), text)
    return (new, *request.edits, *refusal.edits, *secret[0].edits, *imports)


def _lines(handler: Handler, scheme: Scheme, parts: _Parts) -> tuple[list[str], list[Edit]] | None:
    """The new statements without indentation, and the imports that they need."""
    if scheme.call:
        return _library(handler, scheme, parts)
    step = _step(handler)
    compare = bring_name(handler.module, handler.tree, "hmac", "compare_digest", handler.fact.at[0] + 1)
    if compare is None:
        return None
    if not scheme.algorithm:
        name = _free(handler, "sent")
        test = f"not {name} or not {compare.name}({name}.encode(), {parts.secret}.encode())"
        return [f"{name} = {parts.header}", f"if {test}:", f"{step}{parts.refusal}"], [*compare.edits]
    line = handler.fact.at[0] + 1
    new = bring_name(handler.module, handler.tree, "hmac", "new", line)
    digest = bring_name(handler.module, handler.tree, "hashlib", scheme.algorithm, line)
    if new is None or digest is None:
        return None
    name = _free(handler, "expected")
    lines = []
    secret = parts.secret
    if not parts.sure:
        secret = _free(handler, "secret")
        lines = [f"{secret} = {parts.secret}", f"if not {secret}:", f"{step}{parts.refusal}"]
    made = f"{new.name}({secret}.encode(), {parts.raw}, {digest.name})"
    lines += [
        f"{name} = {made}.hexdigest()",
        f"if not {compare.name}({name}.encode(), {parts.header}.encode()):",
        f"{step}{parts.refusal}",
    ]
    return lines, [*compare.edits, *new.edits, *digest.edits]


def _library(handler: Handler, scheme: Scheme, parts: _Parts) -> tuple[list[str], list[Edit]] | None:
    """The provider's own library raises where the signature is wrong."""
    top = scheme.call.partition(".")[0]
    brought = bring_module(handler.module, handler.tree, top, handler.fact.at[0] + 1)
    if brought is None:
        return None
    step = _step(handler)
    call = brought.name + scheme.call.removeprefix(top)
    old = f"{top}.error.{scheme.error.rpartition('.')[2]}"
    error = old if f"{top}.error." in handler.tree.text else brought.name + scheme.error.removeprefix(top)
    cause = " from error" if parts.refusal.startswith("raise ") else ""
    lines = [
        "try:",
        f"{step}{call}({parts.raw}, {parts.header}, {parts.secret})",
        f"except (ValueError, {error}){' as error' if cause else ''}:",
        f"{step}{parts.refusal}{cause}",
    ]
    return lines, list(brought.edits)


def _request(handler: Handler, framework: str) -> Brought | None:
    """How the handler names the request."""
    if framework == "flask":
        return bring_name(handler.module, handler.tree, "flask", "request", handler.fact.at[0] + 1)
    params = [param for param in handler.fact.params if param.name not in ("self", "cls")]
    if framework != "fastapi":
        return Brought(params[0].name) if params else None
    for param in params:
        if dotted(param.annotation).rpartition(".")[2] == "Request":
            return Brought(param.name)
    return _added_request(handler)


def _added_request(handler: Handler) -> Brought | None:
    """FastAPI hands the request over to whoever asks for it."""
    if "request" in {name for name, _ in bindings(handler.fact)}:
        return None
    brought = bring_name(handler.module, handler.tree, "fastapi", "Request", handler.fact.at[0])
    params = handler.node.params
    if brought is None or params.posonly_params or handler.walk.entry.klass is not None:
        return None
    text = f"request: {brought.name}"
    if params.params:
        place = handler.tree.span(params.params[0])
        edit = Edit(handler.tree.path, Span(place.line, place.column, place.line, place.column), f"{text}, ")
        return Brought("request", (edit, *brought.edits))
    if params.kwonly_params or params.star_kwarg or not isinstance(params.star_arg, cst.MaybeSentinel):
        return None
    name = handler.tree.span(handler.node.name)
    column = name.end_column + 1
    edit = Edit(handler.tree.path, Span(name.end_line, column, name.end_line, column), text)
    return Brought("request", (edit, *brought.edits))


def _secret(handler: Handler, provider: Provider, scheme: Scheme) -> tuple[Brought, bool] | None:
    """The secret as the project holds it already, else from the environment."""
    known = {scheme.secret.lower(), *scheme.also}
    machine = handler.context.machine
    for expr in all_expressions(handler.module.facts):
        if isinstance(expr, r.Attr) and dotted(expr.value) == "settings" and expr.name.lower() in known:
            # The settings of Django are no module of the project's: they are known by how they are used.
            return Brought(f"settings.{expr.name}"), False
    for local, stmts in handler.module.symbols.items():
        if local.lower() in known and all(isinstance(stmt, r.Assign | r.AnnAssign | r.Import) for stmt in stmts):
            return Brought(local), False
        if not any(isinstance(stmt, r.Import | r.Assign) for stmt in stmts):
            continue
        value = machine.quiet_eval(handler.module, r.Name(handler.fact.at, local))
        for ref in value.refs:
            names = list(ref.module.symbols) if isinstance(ref, ModuleRef) else []
            found = next((name for name in names if name.lower() in known), "")
            if found:
                return Brought(f"{local}.{found}"), False
        if value.type is not None and local in ("settings", "config", "conf"):
            found = next((name for name in _fields(value.type) if name.lower() in known), "")
            if found:
                return Brought(f"{local}.{found}"), False
    brought = reading(handler.module, handler.tree, scheme.secret, handler.fact.at[0] + 1)
    return (brought, True) if brought else None


def _fields(owner: ClassRef) -> list[str]:
    found = []
    for stmt in owner.node.body:
        target = stmt.target if isinstance(stmt, r.AnnAssign) else None
        if isinstance(target, r.Name):
            found.append(target.id)
    return found


def _first(handler: Handler) -> cst.BaseStatement:
    """The statement in front of which to verify: behind a look at the request's method."""
    for statement in handler.body[:-1]:
        test = handler.tree.source(statement.test) if isinstance(statement, cst.If) else ""
        if ".method" not in test or "!=" not in test:
            return statement
    return handler.body[-1]


def _free(handler: Handler, name: str) -> str:
    bound = {known for known, _ in bindings(handler.fact)} | set(handler.module.symbols)
    return name if name not in bound else f"{name}_signature"


def _step(handler: Handler) -> str:
    block = handler.node.body
    return (block.indent if isinstance(block, cst.IndentedBlock) else None) or handler.tree.module.default_indent
