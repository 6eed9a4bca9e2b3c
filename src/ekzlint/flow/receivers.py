"""Methods that are known by what they are called on: tasks, base classes, plain data, rows and stores."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import attributes, external, http, kept, mappings, rows, serializers, storage
from ekzlint.flow.frame import Frame
from ekzlint.flow.values import DB, UNKNOWN, ClassRef, FuncRef, PartialRef, SuperRef, Value

TASK_METHODS = frozenset(
    {"delay", "apply_async", "send", "s", "si", "signature", "apply", "enqueue", "kicker", "kiq", "defer"}
)


def on_receiver(
    frame: Frame,
    receiver: Value,
    method: str,
    callee: Value,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    at: r.Place,
) -> Value | None:
    """Methods that are known by what they are called on; None where the callee itself must tell."""
    if method in TASK_METHODS and any(isinstance(ref, FuncRef) for ref in receiver.refs):
        return _task(frame, receiver, method, args, keywords, at)
    if callee.refs:
        return None
    if any(isinstance(ref, SuperRef) for ref in receiver.refs):
        return _super(frame, receiver, method, args, keywords, at)
    store = kept.store_of(receiver, method)
    if store is not None:
        return kept.method(frame, store, method, args, keywords, at)
    found = mappings.method(frame, receiver, method, args, keywords, at)
    if found is not None:
        return found
    stored = receiver.origin & DB and receiver.kind in ("query", "rows")
    if http.is_request(callee.name) or (
        not stored and any(meaning.provider for meaning in frame.run.library.meanings(callee.name))
    ):
        # `payments.get(...)` asks the provider, unless `payments` is a query of our own.
        return None
    return storage.method(frame, receiver, method, args, keywords, at)


def serializer(frame: Frame, view: Value, keywords: dict[str, Value]) -> Value:
    """`self.get_serializer(data=...)` of a generic view: what the client sent, by the serializer's fields."""
    declared = attributes.attribute(frame, view, "serializer_class", (0, 0, 0, 0))
    chosen = frame.machine.classes.method(view.type, "get_serializer_class") if view.type is not None else None
    if chosen is not None:
        method = frame.machine.define(chosen[0].module, chosen[1], chosen[0], view)
        declared = frame.call(method, (), {}, chosen[1].at)
    classes = [ref for ref in declared.refs if isinstance(ref, ClassRef)]
    # Of several that the method may choose, none is certain.
    cls = classes[0] if len(classes) == 1 else None
    data = keywords.get("data", UNKNOWN)
    return data.with_(type=cls, kind="body") if data.tainted else UNKNOWN


def _super(
    frame: Frame, receiver: Value, method: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value:
    """A library's base method: `dispatch` comes back to the handlers, `create` and `save` store the row."""
    owner = next(ref.owner for ref in receiver.refs if isinstance(ref, SuperRef))
    if method == "dispatch" and owner.type is not None:
        frame.run.asked.whole = True
        for verb in (frame.run.verb, "post", "get"):
            handler = frame.machine.classes.method(owner.type, verb) if verb else None
            if handler:
                return frame.call(
                    frame.machine.define(handler[0].module, handler[1], handler[0], owner), args, keywords, at
                )
    if method in ("create", "save") and owner.type is not None and frame.machine.classes.is_model(owner.type):
        if owner.kind != "row":
            return rows.save(frame, owner, at)
        frame.log("effect", at, what=f"{rows.label_of(owner)}.save()", detail="update")
        return UNKNOWN
    if method in ("create", "save", "update") and owner.kind == "body":
        given = (args[0].fields or {}) if args else {}
        return serializers.store(frame, owner, {**given, **keywords}, at) or UNKNOWN
    if method in ("create", "post"):
        return serializers.of_view(frame, owner, {}, at) or UNKNOWN
    return UNKNOWN


def _task(
    frame: Frame, task: Value, method: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value:
    linked = external.signatures(keywords.get("link", UNKNOWN)) if method == "apply_async" else []
    if method in ("apply_async", "apply"):
        given = keywords.get("args") or (args[0] if args else UNKNOWN)
        named = keywords.get("kwargs") or (args[1] if len(args) > 1 else UNKNOWN)
        args = tuple(value for key, value in sorted((given.fields or {}).items()) if key.isdigit())
        keywords = {key: value for key, value in (named.fields or {}).items() if key != "[]"}
    if method in ("s", "si", "signature"):
        return Value(name=task.name, refs=(PartialRef(task, args, tuple(keywords.items())),))
    # What fails in a task fails in a worker: the caller has gone on.
    frame.expects_missing += 1
    frame.call(task, args, keywords, at)
    for each in linked:
        frame.call(each, (), {}, at)
    frame.expects_missing -= 1
    return UNKNOWN
