"""Signals of Django: what the project has called when a row of a model is saved."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.frame import Frame
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef, Value, constant

_SIGNAL = "post_save"
_MODULE = "signals"


def saved(frame: Frame, row: Value, created: bool, at: r.Place) -> None:
    """A row was saved: its receivers run; what they prove holds for nobody else."""
    cls = row.type
    if cls is None or frame.run.muted:
        return
    for receiver in _receivers(frame, cls):
        before = frame.state.copy()
        given = {"sender": Value(name=cls.node.name, refs=(cls,)), "instance": row, "created": constant(created)}
        frame.call(receiver, (), given, at)
        frame.state = before


def _receivers(frame: Frame, cls: ClassRef) -> Iterator[Value]:
    """The functions that are called: they stand by the model, or in the module that is made for them."""
    project = frame.machine.project
    beside = [project.imported(cls.module, _MODULE, level) for level in (1, 2)]
    for module in [cls.module, *(found for found in beside if found is not None)]:
        for function in _connected(module, cls.node.name):
            yield frame.machine.define(module, function)


def _connected(module: ModuleInfo, model: str) -> Iterator[r.Function]:
    for statements in module.symbols.values():
        for stmt in statements:
            if isinstance(stmt, r.Function) and any(_receives(each, model) for each in stmt.decorators):
                yield stmt
    for stmt in module.facts.body:
        call = stmt.value if isinstance(stmt, r.ExprStmt) else None
        if isinstance(call, r.Call) and call.args and dotted(call.func).endswith(f"{_SIGNAL}.connect"):
            named = module.symbols.get(dotted(call.args[0]), []) if _is_sent_by(call, model) else []
            yield from (each for each in named if isinstance(each, r.Function))


def receives(decorator: r.Expr) -> r.Call | None:
    """`@receiver(...)`: the call, where a decorator is one."""
    named = isinstance(decorator, r.Call) and dotted(decorator.func).rpartition(".")[2] == "receiver"
    return decorator if named and isinstance(decorator, r.Call) else None


def sender_of(call: r.Call) -> r.Expr | None:
    """The model that a receiver listens to, as it is written."""
    return dict(call.keywords).get("sender")


def _receives(decorator: r.Expr, model: str) -> bool:
    """`@receiver(post_save, sender=Model)`, with the signal alone or in a list."""
    call = receives(decorator)
    if call is None:
        return False
    first = call.args[0] if call.args else None
    signals = first.items if isinstance(first, r.Seq) else (first,)
    return any(each is not None and dotted(each).endswith(_SIGNAL) for each in signals) and _is_sent_by(call, model)


def _is_sent_by(call: r.Call, model: str) -> bool:
    sender = sender_of(call)
    name = str(sender.value) if isinstance(sender, r.Const) else dotted(sender) if sender is not None else ""
    return name.rpartition(".")[2] == model
