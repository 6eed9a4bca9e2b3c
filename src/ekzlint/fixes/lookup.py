"""The function by which a project asks a provider for a payment already, in the file of a handler or near it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ekzlint.facts import records as r
from ekzlint.facts.walk import statements
from ekzlint.fixes.handler import Handler
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.words import is_refetch, words
from ekzlint.knowledge.schema import Provider

_ASKS = frozenset({"query", "check", "verify", "fetch", "retrieve", "stk", "consultar"})
_ASKED_FOR = frozenset({"payment", "payments", "transaction", "charge", "stk", "push", "pagamento", "pago"})
_MOST_FILES = 60
"""Files that are looked through."""


def lookup_of(handler: Handler, provider: Provider) -> str:
    """The name of the function, with its class's; empty where none says so by its name."""
    for module in _near(handler, provider):
        for stmt in statements(module.facts.body):
            if not isinstance(stmt, r.Function) or stmt is handler.fact:
                continue
            verb = stmt.name.strip("_").partition("_")[0].lower()
            if verb in _ASKS and is_refetch(stmt.name) and words(stmt.name) & _ASKED_FOR:
                return stmt.qualname
    return ""


def _near(handler: Handler, provider: Provider) -> Iterator[ModuleInfo]:
    """The handler's own file, then those beside it or below it that speak of no other provider."""
    yield handler.module
    folder = Path(handler.tree.path).parent
    beside = [file for file in handler.context.files if folder in file.parents or folder.parent == file.parent.parent]
    for file in beside[:_MOST_FILES]:
        module = handler.context.module(file.as_posix())
        if module is not None and module is not handler.module and module.evidence == {provider.name}:
            yield module
