"""Keeps what a handler registers and what it does together: in one transaction, with the row locked."""

from __future__ import annotations

import re

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import bring_name

_DJANGO = frozenset({"django", "rest_framework"})
_LOOK_UPS = frozenset({"first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "first_or_404"})


def atomic(handler: Handler) -> list[Edit] | None:
    """The edits that make one transaction of a handler of Django; None where that is not possible."""
    if handler.framework not in _DJANGO or "atomic" in handler.tree.source(handler.node):
        return []
    if handler.node.asynchronous is not None:
        return None
    line = handler.fact.at[0]
    brought = bring_name(handler.module, handler.tree, "django.db", "transaction", line)
    if brought is None:
        return None
    indent = handler.tree.indent(line)
    return [Edit(handler.tree.path, Span(line, 1, line, 1), f"{indent}@{brought.name}.atomic\n"), *brought.edits]


def locked(handler: Handler, value: cst.BaseExpression) -> list[Edit]:
    """The edits that lock the row which a look-up gives; none for a look-up of another form, or one that locks."""
    text = handler.tree.source(value)
    if "for_update" in text or not isinstance(value, cst.Call):
        return []
    if handler.framework in _DJANGO:
        return _locked_in_django(handler, value, text)
    if isinstance(value.func, cst.Attribute) and value.func.attr.value in _LOOK_UPS and ".query" in text:
        place = handler.tree.span(value.func.value)
        end = Span(place.end_line, place.end_column, place.end_line, place.end_column)
        return [Edit(handler.tree.path, end, ".with_for_update()")]
    return []


def _locked_in_django(handler: Handler, value: cst.Call, text: str) -> list[Edit]:
    for part in handler.tree.inside(value):
        if isinstance(part, cst.Attribute) and part.attr.value == "objects":
            place = handler.tree.span(part)
            end = Span(place.end_line, place.end_column, place.end_line, place.end_column)
            return [Edit(handler.tree.path, end, ".select_for_update()")]
    if isinstance(value.func, cst.Name) and value.func.value == "get_object_or_404" and value.args:
        model = value.args[0].value
        if isinstance(model, cst.Name) and re.match(r"[A-Z]", model.value):
            return [handler.tree.replaced(model, f"{model.value}.objects.select_for_update()")]
    return []
