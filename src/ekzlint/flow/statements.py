"""Statements by the type of their record; those that are short stand here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ekzlint.facts import records as r
from ekzlint.facts.text import describe, dotted
from ekzlint.flow import assign, control, kept, names
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import VERIFIED
from ekzlint.flow.values import ClassRef, Value, constant


def _return(frame: Frame, stmt: r.Return) -> None:
    value = frame.eval(stmt.value) if stmt.value else constant(None)
    frame.returns.append((value, frame.state.copy()))
    frame.state.alive = False


def _raise(frame: Frame, stmt: r.Raise) -> None:
    frame.eval(stmt.exc)
    frame.state.alive = False


def _assert(frame: Frame, stmt: r.Assert) -> None:
    frame.state, _ = frame.assume(stmt.test)


def _expression(frame: Frame, stmt: r.ExprStmt) -> None:
    value = frame.eval(stmt.value)
    if value.when_true and VERIFIED in value.when_true and not frame.holds(VERIFIED):
        frame.log("gap", stmt.at, what=describe(stmt.value))


def _function(frame: Frame, stmt: r.Function) -> None:
    frame.state.env[stmt.name] = frame.machine.define(frame.module, stmt, None, None, frame.state.env)


def _class(frame: Frame, stmt: r.Class) -> None:
    frame.state.env[stmt.name] = Value(name=stmt.name, refs=(ClassRef(frame.module, stmt),))


def _import(frame: Frame, stmt: r.Import) -> None:
    if stmt.name != "*":
        frame.state.env[stmt.local] = names.imported(frame, stmt)


def _delete(frame: Frame, stmt: r.Delete) -> None:
    for target in stmt.targets:
        if isinstance(target, r.Name):
            frame.state.env.pop(target.id, None)
        elif isinstance(target, r.Item) and frame.eval(target.value).kind == kept.KEPT:
            # What was kept for one request is used up.
            frame.log("consume", stmt.at, what=dotted(target.value))


STATEMENTS: dict[type, Callable[[Frame, Any], None]] = {
    r.Assign: assign.assign,
    r.AugAssign: assign.aug_assign,
    r.AnnAssign: assign.ann_assign,
    r.ExprStmt: _expression,
    r.Return: _return,
    r.Raise: _raise,
    r.If: control.do_if,
    r.For: control.do_for,
    r.While: control.do_while,
    r.Try: control.do_try,
    r.With: control.do_with,
    r.Match: control.do_match,
    r.Assert: _assert,
    r.Jump: control.do_jump,
    r.Delete: _delete,
    r.Import: _import,
    r.Function: _function,
    r.Class: _class,
}
