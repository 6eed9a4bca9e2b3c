"""Edits of the arguments of a call, which keep the layout that the call has."""

from __future__ import annotations

import libcst as cst

from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, behind, insertion
from ekzlint.fixes.tree import Tree


def keyword(call: cst.Call, name: str) -> cst.Arg | None:
    """The argument that a call gives by a keyword."""
    return next((arg for arg in call.args if arg.keyword is not None and arg.keyword.value == name), None)


def unpacks(call: cst.Call) -> bool:
    """Whether a call hands on a mapping, which may hold any keyword."""
    return any(arg.star == "**" for arg in call.args)


def added(tree: Tree, call: cst.Call, text: str) -> tuple[Edit, ...]:
    """The edits that give a call one more argument, on a line of its own where the last one has one."""
    whole = tree.span(call)
    line, column = whole.end_line, whole.end_column - 1
    before = tree.text.split("\n")[line - 1][: column - 1]
    if not call.args:
        return (Edit(tree.path, Span(line, column, line, column), text),)
    last = tree.span(call.args[-1])
    end = behind(last)
    comma = isinstance(call.args[-1].comma, cst.Comma)
    if before.strip() or last.end_line == line:
        return (Edit(tree.path, end, f", {text}"),)
    new_line = insertion(tree.path, line, f"{tree.indent(last.line)}{text},\n")
    return (new_line,) if comma else (Edit(tree.path, end, ","), new_line)


def removed(tree: Tree, call: cst.Call, arg: cst.Arg) -> Edit | None:
    """The edit that takes an argument away; None where a comment would go with it."""
    index = list(call.args).index(arg)
    place = tree.span(arg)
    if index + 1 < len(call.args):
        after = tree.span(call.args[index + 1])
        place = Span(place.line, place.column, after.line, after.column)
    elif index:
        before = tree.span(call.args[index - 1])
        place = Span(before.end_line, before.end_column, place.end_line, place.end_column)
    elif isinstance(arg.comma, cst.Comma):
        return None
    return None if "#" in tree.between(place) else Edit(tree.path, place, "")
