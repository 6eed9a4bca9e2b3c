"""Keeps what a handler registers and what it does together: in one transaction, with the row locked."""

from __future__ import annotations

import re

import libcst as cst

from ekzlint.facts.text import dotted
from ekzlint.fixes.edits import Edit, behind, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_name

_DJANGO = frozenset({"django", "rest_framework"})
_LOOK_UPS = frozenset({"first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "first_or_404"})


def atomic(handler: Handler, *statements: cst.CSTNode) -> list[Edit] | None:
    """The edits that make one transaction of a handler of Django, with some statements in it.

    None where that is not possible: what a handler catches by itself takes nothing back.
    """
    if handler.framework not in _DJANGO or all(_is_atomic(handler, statement) for statement in statements):
        return []
    if handler.node.asynchronous is not None or any(_is_tried(handler, statement) for statement in statements):
        return None
    brought = transaction_of(handler)
    return [decorated(handler, brought.name), *brought.edits] if brought is not None else None


def transaction_of(handler: Handler) -> Brought | None:
    """Django's `transaction`, as the handler's file can name it."""
    return bring_name(handler.module, handler.tree, "django.db", "transaction", handler.fact.at[0])


def decorated(handler: Handler, transaction: str) -> Edit:
    """The decorator that makes one transaction of a handler."""
    line = handler.fact.at[0]
    return insertion(handler.tree.path, line, f"{handler.tree.indent(line)}@{transaction}.atomic\n")


def _is_atomic(handler: Handler, statement: cst.CSTNode) -> bool:
    around = [outer for outer in handler.tree.above(statement) if isinstance(outer, cst.With)]
    heads = [handler.tree.code(item.item) for outer in around for item in outer.items]
    decorators = [dotted(decorator) for decorator in handler.fact.decorators]
    return any("atomic" in said for said in (*heads, *decorators))


def _is_tried(handler: Handler, statement: cst.CSTNode) -> bool:
    """Whether the handler goes on, or answers, after what goes wrong in a statement, whatever it is."""
    inner = statement
    for outer in handler.tree.above(statement):
        if outer is handler.node:
            return False
        if isinstance(outer, cst.Try) and inner is outer.body and any(_is_broad(part) for part in outer.handlers):
            return True
        inner = outer
    return False


def _is_broad(handler: cst.ExceptHandler) -> bool:
    return handler.type is None or (
        isinstance(handler.type, cst.Name) and handler.type.value in ("Exception", "BaseException")
    )


def locked(handler: Handler, value: cst.BaseExpression) -> list[Edit]:
    """The edits that lock the row which a look-up gives; none for a look-up of another form, or one that locks."""
    text = handler.tree.source(value)
    if "for_update" in text or not isinstance(value, cst.Call):
        return []
    if handler.framework in _DJANGO:
        return _locked_in_django(handler, value, text)
    if isinstance(value.func, cst.Attribute) and value.func.attr.value in _LOOK_UPS and ".query" in text:
        place = handler.tree.span(value.func.value)
        end = behind(place)
        return [Edit(handler.tree.path, end, ".with_for_update()")]
    return []


def _locked_in_django(handler: Handler, value: cst.Call, text: str) -> list[Edit]:
    for part in handler.tree.inside(value):
        if isinstance(part, cst.Attribute) and part.attr.value == "objects":
            place = handler.tree.span(part)
            end = behind(place)
            return [Edit(handler.tree.path, end, ".select_for_update()")]
    if isinstance(value.func, cst.Name) and value.func.value == "get_object_or_404" and value.args:
        model = value.args[0].value
        if isinstance(model, cst.Name) and re.match(r"[A-Z]", model.value):
            return [handler.tree.replaced(model, f"{model.value}.objects.select_for_update()")]
    return []
