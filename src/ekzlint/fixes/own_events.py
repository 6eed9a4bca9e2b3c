"""The project's own table of events: its key, and what else a row of it has to say."""

from __future__ import annotations

from collections.abc import Mapping

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions
from ekzlint.fixes.context import Context
from ekzlint.flow.values import ClassRef
from ekzlint.flow.words import has, words

_OF_EVENTS = frozenset(
    ["event", "events", "webhook", "webhooks", "ipn", "callback", "notification", "processed", "handled", "seen"]
    + ["dedupe"]
)
_KEYS = frozenset(["id", "key", "reference", "ref", "uuid", "idempotency"])
_OPTIONAL = frozenset(["default", "null", "auto_now", "auto_now_add", "nullable", "server_default", "blank", "init"])
_NO_COLUMNS = frozenset(["relationship", "Index", "UniqueConstraint", "Manager", "synonym", "backref"])
_ROLES: Mapping[str, frozenset[str]] = {
    "provider": frozenset(["provider", "gateway", "source", "processor"]),
    "kind": frozenset(["type", "kind", "topic"]),
}
"""What other columns hold, by the words in their names."""


def own_columns(context: Context, ref: ClassRef, said: Mapping[str, str]) -> tuple[str, tuple[str, ...]] | None:
    """The unique column of a table of events, and `column=value` for each other one that a row must have.

    None for another table, and where a value is not known; `said` has those of the provider and the event's kind.
    """
    if not has(ref.node.name, _OF_EVENTS):
        return None
    unique = [name for name in context.machine.classes.unique_fields(ref) if has(name, _KEYS)]
    if len(unique) != 1:
        return None
    others = []
    for stmt in ref.node.body:
        name, _ = declared(stmt)
        if not name or name.startswith("_") or name == unique[0] or not _is_required(stmt):
            continue
        role = next((role for role, known in _ROLES.items() if words(name) & known), "")
        if not said.get(role):
            return None
        others.append(f"{name}={said[role]}")
    return unique[0], tuple(others)


def declared(stmt: r.Stmt) -> tuple[str, r.Call | None]:
    """The name that a statement of a class gives to what a call makes; the call is None where it is something else."""
    target = stmt.targets[0] if isinstance(stmt, r.Assign) else stmt.target if isinstance(stmt, r.AnnAssign) else None
    value = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign) else None
    if not isinstance(target, r.Name):
        return "", None
    return target.id, value if isinstance(value, r.Call) else None


def _is_required(stmt: r.Stmt) -> bool:
    """Whether a row cannot be made without the column that a statement declares."""
    value = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign) else None
    if isinstance(stmt, r.AnnAssign) and _may_be_none(stmt.annotation):
        return False
    if not isinstance(value, r.Call):
        # `kind: Mapped[str]`, or `kind: str` of SQLModel; with a value it has a default.
        return isinstance(stmt, r.AnnAssign) and value is None
    last = dotted(value.func).rpartition(".")[2]
    flags = dict(value.keywords)
    if last in _NO_COLUMNS or "primary_key" in flags:
        return False
    given = _OPTIONAL & set(flags)
    if given:
        nullable = flags.get("nullable")
        return given == {"nullable"} and isinstance(nullable, r.Const) and nullable.value is False
    # A plain column of SQLAlchemy may be null; a field of Django may not.
    return last != "Column"


def _may_be_none(annotation: r.Expr) -> bool:
    parts = list(expressions(annotation))
    return any(
        dotted(part).endswith("Optional") or (isinstance(part, r.Const) and part.value is None) for part in parts
    )
