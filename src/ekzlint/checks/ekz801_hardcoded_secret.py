"""EKZ801: a provider's secret is a literal in the source."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import all_expressions, statements
from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import span

CODE = "EKZ801"
_PLACEHOLDER = re.compile(
    r"x{3,}|\.\.\.|your|change|example|placeholder|dummy|secret_key_here|<|>|\{|\*{3}|fake|sample|todo|insert|replace|test_?key$",
    re.I,
)
_TOKEN = re.compile(r"^[A-Za-z0-9+/=_\-:.]+$")
_SHORTEST, _LEAST_ENTROPY = 12, 3.0


def check_module(machine: Machine, module: ModuleInfo) -> Iterator[Draft]:
    """Literals with a secret's prefix anywhere, and literals under a secret's name in payment code."""
    if not module.tokens:
        return
    seen: set[r.Place] = set()
    for name, const in _named(module.facts):
        provider = _by_name(machine, module, name, str(const.value))
        if provider is not None and const.at not in seen:
            seen.add(const.at)
            yield _draft(module, const, name, provider, "high" if provider else "medium")
    for expr in all_expressions(module.facts):
        if isinstance(expr, r.Const) and isinstance(expr.value, str) and expr.at not in seen:
            provider = _by_prefix(machine, expr.value)
            if provider:
                seen.add(expr.at)
                yield _draft(module, expr, expr.value[:8] + "…", provider, "high")


def _draft(module: ModuleInfo, const: r.Const, name: str, provider: str, level: Confidence) -> Draft:
    return Draft(
        code=CODE,
        path=module.path,
        span=span(const.at),
        provider=provider or min(module.evidence, default=""),
        confidence=level,
        params={"name": name},
    )


def _named(module: r.Module) -> Iterator[tuple[str, r.Const]]:
    """String literals together with the variable, attribute, key or argument that holds them."""
    for stmt in statements(module.body):
        if (
            isinstance(stmt, r.Assign | r.AnnAssign)
            and isinstance(stmt.value, r.Const)
            and isinstance(stmt.value.value, str)
        ):
            for target in stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,):
                name = _target_name(target)
                if name:
                    yield name, stmt.value
    for expr in all_expressions(module):
        if isinstance(expr, r.Call):
            for name, value in expr.keywords:
                if isinstance(value, r.Const) and isinstance(value.value, str) and name:
                    yield name, value
            # The default of a look-up in the environment is a literal in the source all the same.
            if len(expr.args) == 2 and all(isinstance(a, r.Const) and isinstance(a.value, str) for a in expr.args):
                key, default = expr.args
                if isinstance(key, r.Const) and isinstance(default, r.Const) and str(key.value).isupper():
                    yield str(key.value), default
        elif isinstance(expr, r.DictExpr):
            for key_expr, value in zip(expr.keys, expr.values, strict=True):
                if (
                    isinstance(key_expr, r.Const)
                    and isinstance(key_expr.value, str)
                    and isinstance(value, r.Const)
                    and isinstance(value.value, str)
                ):
                    yield key_expr.value, value


def _target_name(target: r.Expr) -> str:
    if isinstance(target, r.Name):
        return target.id
    if isinstance(target, r.Attr):
        return target.name
    if isinstance(target, r.Item) and isinstance(target.index, r.Const):
        return str(target.index.value)
    return ""


def _by_name(machine: Machine, module: ModuleInfo, name: str, text: str) -> str | None:
    """The provider (empty: unknown) whose secret the name says this is; None where it is no secret."""
    if not _looks_secret(machine, text):
        return None
    bare = re.sub(r"[^a-z0-9]", "", name.lower())
    for provider in machine.library.knowledge.providers.values():
        if provider.name in module.evidence or any(word in bare for word in provider.words):
            for known in provider.secrets.names:
                if re.sub(r"[^a-z0-9]", "", known.lower()) == bare:
                    return provider.name
    return None


def _by_prefix(machine: Machine, text: str) -> str:
    for provider in machine.library.knowledge.providers.values():
        for prefix in provider.secrets.prefixes:
            if text.startswith(prefix) and len(text) >= len(prefix) + 10 and _looks_secret(machine, text):
                return provider.name
    return ""


def _looks_secret(machine: Machine, text: str) -> bool:
    if len(text) < _SHORTEST or not _TOKEN.match(text) or _PLACEHOLDER.search(text) or "://" in text:
        return False
    for provider in machine.library.knowledge.providers.values():
        secrets = provider.secrets
        if text in secrets.public_values or text.startswith(secrets.public_prefixes or ("\0",)):
            return False
    return any(c.isdigit() for c in text) and _entropy(text) >= _LEAST_ENTROPY


def _entropy(text: str) -> float:
    """Shannon entropy in bits a character; words of a language stay below secrets."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
