"""EKZ801: a provider's secret is a literal in the source."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.named import named_strings
from ekzlint.facts.walk import all_expressions
from ekzlint.findings.model import Draft
from ekzlint.flow.library import Library
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import span
from ekzlint.flow.secrets import belongs_to, holder_of, is_public, issuer_of, looks_secret

CODE = "EKZ801"


def check_module(machine: Machine, module: ModuleInfo) -> Iterator[Draft]:
    """Literals under a secret's name, literals that begin like a secret, and what stands beside a key's public half."""
    if not module.tokens:
        return
    library = machine.library
    seen: set[r.Place] = set()
    for name, const in named_strings(module.facts):
        if is_public(name):
            seen.add(const.at)
        elif const.at not in seen and looks_secret(library, str(const.value)):
            provider = holder_of(library, module.evidence, name)
            if provider:
                seen.add(const.at)
                yield _draft(module, const, name, provider)
    for const, name, provider in _unnamed(library, module.facts):
        if const.at not in seen:
            seen.add(const.at)
            yield _draft(module, const, name, provider)


def _unnamed(library: Library, facts: r.Module) -> Iterator[tuple[r.Const, str, str]]:
    """Secrets that only their looks, or their neighbour, give away."""
    for expr in all_expressions(facts):
        if isinstance(expr, r.Const) and isinstance(expr.value, str):
            provider = issuer_of(library, expr.value)
            if provider:
                yield expr, f"{expr.value[:8]}…", provider
        elif isinstance(expr, r.Seq) and len(expr.items) == 2:
            key, secret = expr.items
            if isinstance(key, r.Const) and isinstance(secret, r.Const):
                provider = belongs_to(library, str(key.value))
                if provider and looks_secret(library, str(secret.value)):
                    yield secret, f"{str(secret.value)[:3]}…", provider


def _draft(module: ModuleInfo, const: r.Const, name: str, provider: str) -> Draft:
    return Draft(
        code=CODE,
        path=module.path,
        span=span(const.at),
        provider=provider,
        confidence="high",
        params={"name": name},
    )
