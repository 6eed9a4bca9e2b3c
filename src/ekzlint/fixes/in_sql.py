"""The registration of an event in a table of plain SQL: an insert that does nothing where the key is there already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.bound import bound_at
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.event_model import EventModel
from ekzlint.fixes.guarding import Guarding, Known
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.place import Place
from ekzlint.fixes.scope import is_bound
from ekzlint.fixes.tree import Tree
from ekzlint.flow.run import Event

TABLE = "webhook_events"
_TOUCHES = re.compile(
    r"(?:insert\s+(?:or\s+\w+\s+|ignore\s+)?into|update|delete\s+from)\s+[\"`\[]?(\w+)", re.IGNORECASE
)
_CREATES = r"create\s+table\s+(?:if\s+not\s+exists\s+)?[\"`\[]?{}\b"
_RUNS = frozenset({"execute", "fetchval", "fetchrow", "fetch"})
_MYSQL = ("pymysql", "MySQLdb", "mysql", "aiomysql")


@dataclass(frozen=True)
class _Statement:
    """How a handler runs its SQL: on what, with which placeholder, and whether it waits for it."""

    on: str
    mark: str
    waits: bool
    table: str


def in_sql(
    handler: Handler, place: Place, key: str, end: Sequence[str], effects: Sequence[Event], known: Known
) -> tuple[Edit, ...] | None:
    """The edits; None where the effects are not run by the handler itself, or no one creates tables in the project."""
    ran = _statement(handler, place, effects)
    made = _created(handler.context, ran) if ran else None
    if ran is None or made is None:
        return None
    model = EventModel(TABLE, "event_id", "sql", (), is_new=True)
    guarding = Guarding(handler, place, model, key, tuple(end), tuple(effects), known)
    guarding = replace(guarding, end=(*_closed(guarding), *end))
    inserted = "registered" if is_bound(handler.fact, "inserted") else "inserted"
    insert = f"INSERT INTO {TABLE} (event_id) VALUES ({ran.mark}) ON CONFLICT DO NOTHING"
    if ran.mark == "$1":
        call = [f"{inserted} = await {ran.on}.fetchval(", f'{guarding.step}"{insert} RETURNING event_id",']
        lines = [*call, f"{guarding.step}{key},", ")", f"if {inserted} is None:", *guarding.answer]
        put = guarding.put_around(f"async with {ran.on}.transaction():", lines)
        return None if put is None or _in_transaction(handler, place) else (*put, made)
    if not _is_committed(guarding, ran.on):
        return None
    if ran.mark == "%s" and any(name in handler.context.imports(handler.module) for name in _MYSQL):
        insert = f"INSERT IGNORE INTO {TABLE} (event_id) VALUES (%s)"
    # What a cursor of SQLite runs gives a cursor; that of other libraries has to be asked itself.
    gives = ran.waits or ran.mark == "?"
    head = f"{inserted} = {'await ' if ran.waits else ''}" if gives else ""
    call = [f"{head}{ran.on}.execute(", f'{guarding.step}"{insert}",', f"{guarding.step}({key},),", ")"]
    lines = [*call, f"if {inserted if gives else ran.on}.rowcount == 0:", *guarding.answer]
    return (*guarding.put(lines), made)


def _closed(guarding: Guarding) -> list[str]:
    """What the handler closes at its end, where that is left to no `finally`."""
    tree = guarding.handler.tree
    found: list[str] = []
    for node in tree.inside(guarding.handler.node):
        part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else None
        call = part.value if isinstance(part, cst.Expr) else None
        call = call.expression if isinstance(call, cst.Await) else call
        closes = isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and call.func.attr.value == "close"
        last = closes and tree.span(node).line > guarding.first_line
        if part is not None and last and not any(isinstance(outer, cst.Finally) for outer in tree.above(node)):
            found.append(tree.source(part))
    return found


def _statement(handler: Handler, place: Place, effects: Sequence[Event]) -> _Statement | None:
    """The call by which the handler's first effect in the database is run."""
    bound = bound_at(handler.fact, handler.tree.span(place.first).line)
    for event in effects:
        call = handler.tree.at(Span(*event.at), cst.Call) if event.module is handler.module else None
        if call is None or not isinstance(call.func, cst.Attribute) or call.func.attr.value not in _RUNS:
            continue
        sql = handler.tree.source(call.args[0].value) if call.args else ""
        on, touched = handler.tree.source(call.func.value), _TOUCHES.search(sql)
        top = on.partition(".")[0]
        mark = next((mark for mark in ("$1", "%s", "?") if mark in sql), "")
        if touched and mark and "(" not in on and (top in bound or top in handler.module.symbols):
            return _Statement(on, mark, isinstance(handler.tree.parents[call], cst.Await), touched[1])
    return None


def _in_transaction(handler: Handler, place: Place) -> bool:
    return any("transaction" in handler.tree.code(head) for head in place.heads)


def _is_committed(guarding: Guarding, on: str) -> bool:
    """Whether the handler commits behind the place, or leaves that to the `with` around it."""
    tree = guarding.handler.tree
    if any(tree.code(head) == on for head in guarding.place.heads):
        return True
    calls = (node for node in tree.inside(guarding.handler.node) if isinstance(node, cst.Call))
    return any(
        isinstance(call.func, cst.Attribute)
        and call.func.attr.value == "commit"
        and tree.span(call).line >= guarding.first_line
        for call in calls
    )


def _created(context: Context, ran: _Statement) -> Edit | None:
    """The table, made behind the statement that makes the one which the handler writes to."""
    pattern = re.compile(_CREATES.format(re.escape(ran.table)), re.IGNORECASE)
    for file in context.files:
        path = file.as_posix()
        text = context.text(path) if b"create table" in file.read_bytes().lower() else ""
        if not pattern.search(text) or re.search(_CREATES.format(TABLE), text, re.IGNORECASE):
            continue
        tree = context.tree(path)
        for node in tree.inside(tree.module):
            edit = _behind(tree, node, pattern) if isinstance(node, cst.Call) else None
            if edit is not None:
                return edit
    return None


def _behind(tree: Tree, call: cst.Call, pattern: re.Pattern[str]) -> Edit | None:
    func = call.func
    if not isinstance(func, cst.Attribute) or func.attr.value not in ("execute", "executescript") or not call.args:
        return None
    given = call.args[0].value
    statement = tree.statement(call)
    if not isinstance(given, cst.SimpleString | cst.ConcatenatedString) or not isinstance(
        statement, cst.SimpleStatementLine
    ):
        return None
    if not pattern.search(tree.source(given)) or len(statement.body) != 1:
        return None
    span = tree.span(statement)
    waits = "await " if isinstance(tree.parents[call], cst.Await) else ""
    sql = f"CREATE TABLE IF NOT EXISTS {TABLE} (event_id VARCHAR(255) PRIMARY KEY)"
    text = f'{tree.indent(span.line)}{waits}{tree.source(func.value)}.execute("{sql}")\n'
    if span.end_line >= tree.text.count("\n") + 1:
        return None
    return insertion(tree.path, span.end_line + 1, text)
