"""The registration of an event in a table of SQLAlchemy: a flush that fails where the key is there already."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ekzlint.facts.text import dotted
from ekzlint.fixes.bound import bound_at
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.guarding import Guarding
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.place import line_in, returns

_STORING = (("commit",), ("add", "flush", "add_all"), ("query", "scalars", "execute", "get", "scalar"))


@dataclass(frozen=True)
class _Session:
    """How a handler calls its session, and `await ` where the session's methods are coroutines."""

    text: str
    waits: str


def in_sqlalchemy(guarding: Guarding) -> list[Edit] | None:
    """The edits; None for a handler that has no session of its own, or does not commit where it must."""
    handler, model, step = guarding.handler, guarding.model, guarding.step
    session = _session(guarding)
    error = bring_name(handler.module, handler.tree, "sqlalchemy.exc", "IntegrityError", handler.fact.at[0])
    if session is None or error is None:
        return None
    kept = [] if _is_committed(guarding) else _commit(guarding, session)
    if kept is None:
        return None
    columns = [f"{model.column}={guarding.key}", *model.others]
    lines = [
        *guarding.call(f"{session.text}.add({model.name}(", ", ".join(columns), "))"),
        "try:",
        f"{step}{session.waits}{session.text}.flush()",
        f"except {error.name}:",
        f"{step}{session.waits}{session.text}.rollback()",
        *guarding.answer,
    ]
    return [*guarding.put(lines), *kept, *error.edits]


def _session(guarding: Guarding) -> _Session | None:
    """The session that the handler commits, adds to or asks."""
    handler, tree = guarding.handler, guarding.handler.tree
    bound = bound_at(handler.fact, guarding.first_line)
    for wanted in _STORING:
        for node in tree.inside(handler.node):
            func = node.func if isinstance(node, cst.Call) else None
            if not isinstance(func, cst.Attribute) or func.attr.value not in wanted:
                continue
            text = tree.source(func.value)
            top = text.partition(".")[0]
            is_session = text.rpartition(".")[2].lower().endswith(("session", "db")) or text == "s"
            if "(" not in text and is_session and (top in bound or top in handler.module.symbols):
                return _Session(text, "await " if isinstance(tree.parents[node], cst.Await) else "")
    for param in handler.fact.params:
        said = dotted(param.annotation).rpartition(".")[2]
        if said in ("Session", "AsyncSession"):
            return _Session(param.name, "await " if said == "AsyncSession" else "")
    return None


def _is_committed(guarding: Guarding) -> bool:
    """Whether a commit follows the place, on the way of the effects."""
    run = guarding.handler.walk.run
    for commit in guarding.handler.walk.of("commit"):
        behind = line_in(guarding.handler, commit) >= guarding.first_line
        if behind and all(run.follows(effect, commit) or run.follows(commit, effect) for effect in guarding.effects):
            return True
    return False


def _commit(guarding: Guarding, session: _Session) -> list[Edit] | None:
    """A commit at the end of the block; None where the block has other ends."""
    tree, place = guarding.handler.tree, guarding.place
    last = place.block.body[-1]
    is_return = isinstance(last, cst.SimpleStatementLine) and isinstance(last.body[-1], cst.Return)
    if len(list(returns(place.rest, tree))) > int(is_return):
        return None
    span = tree.span(last)
    line = span.line if is_return else span.end_line + 1
    if line > tree.text.count("\n") + 1:
        return None
    indent = tree.indent(guarding.first_line)
    return [insertion(tree.path, line, f"{indent}{session.waits}{session.text}.commit()\n")]
