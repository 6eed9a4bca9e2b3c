"""Registers an event in front of a handler's effects, in their transaction, and stops where it is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import Span
from ekzlint.fixes.answer import REFUSED, acknowledgement
from ekzlint.fixes.bound import bound_at
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.event_key import event_key
from ekzlint.fixes.event_model import EventModel, event_model
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.place import Place, before, indented, line_in, returns
from ekzlint.fixes.scope import bindings
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event


@dataclass(frozen=True)
class Registration:
    """The edits, and how the user's message calls the table; `is_new` says that it needs a migration."""

    edits: tuple[Edit, ...]
    model: str
    is_new: bool


@dataclass(frozen=True)
class _Session:
    """How a handler calls its session of SQLAlchemy."""

    text: str
    waits: str
    """`await ` where its methods are coroutines."""


def registration(
    handler: Handler,
    effects: Sequence[Event],
    *,
    place: Place | None = None,
    key: str = "",
    end: Sequence[str] = (),
    gone: Sequence[cst.BaseStatement] = (),
    model: str = "",
) -> Registration | None:
    """The registration of an event in front of some effects; None where it cannot be told how to write one.

    `place`, `key`, `end` (what a repeated event is answered) and `model` are given where another guard has told them;
    the statements `gone` are that guard, and give way to this one.
    """
    place = place or before(handler, effects)
    provider = handler.context.knowledge.providers.get(handler.walk.provider)
    key = key or (event_key(handler, provider, place) if place else "")
    known = None if end else acknowledgement(handler)
    answer = (tuple(end), ()) if end else ((known.name,), known.edits) if known else None
    table = event_model(handler, _modules(handler, effects)) if place and key and answer else None
    if place is None or answer is None or table is None or (model and table.name != model):
        return None
    write = _in_django if table.dialect == "django" else _in_sqlalchemy
    made = write(handler, place, table, key, answer[0], effects, gone)
    if made is None:
        return None
    return Registration((*made, *answer[1], *table.edits), table.name, table.is_new)


def _modules(handler: Handler, effects: Sequence[Event]) -> list[ModuleInfo]:
    """The handler's module, and those in which its effects come about."""
    found = {handler.module.path: handler.module}
    for event in effects:
        found.setdefault(event.module.path, event.module)
    return list(found.values())


def _in_django(
    handler: Handler,
    place: Place,
    model: EventModel,
    key: str,
    end: Sequence[str],
    effects: Sequence[Event],
    gone: Sequence[cst.BaseStatement],
) -> list[Edit] | None:
    if handler.node.asynchronous is not None:
        return None
    names = {name for name, _ in bindings(handler.fact)}
    created = next((name for name in ("created", "is_new") if name not in names), "")
    # A module's `_` translates: it must not become the function's own.
    first = "_" if "_" in names or "_" not in handler.module.symbols else "_event"
    if not created:
        return None
    lines = [
        f"{first}, {created} = {model.name}.objects.get_or_create({model.column}={key})",
        f"if not {created}:",
        *(_step(handler) + line if line else "" for line in end),
    ]
    if _is_atomic(handler, place):
        return _put(handler, place, lines, gone)
    if _may_refuse(handler, place, effects):
        # The registration would be kept, and the event that is sent again taken for a repeat.
        return None
    brought = bring_name(handler.module, handler.tree, "django.db", "transaction", handler.fact.at[0])
    if brought is None:
        return None
    if not place.is_tried:
        line = handler.fact.at[0]
        text = f"{handler.tree.indent(line)}@{brought.name}.atomic\n"
        put = _put(handler, place, lines, gone)
        return [*put, Edit(handler.tree.path, Span(line, 1, line, 1), text), *brought.edits]
    return _wrapped(
        handler,
        place,
        [f"with {brought.name}.atomic():", *(_step(handler) + line for line in lines)],
        gone,
        list(brought.edits),
    )


def _is_atomic(handler: Handler, place: Place) -> bool:
    """Whether the place is inside a transaction that takes everything back when something fails."""
    said = [*handler.fact.decorators]
    heads = [item.item for outer in place.around if isinstance(outer, cst.With) for item in outer.items]
    if any("atomic" in handler.tree.code(head) for head in heads):
        return True
    return any(dotted(decorator).endswith("atomic") for decorator in said) and not place.is_tried


def _may_refuse(handler: Handler, place: Place, effects: Sequence[Event]) -> bool:
    """Whether an answer behind the place, in the same transaction, has the provider send the event again."""
    first = handler.tree.span(place.first).line
    scope = place.rest if place.is_tried else [handler.node.body]
    answers = [part for part in returns(scope, handler.tree) if handler.tree.span(part).line >= first]
    if any(REFUSED.search(handler.tree.source(part)) for part in answers):
        return True
    named = (part.value for part in answers if isinstance(part.value, cst.Name | cst.Call))
    if not any(isinstance(value, cst.Name) or _is_own(handler, value) for value in named):
        return False
    # What a function of the project answers is handed on.
    return any(REFUSED.search(text) for event in effects for text in _answers(handler, event))


def _is_own(handler: Handler, call: cst.BaseExpression) -> bool:
    fact = handler.context.expression(handler.tree.path, handler.tree.span(call), r.Call)
    return fact is not None and bool(handler.context.machine.quiet_eval(handler.module, fact.func).refs)


def _answers(handler: Handler, event: Event) -> Iterator[str]:
    """The `return` statements of the functions on the way to an event."""
    for path, line in [*((step.path, step.span.line) for step in event.chain[1:]), (event.module.path, event.at[0])]:
        module = handler.context.module(path)
        function = enclosing_function(module.facts, line) if module is not None else None
        for stmt in statements(function.body) if function is not None and function is not handler.fact else ():
            if isinstance(stmt, r.Return):
                yield handler.context.tree(path).between(Span(*stmt.at))


def _in_sqlalchemy(
    handler: Handler,
    place: Place,
    model: EventModel,
    key: str,
    end: Sequence[str],
    effects: Sequence[Event],
    gone: Sequence[cst.BaseStatement],
) -> list[Edit] | None:
    session = _session(handler, place)
    error = bring_name(handler.module, handler.tree, "sqlalchemy.exc", "IntegrityError", handler.fact.at[0])
    if session is None or error is None:
        return None
    step, waits = _step(handler), session.waits
    lines = [
        f"{session.text}.add({model.name}({model.column}={key}))",
        "try:",
        f"{step}{waits}{session.text}.flush()",
        f"except {error.name}:",
        f"{step}{waits}{session.text}.rollback()",
        *(step + line if line else "" for line in end),
    ]
    kept = [] if _is_committed(handler, place, effects) else _commit(handler, place, session)
    if kept is None:
        return None
    return [*_put(handler, place, lines, gone), *kept, *error.edits]


def _session(handler: Handler, place: Place) -> _Session | None:
    """The session that the handler commits, adds to or asks; None where it has none of its own."""
    tree, bound = handler.tree, bound_at(handler.fact, handler.tree.span(place.first).line)
    for wanted in (("commit",), ("add", "flush", "add_all"), ("query", "scalars", "execute", "get", "scalar")):
        for node in tree.inside(handler.node):
            func = node.func if isinstance(node, cst.Call) else None
            if not isinstance(func, cst.Attribute) or func.attr.value not in wanted:
                continue
            text = tree.source(func.value)
            top = text.partition(".")[0]
            is_session = text.rpartition(".")[2].lower().endswith(("session", "db")) or text in ("db", "s")
            if "(" in text or not is_session or not (top in bound or top in handler.module.symbols):
                continue
            return _Session(text, "await " if isinstance(tree.parents[node], cst.Await) else "")
    for param in handler.fact.params:
        said = dotted(param.annotation).rpartition(".")[2]
        if said in ("Session", "AsyncSession"):
            return _Session(param.name, "await " if said == "AsyncSession" else "")
    return None


def _is_committed(handler: Handler, place: Place, effects: Sequence[Event]) -> bool:
    """Whether a commit follows the place, on the way of the effects."""
    first = handler.tree.span(place.first).line
    run = handler.walk.run
    for commit in handler.walk.of("commit"):
        line = line_in(handler, commit)
        if line >= first and all(run.follows(effect, commit) or run.follows(commit, effect) for effect in effects):
            return True
    return False


def _commit(handler: Handler, place: Place, session: _Session) -> list[Edit] | None:
    """A commit at the end of the block; None where the block has other ends."""
    tree, last = handler.tree, place.block.body[-1]
    ways = list(returns(place.rest, tree))
    is_return = isinstance(last, cst.SimpleStatementLine) and isinstance(last.body[-1], cst.Return)
    if len(ways) > int(is_return):
        return None
    span = tree.span(last)
    line = span.line if is_return else span.end_line + 1
    indent = tree.indent(tree.span(place.first).line)
    if not is_return and span.end_line >= tree.text.count("\n") + 1:
        return None
    return [Edit(tree.path, Span(line, 1, line, 1), f"{indent}{session.waits}{session.text}.commit()\n")]


def _put(
    handler: Handler, place: Place, lines: Sequence[str], gone: Sequence[cst.BaseStatement], lead: str = ""
) -> list[Edit]:
    """The lines in front of the place, and the statements that give way to them taken out."""
    tree = handler.tree
    indent = tree.indent(tree.span(place.first).line)
    text = "".join(f"{indent}{line}\n" if line else "\n" for line in lines)
    edits: list[Edit] = []
    for part in gone:
        span = tree.span(part)
        here = part is place.first
        edits.append(Edit(tree.path, Span(span.line, 1, span.end_line + 1, 1), text + lead if here else ""))
    if place.first not in gone:
        edits.append(handler.above(place.first, text + lead))
    return edits


def _wrapped(
    handler: Handler,
    place: Place,
    lines: Sequence[str],
    gone: Sequence[cst.BaseStatement],
    more: list[Edit],
) -> list[Edit] | None:
    """The lines, and the rest of the block one step to the right, inside of the `with` that the first line opens."""
    tree = handler.tree
    put = _put(handler, place, lines, gone)
    taken = {number for edit in put for number in range(edit.span.line, max(edit.span.end_line, edit.span.line + 1))}
    start = min(edit.span.line for edit in put if edit.text)
    last = tree.span(place.block.body[-1]).end_line
    moved = indented(tree, start, last, _step(handler))
    if moved is None:
        return None
    joined = [
        Edit(edit.path, edit.span, edit.text + _step(handler))
        if edit.span.line == start and edit.span.end_line == start
        else edit
        for edit in put
    ]
    return [*joined, *(edit for edit in moved if edit.span.line not in taken), *more]


def _step(handler: Handler) -> str:
    block = handler.node.body
    return (block.indent if isinstance(block, cst.IndentedBlock) else None) or handler.tree.module.default_indent
