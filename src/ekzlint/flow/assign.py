"""Assignments: to variables, attributes, keys and patterns of them."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import describe
from ekzlint.flow import kept, rows, transport
from ekzlint.flow.attributes import child
from ekzlint.flow.expressions import LESS, combine, element, key_of
from ekzlint.flow.frame import Frame
from ekzlint.flow.values import DB, FuncRef, Value, join

_GROWN = {"+": Value(kind="increment"), "-": Value(kind="increment", text=LESS)}


def bind(frame: Frame, target: r.Expr, value: Value) -> None:
    """Assign a value to a target of any shape."""
    if isinstance(target, r.Name):
        frame.state.env[target.id] = _held(frame, target, value)
    elif isinstance(target, r.Seq):
        for index, item in enumerate(target.items):
            part = (value.fields or {}).get(str(index))
            if part is None and value.tainted and value.kind != "pairs":
                # Which of the words that were sent it is tells it from the others.
                part = child(frame, value, str(index), item.at)
            elif part is None:
                part = element(frame, value, target.at)
            bind(frame, item.value if isinstance(item, r.Star) else item, part)
    elif isinstance(target, r.Attr):
        _bind_attribute(frame, target, value)
    elif isinstance(target, r.Item):
        base = frame.eval(target.value)
        key = frame.eval(target.index)
        if base.kind == kept.KEPT and isinstance(key.const, str):
            kept.keep(frame, base, key.const, value, target.at)
        if base.kind == "memory":
            frame.log("register", target.at, what=base.name, detail="memory")
        if base.fields is not None:
            name = key_of(key)
            known = base.fields.get("[]") if name is None else None
            frame.run.heap.wrote(base.fields)
            base.fields["[]" if name is None else name] = join(known, value) if known is not None else value
        elif base.origin & DB and base.kind in ("row", "query") and isinstance(key.const, str):
            rows.assign(frame, base, key.const, value, target.at)
        elif isinstance(target.value, r.Name) and isinstance(key.const, str) and not (base.origin or base.kind):
            # Something of which nothing is known but what is put into it here.
            frame.state.env[target.value.id] = base.with_(fields={key.const: value})


def _held(frame: Frame, target: r.Name, value: Value) -> Value:
    """A client's number in a variable of another name has one more hop in its trace."""
    if value.tainted and value.sources and value.trace and target.id != value.key:
        return value.hop(frame.step(target.at, "held", target.id))
    return value


def _bind_attribute(frame: Frame, target: r.Attr, value: Value) -> None:
    base = frame.eval(target.value)
    transport.assigned(frame, base, target.name, value, target.at)
    if base.origin & DB and base.kind == "row":
        rows.assign(frame, base, target.name, value, target.at)
    elif base.fields is not None and base.kind == "newrow" and rows.IN_STORE in base.fields:
        frame.run.heap.wrote(base.fields)
        rows.assign(frame, base, target.name, value.with_(kind="", adds_to=""), target.at)
        base.fields[target.name] = value
    elif base.fields is not None and base.kind in ("instance", "newrow", "dict"):
        frame.run.heap.wrote(base.fields)
        base.fields[target.name] = value
    elif any(isinstance(ref, FuncRef) for ref in base.refs):
        # `get_client.instance = Client()`: an attribute of the function, kept as a variable that no name can shadow.
        frame.state.env[f"{base.name}.{target.name}"] = value


def assign(frame: Frame, stmt: r.Assign) -> None:
    """`target = value`."""
    value = frame.eval(stmt.value)
    for target in stmt.targets:
        if isinstance(target, r.Attr) and isinstance(stmt.value, r.BinOp) and stmt.value.op in ("+", "-"):
            # `row.balance = row.balance + x` adds, as `+=` does.
            own = describe(stmt.value.left) == describe(target)
            value = value.with_(adds_to=target.name, text=_sign(stmt.value.op)) if own else value
            base = frame.eval(target.value)
            if value.adds_to == target.name and rows.is_sum(base, target.name):
                what = describe(target)
                _add(frame, stmt, what, value)
        bind(frame, target, value)


def _sign(op: str) -> str:
    return LESS if op == "-" else ""


def _add(frame: Frame, stmt: r.Assign | r.AugAssign, what: str, value: Value) -> None:
    """Log that something that is known by its name only grows or shrinks."""
    frame.log("effect", stmt.at, what=what, repeatable=True, detail="add", confidence="medium", values=(value,))


def aug_assign(frame: Frame, stmt: r.AugAssign) -> None:
    """`target += value`."""
    value = frame.eval(stmt.value)
    current = frame.eval(stmt.target)
    result = combine(stmt.op, current, value)
    if isinstance(stmt.target, r.Attr | r.Item):
        base = frame.eval(stmt.target.value)
        name = stmt.target.name if isinstance(stmt.target, r.Attr) else describe(stmt.target.index).strip('"')
        if base.origin & DB and base.kind in ("row", "query"):
            grown = _GROWN.get(stmt.op, _GROWN["+"])
            rows.assign(frame, base.with_(name=describe(stmt.target.value), type=None), name, grown, stmt.at)
            return
        if rows.is_sum(base, name):
            what = describe(stmt.target)
            _add(frame, stmt, what, _GROWN.get(stmt.op, _GROWN["+"]))
            return
    if isinstance(stmt.target, r.Name):
        frame.state.env[stmt.target.id] = _held(frame, stmt.target, result)
    else:
        bind(frame, stmt.target, result)


def ann_assign(frame: Frame, stmt: r.AnnAssign) -> None:
    """`target: kind = value`."""
    if stmt.value is None:
        return
    value = frame.eval(stmt.value)
    if value.type is None and value.fields is None and not value.tainted and not value.origin:
        # `service: Service = request.app["service"]`: only the annotation tells what it is.
        declared = frame.machine.annotated(frame.module, stmt.annotation, value.name)
        value = declared if declared.kind == "instance" else value.with_(type=declared.type)
    bind(frame, stmt.target, value)
