"""The table of events that were handled: the project's own, or a small one beside its other models."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.model_import import bring_model
from ekzlint.fixes.own_events import declared, own_columns
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef

_NAMES = ("WebhookEvent", "ProcessedEvent", "HandledWebhookEvent")
_DOC = '    """An event of a payment provider that was handled, once: the key is unique."""\n\n'
_DJANGO = (
    "class {name}({models}.Model):\n" + _DOC + "    event_id = {models}.CharField(max_length=255, unique=True)\n"
    "    received_at = {models}.DateTimeField(auto_now_add=True)\n"
)
_FLASK = "class {name}({db}.Model):\n" + _DOC + "    event_id = {db}.Column({db}.String(255), primary_key=True)\n"
_TABLE = "class {name}({base}):\n" + _DOC + '    __tablename__ = "{table}"\n\n'
_COLUMN = "    event_id = {Column}({String}(255), primary_key=True)\n"
_MAPPED = "    event_id: {Mapped}[str] = {mapped_column}({String}(255), primary_key=True)\n"
_SQLMODEL = (
    "class {name}({base}, table=True):\n" + _DOC + "    event_id: str = {Field}(max_length=255, primary_key=True)\n"
)


@dataclass(frozen=True)
class EventModel:
    """How the handler's file calls the model, its unique column, and the edits that bring it there."""

    name: str
    column: str
    dialect: str
    """django or sqlalchemy."""
    edits: tuple[Edit, ...]
    is_new: bool
    others: tuple[str, ...] = ()
    """`column=value` for each other column that a row must have."""


def event_model(handler: Handler, modules: list[ModuleInfo], said: Mapping[str, str]) -> EventModel | None:
    """The model for a handler whose effects come about in some modules; None where no model of theirs is known.

    `said` has the source of what a row may have to say beside the key: its `provider` and its `kind`.
    """
    home = PurePosixPath(handler.module.path).parent
    beside = handler.context.module((home / "models.py").as_posix())
    wider = [*modules, *([beside] if beside is not None else [])]
    found = sorted(_models(handler.context, wider), key=lambda ref: _distance(handler.module.path, ref.module.path))
    for ref in [*found, *_beside(handler.context, found)]:
        dialect = _dialect(handler.context, ref)
        own = own_columns(handler.context, ref, said) if dialect else None
        brought = bring_model(handler, modules, ref.module, ref.node.name) if own else None
        if own is not None and brought is not None:
            return EventModel(brought.name, own[0], dialect, brought.edits, is_new=False, others=own[1])
    for ref in filter(_has_columns, found):
        made = _written(handler, modules, ref)
        if made is not None:
            return made
    return None


def _has_columns(ref: ClassRef) -> bool:
    """Whether a model declares columns; a base class of the project's models does not."""
    lasts = (dotted(value.func).rpartition(".")[2] for _, value in map(declared, ref.node.body) if value)
    return any(last in ("Column", "mapped_column", "Field") or last.endswith(("Field", "Key")) for last in lasts)


def _models(context: Context, modules: list[ModuleInfo]) -> Iterator[ClassRef]:
    """The models that some modules name, the handler's own first."""
    seen: set[tuple[str, str]] = set()
    for module in modules:
        for name in [*module.symbols, *_starred(context, module)]:
            if not re.match(r"_*[A-Z]", name):
                continue
            for ref in context.machine.quiet_eval(module, r.Name((1, 1, 1, 1), name)).refs:
                if isinstance(ref, ClassRef) and context.machine.classes.is_model(ref):
                    key = ref.module.path, ref.node.name
                    if key not in seen:
                        seen.add(key)
                        yield ref


def _distance(path: str, other: str) -> int:
    """How far one file is from another: 0 is the same one, 1 its folder."""
    if path == other:
        return 0
    here, there = PurePosixPath(path).parent.parts, PurePosixPath(other).parent.parts
    common = os.path.commonprefix([here, there])
    return 1 + len(here) + len(there) - 2 * len(common)


def _starred(context: Context, module: ModuleInfo) -> Iterator[str]:
    for star in module.stars:
        other = context.machine.project.imported(module, star.module, star.level)
        yield from other.symbols if other else ()


def _beside(context: Context, found: list[ClassRef]) -> Iterator[ClassRef]:
    """The other models of the files in which some models are."""
    for path in dict.fromkeys(ref.module.path for ref in found):
        module = context.module(path)
        for stmt in module.facts.body if module else ():
            if isinstance(stmt, r.Class) and module is not None:
                ref = ClassRef(module, stmt)
                if ref not in found and context.machine.classes.is_model(ref):
                    yield ref


def _dialect(context: Context, ref: ClassRef) -> str:
    """django or sqlalchemy; empty for the models of other libraries, which look much the same."""
    inside, outside = context.machine.classes.line(ref)
    if any(base.startswith("django.") for base in outside):
        return "django"
    made = [value for each in inside for _, value in map(declared, each.node.body) if value]
    lasts = {dotted(value.func).rpartition(".")[2] for value in made}
    tables = any(key == "table" for key, _ in ref.node.keywords)
    return "sqlalchemy" if tables or lasts & {"Column", "mapped_column"} else ""


def _written(handler: Handler, modules: list[ModuleInfo], sibling: ClassRef) -> EventModel | None:
    """A model of the project's kind, behind the other models of the file that `sibling` is in."""
    context, module = handler.context, sibling.module
    if len(sibling.node.bases) == 0 or not context.exists(module.path):
        return None
    taken = set(module.symbols) | set(handler.module.symbols)
    name = next((name for name in _NAMES if name not in taken), "")
    dialect = _dialect(context, sibling)
    form = _form(handler, sibling, name, dialect) if dialect else None
    last = _last_model(context, module, handler)
    if form is None or not name or last is None:
        return None
    text, edits = form
    tree = context.tree(module.path)
    at = last.last_line + 1
    indent = tree.module.default_indent
    text = "\n\n" + text.replace("    ", indent)
    new = insertion(module.path, at, text)
    if module is handler.module or module.path == handler.module.path:
        return EventModel(name, "event_id", dialect, (new, *edits), is_new=True)
    brought = bring_model(handler, modules, module, name)
    if brought is None:
        return None
    return EventModel(brought.name, "event_id", dialect, (new, *edits, *brought.edits), is_new=True)


def _last_model(context: Context, module: ModuleInfo, handler: Handler) -> r.Class | None:
    """The last model of a file, and in the handler's own file the last one above it."""
    first = handler.fact.first_line if module.path == handler.module.path else 1 << 31
    if module.path == handler.module.path and handler.walk.entry.klass is not None:
        first = handler.walk.entry.klass.node.at[0]
    found = [
        stmt
        for stmt in module.facts.body
        if isinstance(stmt, r.Class)
        and stmt.last_line < first
        and context.machine.classes.is_model(ClassRef(module, stmt))
    ]
    return found[-1] if found else None


def _form(handler: Handler, sibling: ClassRef, name: str, dialect: str) -> tuple[str, list[Edit]] | None:
    context, module = handler.context, sibling.module
    tree = context.tree(module.path)
    base = dotted(sibling.node.bases[0])
    if dialect == "django":
        models = _prefix(sibling, "Field") or ("models" if "models" in module.symbols else "")
        return (_DJANGO.format(name=name, models=models), []) if models else None
    if base.endswith(".Model"):
        return _FLASK.format(name=name, db=base.removesuffix(".Model")), []
    table = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() + "s"
    if any(key == "table" for key, _ in sibling.node.keywords):
        field = bring_name(module, tree, "sqlmodel", "Field", sibling.node.at[0])
        return (_SQLMODEL.format(name=name, base=base, Field=field.name), list(field.edits)) if field else None
    mapped = any(isinstance(s, r.AnnAssign) and dotted(s.annotation).startswith("Mapped") for s in sibling.node.body)
    wanted = (
        [("sqlalchemy.orm", "Mapped"), ("sqlalchemy.orm", "mapped_column")] if mapped else [("sqlalchemy", "Column")]
    )
    given: dict[str, str] = {}
    edits: list[Edit] = []
    for source, what in [*wanted, ("sqlalchemy", "String")]:
        brought = bring_name(module, tree, source, what, sibling.node.at[0])
        if brought is None:
            return None
        given[what] = brought.name
        edits += brought.edits
    head = _TABLE.format(name=name, base=base, table=table)
    return head + (_MAPPED if mapped else _COLUMN).format(**given), edits


def _prefix(sibling: ClassRef, ending: str) -> str:
    """`models` of `models.CharField(...)`."""
    for stmt in sibling.node.body:
        _, value = declared(stmt)
        text = dotted(value.func) if value else ""
        if text.endswith(ending) and "." in text:
            return text.rpartition(".")[0]
    return ""
