"""The machine that executes facts abstractly: it dispatches records to their functions and knows how to start."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TypeVar

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow import assign, rowstate, statements
from ekzlint.flow.calls import call_value
from ekzlint.flow.classes import Classes
from ekzlint.flow.expressions import EXPRESSIONS
from ekzlint.flow.frame import Frame
from ekzlint.flow.library import Library
from ekzlint.flow.project import ModuleInfo, Project, Touched
from ekzlint.flow.run import Run
from ekzlint.flow.settle import Settler
from ekzlint.flow.shapes import Shapes
from ekzlint.flow.state import CLEAN, State, meet
from ekzlint.flow.summaries import Summaries
from ekzlint.flow.values import DB, UNKNOWN, ClassRef, FuncRef, PartialRef, Value
from ekzlint.flow.words import ADAPTER, has
from ekzlint.limits import HELPER_CALLS, HELPER_STATEMENTS

T = TypeVar("T")
_FOR_METHODS = "method_decorator"


class Machine:
    """One for a whole run of ekzlint: it shares what modules and classes mean between all walks."""

    def __init__(self, project: Project, library: Library, shapes: Shapes) -> None:
        self.project, self.library, self.shapes = project, library, shapes
        self.classes = Classes(self)
        self.settler = Settler()
        self.summaries = Summaries()
        self._answers: dict[Hashable, Touched] = {}
        self._quiet = self._quiet_run()

    def _quiet_run(self) -> Run:
        return Run(self.project, self.library, muted=1, most_statements=HELPER_STATEMENTS, deepest_call=HELPER_CALLS)

    def settle(self, key: Hashable, placeholder: T, work_out: Callable[[], T]) -> T:
        """An answer that all walks share, worked out in a run of its own so that it is the same for every asker."""

        def afresh() -> T:
            outer, self._quiet = self._quiet, self._quiet_run()
            asker = self.project.touched
            self.project.touched = self._answers.setdefault(key, Touched())
            try:
                return work_out()
            finally:
                self._quiet, self.project.touched = outer, asker

        # Who gets an answer depends on all that the answer depends on.
        self.project.touched.answers.add(key)
        return self.settler.settle(key, placeholder, afresh)

    def keep_touched(self, key: Hashable, touched: Touched) -> None:
        """Who uses what is kept under a key depends on all of this."""
        self._answers[key] = touched
        self.project.touched.answers.add(key)

    def touched(self) -> Touched:
        """All that was asked for since `project.touched` was begun, shared answers included."""
        whole, pending = Touched(), [self.project.touched]
        while pending:
            part = pending.pop()
            whole.modules |= part.modules
            whole.lookups |= part.lookups
            fresh = part.answers - whole.answers
            whole.answers |= fresh
            pending += [self._answers[key] for key in fresh if key in self._answers]
        return whole

    def new_run(self) -> Run:
        """A walk from an entry point begins."""
        return Run(self.project, self.library)

    def eval(self, frame: Frame, expr: r.Expr) -> Value:
        """See Frame.eval."""
        return EXPRESSIONS[type(expr)](frame, expr)

    def execute(self, frame: Frame, body: tuple[r.Stmt, ...]) -> None:
        """See Frame.execute."""
        for stmt in body:
            if not frame.state.alive or not frame.run.spend():
                return
            statements.STATEMENTS[type(stmt)](frame, stmt)

    def bind(self, frame: Frame, target: r.Expr, value: Value) -> None:
        """Assign a value to a target."""
        assign.bind(frame, target, value)

    def assume(self, frame: Frame, test: r.Expr, keep: bool = True) -> tuple[State, State]:
        """The states in which a test came out true and false; with keep=False the frame's own state stays as it was."""
        before = frame.state if keep else frame.state.copy()
        original = frame.state
        frame.state = before
        result = self._assume(frame, test)
        if not keep:
            frame.state = original
        return result

    def _assume(self, frame: Frame, test: r.Expr) -> tuple[State, State]:
        if isinstance(test, r.UnaryOp) and test.op == "not":
            true, false = self._assume(frame, test.operand)
            return false, true
        if isinstance(test, r.BoolOp):
            return self._assume_all(frame, test)
        value = frame.eval(test)
        when_true, when_false = rowstate.truth(value)
        true, false = frame.state.copy(), frame.state.copy()
        true.learn(when_true)
        false.learn(when_false)
        return true, false

    def _assume_all(self, frame: Frame, test: r.BoolOp) -> tuple[State, State]:
        """`a and b`: b is only looked at when a is true; the whole is false when either is. `or` is its mirror."""
        conjunction = test.op == "and"
        going, stopped = frame.state, State(alive=False)
        same: frozenset[str] = frozenset()
        for part in test.values:
            frame.state = going
            true, false = self._assume(frame, part)
            going, ended = (true, false) if conjunction else (false, true)
            # `if expected and sent != expected:` compares where there is something to compare.
            same |= {fact for fact in ended.facts if ended.alive and fact.startswith(CLEAN)}
            stopped = meet(stopped, ended)
            if not going.alive:
                break
        if same and stopped.alive:
            stopped = stopped.copy()
            stopped.facts |= same
        return (going, stopped) if conjunction else (stopped, going)

    def call(
        self, frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
    ) -> Value:
        """See Frame.call."""
        return call_value(frame, callee, args, keywords, at)

    def quiet_eval(self, module: ModuleInfo, expr: r.Expr) -> Value:
        """The value of an expression at a module's top level; nothing is logged."""
        return self.quiet_frame(module).eval(expr)

    def quiet_frame(self, module: ModuleInfo) -> Frame:
        """A frame that looks things up and logs nothing."""
        if not self._quiet.stack:
            self._quiet.statements = 0
        return Frame(self, self._quiet, module, "")

    def define(
        self,
        module: ModuleInfo,
        node: r.Function,
        klass: ClassRef | None = None,
        owner: Value | None = None,
        closure: dict[str, Value] | None = None,
    ) -> Value:
        """The value of a `def`: the function, or what the project's own decorators make of it."""
        value = Value(name=node.name, refs=(FuncRef(module, node, None, closure or {}, klass),))
        if closure is None and node.decorators:
            bare = value
            key = (module.path, node.qualname, node.at[0])
            value = self.settle(key, bare, lambda: self._decorated(module, node, bare))
        elif node.decorators:
            value = self._decorated(module, node, value)
        if owner is None:
            return value
        refs = tuple(replace(ref, owner=owner) if isinstance(ref, FuncRef) else ref for ref in value.refs)
        value = value.with_(refs=refs)
        for decorator in reversed(node.decorators):
            if isinstance(decorator, r.Call) and dotted(decorator).endswith(_FOR_METHODS):
                value = self.wrap(module, decorator, value)
        return value

    def wrap(self, module: ModuleInfo, decorator: r.Call, value: Value) -> Value:
        """What `method_decorator(f)` makes of a bound method: f is for functions and never sees `self`."""
        given = decorator.args[0] if decorator.args else None
        for item in reversed(given.items if isinstance(given, r.Seq) else (given,)):
            made = self.quiet_eval(module, item) if item is not None else UNKNOWN
            if any(isinstance(ref, FuncRef) for ref in made.refs):
                result = self.quiet_frame(module).call(made, (value,), {}, decorator.at)
                if any(isinstance(ref, FuncRef) for ref in result.refs):
                    value = result.with_(name=value.name)
        return value

    def _decorated(self, module: ModuleInfo, node: r.Function, value: Value) -> Value:
        for decorator in reversed(node.decorators):
            if dotted(decorator).endswith(_FOR_METHODS):
                continue
            made = self.quiet_eval(module, decorator)
            # `@Signed("x-signature")`: an instance is called with the function, as a function would be.
            if made.kind != "instance" and not any(isinstance(ref, FuncRef | PartialRef) for ref in made.refs):
                continue
            result = self.quiet_frame(module).call(made, (value,), {}, decorator.at)
            if any(isinstance(ref, FuncRef) for ref in result.refs):
                value = result.with_(name=node.name)
        return value

    def annotation_classes(self, module: ModuleInfo, annotation: r.Expr | None) -> list[ClassRef]:
        """Project classes that an annotation names, through Optional, unions, lists and Annotated."""
        if annotation is None:
            return []
        if isinstance(annotation, r.Const) and isinstance(annotation.value, str):
            annotation = r.Name(annotation.at, annotation.value)
        if isinstance(annotation, r.Name | r.Attr):
            found = self.quiet_eval(module, annotation)
            return [ref for ref in found.refs if isinstance(ref, ClassRef)]
        if isinstance(annotation, r.Item):
            return self.annotation_classes(module, annotation.index) if annotation.index else []
        parts: tuple[r.Expr, ...] = ()
        if isinstance(annotation, r.Seq):
            parts = annotation.items
        elif isinstance(annotation, r.BinOp):
            parts = (annotation.left, annotation.right)
        elif isinstance(annotation, r.Call):
            parts = (annotation.func,)
        return [ref for part in parts for ref in self.annotation_classes(module, part)]

    def annotated(self, module: ModuleInfo, annotation: r.Expr | None, name: str) -> Value:
        """A value of which only the annotation is known: an instance, a row, a request."""
        if annotation is None:
            return Value(name=name)
        last = dotted(annotation).rpartition(".")[2]
        if last in self.shapes.request_types:
            return Value(name="request", kind="request")
        for cls in self.annotation_classes(module, annotation):
            if self.classes.is_model(cls):
                return Value(origin=DB, name=name, kind="row", type=cls)
            if self.classes.is_body(cls) or self.classes.is_enum(cls):
                return Value(name=name)
            return self.instance(cls, name)
        found = self.quiet_eval(module, annotation) if isinstance(annotation, r.Name | r.Attr) else UNKNOWN
        return Value(name=found.name if "." in found.name else name, key=name)

    def instance(self, cls: ClassRef, name: str = "") -> Value:
        """An instance of which only the class is known: its `__init__` is run with unknown arguments."""
        instance = Value(name=name or cls.node.name, kind="instance", type=cls, fields={})
        init = self.classes.method(cls, "__init__")
        if init is not None and len(self._quiet.stack) < 4:
            frame = self.quiet_frame(init[0].module)
            frame.call(self.define(init[0].module, init[1], init[0], instance), (), {}, init[1].at)
        return instance

    def parameter(self, module: ModuleInfo, param: r.Param) -> Value:
        """A parameter that no argument tells of."""
        if param.name in self.shapes.request_parameters and (
            param.annotation is None
            or dotted(param.annotation).rpartition(".")[2] in self.shapes.request_types | {"Any"}
        ):
            return Value(name="request", kind="request")
        return self.annotated(module, param.annotation, param.name)

    def adapter_name(self, dotted_name: str) -> bool:
        """Whether a dotted name says that what is called is a provider's adapter."""
        return any(
            has(part, ADAPTER | frozenset({"service", "payments", "payment"})) for part in dotted_name.split(".")[:-1]
        )
