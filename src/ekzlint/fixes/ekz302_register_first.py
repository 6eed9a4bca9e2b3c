"""EKZ302: the registration moves in front of the effect, and a repeated event ends there."""

from __future__ import annotations

import textwrap

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import statements
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.answer import acknowledgement
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.guarding import Known
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.imports import dropped
from ekzlint.fixes.place import at_lines
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.register import registration
from ekzlint.fixes.scope import bindings
from ekzlint.fixes.transaction import atomic
from ekzlint.fixes.weak_guard import forgotten, remembered
from ekzlint.flow.run import Event
from ekzlint.flow.values import FuncRef
from ekzlint.flow.webhooks import registered_later, unguarded_effects


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """The registration as it is, further up; else one of the same key in its place."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    effects = unguarded_effects(handler.walk)
    late = registered_later(handler.walk, effects[0]) if effects else None
    if late is None:
        return Plan(applicability="display", key="fix_302_form")
    made = _moved(handler, effects[0], late)
    if made.applicability == "display":
        return _anew(handler, effects, late) or made
    return made


def _anew(handler: Handler, effects: list[Event], late: Event) -> Plan | None:
    """A registration of the key that the late one has, which goes."""
    kept = remembered(handler) if late.detail == "memory" else None
    if kept is not None:
        name, key, gone = kept
        made = registration(handler, effects, Known(key=key, gone=gone, notes=_said(handler, gone)))
        more = forgotten(handler, name, gone)
    else:
        stored = _stored(handler, late)
        if stored is None:
            return None
        key, gone = stored
        known = Known(key=key, gone=gone, notes=_said(handler, gone), model=late.what)
        made, more = registration(handler, effects, known), []
    if made is None:
        return None
    return Plan(
        applicability="unsafe", key=f"fix_302_{made.kind}", params={"model": made.model}, edits=(*made.edits, *more)
    )


def _said(handler: Handler, gone: tuple[cst.BaseStatement, ...]) -> tuple[str, ...]:
    """The comments on some statements."""
    parts = (part for statement in gone for part in handler.tree.inside(statement))
    leading = {id(line) for statement in gone for line in getattr(statement, "leading_lines", ())}
    return tuple(
        part.value for part in parts if isinstance(part, cst.Comment) and id(handler.tree.parents[part]) not in leading
    )


def _stored(handler: Handler, late: Event) -> tuple[str, tuple[cst.BaseStatement, ...]] | None:
    """The key of a row that is stored late with nothing else in it, and the statements that store it."""
    tree = handler.tree
    if late.module is not handler.module or not isinstance(handler.node.body, cst.IndentedBlock):
        return None
    place = at_lines(tree, handler.node.body, {late.at[0]})
    calls = [node for node in tree.inside(place.first) if isinstance(node, cst.Call)] if place else []
    made = next((call for call in calls if tree.source(call.func).partition(".")[0] == late.what), None)
    if place is None or made is None or len(made.args) != 1 or made.args[0].keyword is None:
        return None
    if not isinstance(place.first, cst.SimpleStatementLine) or not isinstance(place.first.body[0], cst.Expr):
        return None
    key = tree.source(made.args[0].value)
    before = place.block.body[place.index - 1] if place.index else None
    after = place.rest[1] if len(place.rest) > 1 else None
    twice = before is not None and after is not None and tree.code(before).strip() == tree.code(after).strip()
    commits = twice and after is not None and ".commit()" in tree.code(after)
    return None if "\n" in key else (key, (place.first, after) if commits and after else (place.first,))


def _moved(handler: Handler, effect: Event, late: Event) -> Plan:
    """Both have to stand in the handler's own body, and what the registration needs has to be known by then."""
    first, moved = _statement(handler, effect), _statement(handler, late)
    end = acknowledgement(handler)
    text = _registration(handler, moved, end.name) if moved is not None and end is not None else ""
    if first is None or moved is None or not text or first.at[0] >= moved.at[0]:
        return Plan(applicability="display", key="fix_302_form")
    if not _is_known(handler, moved, first.at[0]):
        return Plan(applicability="display", key="fix_302_form")
    path = handler.tree.path
    nodes = [handler.tree.line_of(Span(*stmt.at)) for stmt in (first, moved)]
    whole = atomic(handler, *(node for node in nodes if node is not None))
    if whole is None:
        return Plan(applicability="display", key="fix_302_form")
    out = Edit(path, Span(moved.at[0], 1, moved.at[2] + 1, 1), "")
    new = insertion(path, first.at[0], _comments(handler, moved) + text)
    edits = [new, out, *whole, *(end.edits if end else ())]
    caught = list(handler.tree.names(handler.tree.module, "IntegrityError"))
    unused = dropped(handler.tree, "IntegrityError") if isinstance(moved, r.Try) and len(caught) == 2 else None
    return Plan(applicability="unsafe", key="fix_302", edits=(*edits, unused) if unused else tuple(edits))


def _statement(handler: Handler, event: Event) -> r.Stmt | None:
    """The statement of the handler's own body in which an event comes about."""
    lines = [step.span.line for step in event.chain[1:] if step.path == handler.tree.path]
    if event.module is handler.module:
        lines.append(event.at[0])
    for line in lines:
        for stmt in handler.fact.body:
            if stmt.at[0] <= line <= stmt.at[2]:
                return stmt
    return None


def _comments(handler: Handler, stmt: r.Stmt) -> str:
    """What is said of a statement goes with it, as lines in front of it."""
    node = handler.tree.line_of(Span(*stmt.at))
    inside = handler.tree.inside(node) if node is not None else ()
    found = [part.value for part in inside if isinstance(part, cst.Comment)]
    return "".join(f"{handler.indent}{comment}\n" for comment in found)


def _registration(handler: Handler, stmt: r.Stmt, end: str) -> str:
    """The lines that register and stop at what is known; empty where it cannot be told that they stop."""
    only = stmt.body[0] if isinstance(stmt, r.Try) and _is_ignored(stmt) else stmt
    call = only.value if isinstance(only, r.ExprStmt) and isinstance(only.value, r.Call) else None
    if call is None:
        return ""
    indent, step = handler.indent, handler.tree.module.default_indent
    node = handler.tree.at(Span(*call.at), cst.Call)
    text = textwrap.dedent(handler.tree.source(node)) if node is not None else ""
    if not text or "\n" in text:
        return ""
    if _says_whether_new(handler, call):
        waits = "await " if _is_awaited(handler, stmt) else ""
        return f"{indent}if not {waits}{text}:\n{indent}{step}{end}\n"
    if isinstance(stmt, r.Try):
        # One column makes the event known, so that the insert may as well be a look-up.
        if not dotted(call.func).endswith(".objects.create") or len(call.keywords) != 1 or call.args:
            return ""
        text = text.replace(".objects.create(", ".objects.get_or_create(", 1)
        return f"{indent}_, created = {text}\n{indent}if not created:\n{indent}{step}{end}\n"
    if dotted(call.func).endswith(".get_or_create"):
        return f"{indent}_, created = {text}\n{indent}if not created:\n{indent}{step}{end}\n"
    return ""


def _is_ignored(stmt: r.Try) -> bool:
    """`try: <one call> except IntegrityError: pass`."""
    bodies = [handler.body for handler in stmt.handlers]
    quiet = all(not body or (len(body) == 1 and isinstance(body[0], r.Return)) for body in bodies)
    return len(stmt.body) == 1 and quiet and not stmt.orelse and not stmt.final


def _is_awaited(handler: Handler, stmt: r.Stmt) -> bool:
    return handler.tree.between(Span(*stmt.at)).startswith("await ")


def _says_whether_new(handler: Handler, call: r.Call) -> bool:
    """Whether the project's function that is called returns False for what it knows already."""
    for ref in handler.context.machine.quiet_eval(handler.module, call.func).refs:
        if isinstance(ref, FuncRef):
            said = [s.value for s in statements(ref.node.body) if isinstance(s, r.Return)]
            consts = {value.value for value in said if isinstance(value, r.Const)}
            return len(said) == len([v for v in said if isinstance(v, r.Const)]) and consts == {True, False}
    return False


def _is_known(handler: Handler, stmt: r.Stmt, line: int) -> bool:
    """Whether each name that a statement reads is bound in front of a line."""
    late = {name for name, what in bindings(handler.fact) if not isinstance(what, r.Param) and what.at[0] >= line}
    place = Span(*stmt.at)
    node = handler.tree.at(place, cst.Expr) or handler.tree.at(place, cst.Try)
    inside = handler.tree.inside(node) if node is not None else ()
    return not late & {part.value for part in inside if isinstance(part, cst.Name)}
