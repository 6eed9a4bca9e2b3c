"""EKZ102: binary floating point holds or computes money on its way to a charge or to storage."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import describe
from ekzlint.facts.walk import all_expressions
from ekzlint.findings.model import Confidence, Draft, Step
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event, span
from ekzlint.flow.values import ClassRef, Value
from ekzlint.flow.views import Walk, function_at
from ekzlint.flow.words import ACCOUNT, LOG_ROW, PAYMENT_ROW, PRICE, PRICED, TOP_UP, has, is_money

CODE = "EKZ102"


def check(walk: Walk) -> Iterator[Draft]:
    """Amounts that went through `float` before a charge, or before the column that stores them."""
    told: set[object] = set()
    rows: set[object] = set()
    for event, value in _amounts(walk):
        if value.floated is None or (event.kind == "store" and event.at in rows):
            continue
        # The same field of a body may be read in many places.
        at = (value.floated.path, value.floated.span)
        once = value.sources if value.floated.key == "source" else at
        if once not in told:
            told.add(once)
            rows.add(event.at)
            yield _draft(walk, event, value.floated)
    yield from _stored_columns(walk)


def _amounts(walk: Walk) -> Iterator[tuple[Event, Value]]:
    """What is charged, then what is stored of a payment."""
    for event in walk.of("charge"):
        yield from ((event, value) for value in event.values)
    for event in walk.of("store"):
        if _pays(walk, event):
            yield from ((event, value) for key, value in (event.values[0].fields or {}).items() if is_money(key))


def _stored_columns(walk: Walk) -> Iterator[Draft]:
    """Columns of the module that holds the payment rows which are stored, whatever it is called."""
    for event in walk.of("store"):
        cls = event.values[0].type
        if cls is not None and _pays(walk, event):
            yield from _columns_of(walk.machine, cls.module)


def _pays(walk: Walk, event: Event) -> bool:
    return (
        has(event.what, PAYMENT_ROW)
        and not has(event.what, LOG_ROW)
        and bool(walk.entry.module.evidence or walk.of("charge") or (walk.entry.module.topical and walk.of("refetch")))
    )


def _draft(walk: Walk, event: Event, floated: Step) -> Draft:
    module = walk.machine.project.module(floated.path) or event.module
    return Draft(
        code=CODE,
        path=floated.path,
        span=floated.span,
        function=function_at(module.facts, floated.span.line) or floated.params.get("what", "").rpartition(".")[0],
        provider=event.provider or walk.provider,
        confidence="high" if event.kind == "charge" else "medium",
        params={"expr": _text_at(module, floated)},
        trace=(floated, event.step),
    )


def _text_at(module: ModuleInfo, floated: Step) -> str:
    """The conversion as it stands in the source."""
    for expr in all_expressions(module.facts):
        if isinstance(expr, r.Call) and span(expr.at) == floated.span:
            return describe(expr)
    return floated.params.get("what", "")


def check_module(machine: Machine, module: ModuleInfo) -> Iterator[Draft]:
    """Columns of payment rows, and fields of request bodies, that are declared as floating point."""
    if module.evidence or has(module.stem, PAYMENT_ROW):
        yield from _columns_of(machine, module)


def _columns_of(machine: Machine, module: ModuleInfo) -> list[Draft]:
    """Float columns of money in a module, looked for once a run."""

    def look() -> list[Draft]:
        classes = [s for found in module.symbols.values() for s in found if isinstance(s, r.Class)]
        tables = [node for node in classes if machine.classes.is_model(ClassRef(module, node))]
        return [draft for node in tables for draft in _columns(machine, module, node)]

    return machine.settle((CODE, module.path), list[Draft](), look)


def _columns(machine: Machine, module: ModuleInfo, node: r.Class) -> Iterator[Draft]:
    for stmt in node.body:
        if not isinstance(stmt, r.Assign | r.AnnAssign) or stmt.value is None and isinstance(stmt, r.Assign):
            continue
        target = stmt.targets[0] if isinstance(stmt, r.Assign) else stmt.target
        if (
            not isinstance(target, r.Name)
            or not is_money(target.id)
            or not machine.classes.float_column(ClassRef(module, node), target.id)
        ):
            continue
        yield _column(module, node, stmt, target.id)


def _column(module: ModuleInfo, node: r.Class, stmt: r.Assign | r.AnnAssign, name: str) -> Draft:
    return Draft(
        code=CODE,
        path=module.path,
        span=span(stmt.at),
        function=node.name,
        confidence=_confidence(module, node, name),
        provider=min(module.evidence, default=""),
        params={"expr": f"{node.name}.{name}"},
    )


def _confidence(module: ModuleInfo, node: r.Class, name: str) -> Confidence:
    """Low where nothing says that the money is asked of anybody: statistics, expenses of a farm."""
    if not has(node.name, PAYMENT_ROW | PRICED | TOP_UP | ACCOUNT) and not has(name, PRICE):
        return "low"
    return "high" if module.evidence else "medium"
