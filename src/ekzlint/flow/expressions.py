"""Values of expressions. Every function takes a frame and a record, and may learn guards or log events in the frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ekzlint.facts import records as r
from ekzlint.facts.text import describe
from ekzlint.flow import asked, attributes, calls, compare, kept, names, requests, rows, rowstate
from ekzlint.flow.frame import Frame
from ekzlint.flow.fresh import FRESH, is_fresh
from ekzlint.flow.state import CONFIRMED, State, meet
from ekzlint.flow.values import (
    CLIENT,
    CONFIG,
    CONST,
    DB,
    HEADER,
    MISSING,
    NOTHING,
    PROVIDER,
    UNKNOWN,
    ClassRef,
    FuncRef,
    Guards,
    LambdaRef,
    Value,
    common,
    constant,
    join,
    merge,
)
from ekzlint.flow.words import MONEY, PRICE, QUANTITY, has, is_money, words

LESS = "-"
"""The text of what is taken away from a column: nobody is given anything by it."""
_GROWS = frozenset("+-")
"""Operations that change a column again each time that they are done."""


def _item(frame: Frame, expr: r.Item) -> Value:
    base = frame.eval(expr.value)
    if expr.index is None:
        return base
    index = frame.eval(expr.index)
    if base.kind == "row" and base.when_false:
        rows.notice_none(frame, base, expr.at)
    key = key_of(index)
    if key is None:
        if base.fields and base.kind == "dict":
            _notice_choice(frame, index, base, expr.at)
        return any_element(frame, base, expr.at)
    if base.fields is not None:
        if key in base.fields:
            return base.fields[key]
        if isinstance(index.const, int) and "[]" in base.fields:
            return base.fields["[]"]
    if base.origin & HEADER and base.kind == "headers":
        return requests.header(frame, base, key, f"{base.name}.{key}")
    if base.kind == kept.KEPT:
        return kept.take(frame, base, key, expr.at) or Value(name=f"{base.name}.{key}", key=key)
    return attributes.child(frame, base, key, expr.at)


def _notice_choice(frame: Frame, index: Value, table: Value, at: r.Place) -> None:
    """What was sent is translated by a table; a row of ours picks its handler from one."""
    if index.origin & (CLIENT | PROVIDER):
        frame.log("normalise", at, what=index.key or index.name, values=(index, table))
        _look(frame, index)
    elif index.origin & DB and any(_is_handler(value) for value in (table.fields or {}).values()):
        frame.log("route", at, what=index.key or index.name)


def _look(frame: Frame, part: Value) -> None:
    """What the provider answered picks what is done: it is looked at."""
    if asked.tells(part):
        frame.learn(CONFIRMED)


def _is_handler(value: Value) -> bool:
    return value.kind == "instance" or any(isinstance(ref, FuncRef | LambdaRef) for ref in value.refs)


def key_of(index: Value) -> str | None:
    """The key that a value stands for, where it is known."""
    if index.kind == "enum":
        return index.name
    if len(index.refs) == 1 and isinstance(index.refs[0], ClassRef):
        return f"class {index.refs[0].node.name}"
    if isinstance(index.const, str) or (isinstance(index.const, int) and not isinstance(index.const, bool)):
        return str(index.const)
    return None


def any_element(frame: Frame, base: Value, at: r.Place) -> Value:
    """An element that a key not known here picks: what the client chose is the key, not the value under it."""
    if base.fields:
        return merge(list(base.fields.values()))
    if base.origin & CLIENT:
        return attributes.child(frame, base, "[]", at)
    return Value(
        origin=base.origin & ~CONST, name=base.name, key=base.key, kind=base.kind if base.kind != "memory" else ""
    )


def _dict(frame: Frame, expr: r.DictExpr) -> Value:
    fields: dict[str, Value] = {}
    for key, item in zip(expr.keys, expr.values, strict=True):
        value = frame.eval(item)
        if key is None:
            attributes.spread(frame, fields, value, item.at)
            continue
        name = key_of(frame.eval(key))
        fields["[]" if name is None else name] = value
    true, false = (NOTHING, None) if fields else (None, NOTHING)
    return Value(fields=fields, kind="dict", when_true=true, when_false=false)


def _seq(frame: Frame, expr: r.Seq) -> Value:
    fields: dict[str, Value] = {}
    values: list[Value] = []
    for index, item in enumerate(expr.items):
        value = frame.eval(item)
        if isinstance(item, r.Star):
            value = any_element(frame, value, item.at)
        values.append(value)
        fields[str(index)] = value
    if values:
        fields["[]"] = merge(values)
    true, false = (NOTHING, None) if values else (None, NOTHING)
    constants = CONST if values and all(value.origin & CONST for value in values) else 0
    return Value(fields=fields, kind=expr.kind, origin=constants, when_true=true, when_false=false)


_MINOR_UNITS = (100, 1000)


def _binop(frame: Frame, expr: r.BinOp) -> Value:
    left, right = frame.eval(expr.left), frame.eval(expr.right)
    result = combine(expr.op, left, right)
    if expr.op == "/" and right.const in _MINOR_UNITS and _is_whole(left):
        return result.with_(number="float", floated=frame.step(expr.at, "float", describe(expr)))
    return result


def _is_whole(value: Value) -> bool:
    """Whether a sum is an integer of minor units: division by 100 makes a float of it."""
    sent = value.origin & (CLIENT | PROVIDER) and value.number in ("", "int") and is_money(value.key)
    return bool(sent or (value.number == "int" and is_money(value.key or value.name.rpartition(".")[2])))


def combine(op: str, left: Value, right: Value) -> Value:
    """The result of an arithmetic operation: what it is made of, and whether the client still decides it."""
    if op == "|" and left.fields is not None and right.fields is not None:
        return Value(kind="dict", fields={**left.fields, **right.fields})
    main, other = (left, right) if left.tainted or not right.tainted else (right, left)
    origin = left.origin | right.origin
    if not (left.origin & CONST and right.origin & CONST):
        origin &= ~CONST
    client = main.tainted and not (op == "*" and _priced_by_server(main, other))
    kind = "increment" if op in _GROWS and {"F", "manager"} & {left.kind, right.kind} else ""
    if op == "-" and main.tainted and not other.tainted and other.origin != CONST:
        kind = "difference"
    number = "float" if "float" in (left.number, right.number) and "decimal" not in (left.number, right.number) else ""
    number = number or left.number or right.number
    texts = left.text + right.text if op == "+" else (left.text or right.text if op == "%" else "")
    texts = LESS if op == "-" and kind == "increment" else texts
    return Value(
        origin=origin if client else origin & ~CLIENT,
        name=main.name,
        key=main.key or other.key,
        text=texts,
        kind=kind,
        sources=left.sources | right.sources if client else NOTHING,
        trace=main.trace if client else (),
        number=number,
        floated=(left.floated or right.floated) if number == "float" else None,
        adds_to=_own_column(left) or _own_column(right) if op in _GROWS else left.adds_to or right.adds_to,
    )


def _own_column(value: Value) -> str:
    """The column that a value was read from, or that it was added to already."""
    return value.adds_to or (value.key if value.origin & DB and value.kind in ("row", "query") else "")


def _priced_by_server(client: Value, other: Value) -> bool:
    """Whether a client's number times the server's is a quantity times a price."""
    if other.tainted:
        return False
    if other.origin & CONST and not other.origin & CONFIG:
        # So many pieces, at a price that stands in the code.
        return has(client.key, QUANTITY) and not has(client.key, MONEY)
    if has(client.key, QUANTITY):
        return True
    if other.origin & DB and has(other.key, PRICE) and words(client.key) & MONEY <= {"amount"}:
        # A price times an amount: of pieces.
        return True
    return bool(other.origin & (DB | CONFIG | PROVIDER) or has(other.key or other.name, MONEY)) and not has(
        client.key, MONEY
    )


def _unary(frame: Frame, expr: r.UnaryOp) -> Value:
    value = frame.eval(expr.operand)
    if expr.op != "not":
        return value
    true, false = rowstate.truth(value)
    return Value(kind="flag", when_true=false, when_false=true)


def _boolop(frame: Frame, expr: r.BoolOp) -> Value:
    """`a or b` is either: a part runs only where those before it did not decide, and knows what that proves."""
    conjunction = expr.op == "and"
    values: list[Value] = []
    true, false, going = State(alive=False), State(alive=False), frame.state
    for part in expr.values:
        frame.state = going
        value = frame.eval(part)
        values.append(value)
        holds, fails = frame.state.copy(), frame.state.copy()
        when_true, when_false = rowstate.truth(value)
        holds.learn(when_true)
        fails.learn(when_false)
        going = holds if conjunction else fails
        if part is expr.values[-1] or not going.alive:
            true, false = meet(true, holds), meet(false, fails)
            break
        true, false = (true, meet(false, fails)) if conjunction else (meet(true, holds), false)
    frame.state = meet(true, false)
    facts = frame.state.facts
    proven: Guards = true.facts - facts if true.alive else None
    refuted: Guards = false.facts - facts if false.alive else None
    return _either(expr.op, values).with_(when_true=proven, when_false=refuted, const=MISSING, options=())


def _either(op: str, values: list[Value]) -> Value:
    """What `a or b` or `a and b` comes to, without what its truth proves."""
    if op == "or":
        # The last part is the only one that is returned when it is false.
        return merge([v for v in values[:-1] if v.when_true is not None] + values[-1:])
    return merge(values) if any(v.tainted for v in values[:-1]) else values[-1]


def _ifexp(frame: Frame, expr: r.IfExp) -> Value:
    true, false = frame.assume(expr.test)
    ways: list[tuple[Value, frozenset[str]]] = []
    before = frame.state
    for state, part in ((true, expr.body), (false, expr.orelse)):
        if state.alive:
            frame.state = state
            ways.append((frame.eval(part), frame.state.facts))
    frame.state = before
    if not ways:
        return UNKNOWN
    if len(ways) == 1:
        frame.state.facts = ways[0][1]
        return ways[0][0]
    (a, facts_a), (b, facts_b) = ways
    frame.state.facts = common(facts_a, facts_b)
    return join(a, b, facts_a - facts_b, facts_b - facts_a)


def _text(frame: Frame, expr: r.Text) -> Value:
    values = [frame.eval(part) for part in expr.parts]
    text = "".join(value.text if value.text else "{}" for value in values)
    whole = merge(values)
    return Value(
        origin=whole.origin & ~CONST,
        text=text,
        sources=whole.sources,
        trace=whole.trace,
        key=whole.key,
        name=whole.name if len(values) == 1 else "",
        kind=FRESH if any(is_fresh(value) for value in values) else "",
        floated=whole.floated if len(values) == 1 else None,
        number="str",
        when_false=None if text.replace("{}", "") else NOTHING,
    )


def _comp(frame: Frame, expr: r.Comp) -> Value:
    before = dict(frame.state.env)
    facts = frame.state.facts
    for target, iterable, conditions in expr.loops:
        items = frame.eval(iterable)
        frame.machine.bind(frame, target, element(frame, items, iterable.at))
        for condition in conditions:
            # Where only what fits is kept, what is done with it depends on the answer.
            facts |= (frame.eval(condition).when_true or NOTHING) & {CONFIRMED}
    value = frame.eval(expr.element)
    if expr.value is not None:
        value = frame.eval(expr.value)
    frame.state.env = before
    frame.state.facts = facts
    return Value(fields={"[]": value}, kind=expr.kind, origin=value.origin & ~(CLIENT | CONST))


def element(frame: Frame, items: Value, at: r.Place) -> Value:
    """What a loop over `items` sees in one turn."""
    if items.kind == "pairs" and items.fields:
        return Value(kind="tuple", fields={"0": Value(origin=CONST), "1": merge(list(items.fields.values()))})
    if items.fields is not None:
        if "[]" in items.fields:
            return items.fields["[]"]
        return UNKNOWN if items.kind == "dict" else merge(list(items.fields.values()))
    if items.kind in ("query", "rows"):
        return Value(origin=DB, name=items.name, kind="row", type=items.type)
    return any_element(frame, items, at)


def _walrus(frame: Frame, expr: r.Walrus) -> Value:
    value = frame.eval(expr.value)
    frame.state.env[expr.name] = value
    return value


def _lambda(frame: Frame, expr: r.LambdaExpr) -> Value:
    return Value(name="<lambda>", refs=(LambdaRef(frame.module, expr, frame.state.env),))


EXPRESSIONS: dict[type, Callable[[Frame, Any], Value]] = {
    r.Const: lambda _, expr: constant(expr.value),
    r.Name: lambda frame, expr: names.lookup(frame, expr.id),
    r.Attr: lambda frame, expr: attributes.attribute(frame, frame.eval(expr.value), expr.name, expr.at),
    r.Item: _item,
    r.Call: calls.call_expression,
    r.DictExpr: _dict,
    r.Seq: _seq,
    r.BinOp: _binop,
    r.UnaryOp: _unary,
    r.BoolOp: _boolop,
    r.Compare: compare.comparison,
    r.IfExp: _ifexp,
    r.Text: _text,
    r.Comp: _comp,
    r.LambdaExpr: _lambda,
    r.Walrus: _walrus,
    r.Star: lambda frame, expr: frame.eval(expr.value),
}
