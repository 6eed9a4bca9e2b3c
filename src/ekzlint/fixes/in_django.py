"""The registration of an event in a table of Django: `get_or_create` inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import Span
from ekzlint.fixes.answer import REFUSED
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.guarding import Guarding
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.place import returns
from ekzlint.fixes.scope import bindings
from ekzlint.fixes.transaction import decorated, transaction_of
from ekzlint.flow.run import Event


def in_django(guarding: Guarding) -> list[Edit] | None:
    """The edits; None for a handler that is a coroutine, or that may refuse an event which is registered by then."""
    handler, place, model = guarding.handler, guarding.place, guarding.model
    names = {name for name, _ in bindings(handler.fact)}
    created = next((name for name in ("created", "is_new") if name not in names), "")
    # A module's `_` translates: it must not become the function's own.
    first = "_" if "_" in names or "_" not in handler.module.symbols else "_event"
    if handler.node.asynchronous is not None or not created:
        return None
    lines = [
        *guarding.call(f"{first}, {created} = {model.name}.objects.get_or_create(", _looked_up(guarding)),
        f"if not {created}:",
        *guarding.answer,
    ]
    if _is_atomic(guarding):
        return guarding.put(lines)
    brought = transaction_of(handler)
    taken_back = _taken_back(guarding, brought.name) if brought is not None else None
    if brought is None or taken_back is None:
        return None
    if place.is_tried:
        # What is caught outside of the transaction has been taken back by then.
        put = None if taken_back else guarding.put_around(f"with {brought.name}.atomic():", lines)
        return None if put is None else [*put, *brought.edits]
    return [*guarding.put(lines), *taken_back, decorated(handler, brought.name), *brought.edits]


def _looked_up(guarding: Guarding) -> str:
    model = guarding.model
    others = [f'"{column}": {value}' for column, _, value in (other.partition("=") for other in model.others)]
    defaults = f", defaults={{{', '.join(others)}}}" if others else ""
    return f"{model.column}={guarding.key}{defaults}"


def _is_atomic(guarding: Guarding) -> bool:
    """Whether the place is inside a transaction that takes everything back when something fails."""
    handler, place = guarding.handler, guarding.place
    if any("atomic" in handler.tree.code(head) for head in place.heads):
        return True
    decorated = any(dotted(decorator).endswith("atomic") for decorator in handler.fact.decorators)
    return decorated and not place.is_tried


def _taken_back(guarding: Guarding, transaction: str) -> list[Edit] | None:
    """The edits that take the registration back wherever the handler goes on to refuse the event.

    It would be kept otherwise, and the event that is sent again be taken for a repeat. None where the handler hands on
    what another function answers, and that may refuse it.
    """
    handler, tree, edits = guarding.handler, guarding.handler.tree, list[Edit]()
    for part in _behind(guarding):
        line = tree.span(part).line
        indent = tree.indent(line)
        back = f"{transaction}.set_rollback(True)\n"
        if REFUSED.search(tree.source(part)):
            text = indent + back
        elif not isinstance(part.value, cst.Name | cst.Call) or not _hands_on(guarding, part.value):
            continue
        elif isinstance(part.value, cst.Name):
            text = f"{indent}if {part.value.value}.status_code >= 400:\n{indent}{guarding.step}{back}"
        else:
            return None
        statement = tree.statement(part)
        if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
            return None
        edits.append(handler.above(statement, text))
    return edits


def _behind(guarding: Guarding) -> Iterator[cst.Return]:
    """The answers that come behind the place, in the same transaction."""
    tree, place = guarding.handler.tree, guarding.place
    yield from returns(place.rest, tree)
    if place.is_tried:
        return
    for outer in place.around:
        block = tree.parents[outer]
        body = list(block.body) if isinstance(block, cst.IndentedBlock) else []
        yield from returns(body[body.index(outer) + 1 :] if outer in body else [], tree)


def _hands_on(guarding: Guarding, value: cst.Name | cst.Call) -> bool:
    """Whether an answer comes from a function of the project that may refuse the event."""
    if isinstance(value, cst.Call) and not _is_own(guarding.handler, value):
        return False
    return any(REFUSED.search(text) for event in guarding.effects for text in _answers(guarding.handler, event))


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
