"""The start of a walk: guards first, then the entry point itself with what its parameters hold."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.calls import call_function
from ekzlint.flow.entries import HTTP_VERBS, Entry, fills_keywords
from ekzlint.flow.frame import Frame
from ekzlint.flow.guards import pass_guards, prefix_of
from ekzlint.flow.machine import Machine
from ekzlint.flow.parameters import parameter
from ekzlint.flow.run import Run
from ekzlint.flow.state import DURABLE, VERIFIED
from ekzlint.flow.values import CLIENT, FuncRef, Value
from ekzlint.limits import FAR_HELPER_CALLS, HELPER_CALLS, HELPER_STATEMENTS


def walk(machine: Machine, entry: Entry) -> Run:
    """Walk from an entry point; the run that comes back holds what was seen."""
    run = machine.new_run()
    if not entry.route:
        near = entry.module.evidence
        run.most_statements, run.deepest_call = HELPER_STATEMENTS, HELPER_CALLS if near else FAR_HELPER_CALLS
    try:
        _walk(machine, entry, run)
    except RecursionError:
        run.limits.add("nesting")
    if not entry.route:
        run.limits &= {"nesting"}
    return run


def _walk(machine: Machine, entry: Entry, run: Run) -> None:
    frame = Frame(machine, run, entry.module, entry.name)
    owner = machine.instance(entry.klass) if entry.klass else None
    kinds = {dotted(decorator).rpartition(".")[2] for decorator in entry.node.decorators}
    if "staticmethod" in kinds:
        owner = None
    elif "classmethod" in kinds and entry.klass:
        owner = Value(name=entry.klass.node.name, refs=(entry.klass,))
    run.route = prefix_of(frame, entry) + entry.path if entry.path else ""
    run.answers = entry.klass if entry.route else None
    pass_guards(frame, entry, owner)
    if entry.hook:
        frame.log("verify", entry.node.at, what=f"{entry.hook} library", provider=entry.hook)
        # The library asks the store first: it calls once for each change of state.
        frame.learn(VERIFIED, DURABLE)
    elif entry.proven:
        frame.learn(VERIFIED)
    params = entry.node.params[1:] if owner is not None else entry.node.params
    args: list[Value] = []
    keywords: dict[str, Value] = {}
    for param in params:
        value = parameter(frame, entry, param)
        if param.kind == "positional":
            args.append(value)
        elif param.kind == "keyword":
            keywords[param.name] = value
        elif param.kind == "kwargs":
            keywords["**"] = _keywords(frame, entry, param.name)
    callee = _made_inside(machine, entry) or machine.define(entry.module, entry.node, entry.klass, owner)
    run.verb = entry.node.name if entry.klass else ""
    first = machine.classes.method(entry.klass, "dispatch") if entry.klass and run.verb in HTTP_VERBS else None
    if first is not None and owner is not None:
        # The framework calls the project's own `dispatch`, which comes to the handler by `super().dispatch`.
        callee = machine.define(first[0].module, first[1], first[0], owner)
    if entry.klass:
        callee = _class_decorators(machine, entry, callee)
    for ref in callee.refs:
        if isinstance(ref, FuncRef):
            call_function(frame, ref, tuple(args), keywords, entry.node.at)
            break


def _made_inside(machine: Machine, entry: Entry) -> Value | None:
    """The entry point as the function around it makes it, with what that function imports and holds."""
    if entry.outer is None:
        return None
    quiet = machine.quiet_frame(entry.module)
    around = Frame(machine, quiet.run, entry.module, entry.outer.qualname)
    around.state.env = {param.name: machine.parameter(entry.module, param) for param in entry.outer.params}
    around.execute(entry.outer.body)
    made = around.state.env.get(entry.node.name)
    return made if made is not None and made.refs else None


def _keywords(frame: Frame, entry: Entry, name: str) -> Value:
    """`**post`: the form, where the framework hands it over so; else what is in the address, which may be empty."""
    if entry.route and any(fills_keywords(frame.machine, decorator) for decorator in entry.node.decorators):
        frame.run.reads_body = True
        return Value(origin=CLIENT, name=name, kind="body")
    return Value(name=name)


def _class_decorators(machine: Machine, entry: Entry, callee: Value) -> Value:
    """`@method_decorator(signed, name="dispatch")` on the view's class."""
    for cls in machine.classes.line(entry.klass)[0] if entry.klass else ():
        for decorator in cls.node.decorators:
            if isinstance(decorator, r.Call) and dotted(decorator).endswith("method_decorator"):
                name = dict(decorator.keywords).get("name")
                if isinstance(name, r.Const) and name.value in ("dispatch", entry.node.name):
                    callee = machine.wrap(cls.module, decorator, callee)
    return callee
