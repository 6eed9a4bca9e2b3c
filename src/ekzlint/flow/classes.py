"""Classes of the project: their bases, methods, declared fields and constraints, and what sort of class they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.values import ClassRef

if TYPE_CHECKING:
    from ekzlint.flow.machine import Machine

_MOST_BASES = 24
_RECORD_DECORATORS = frozenset(["dataclass", "define", "frozen", "mutable", "attrs"])
_RECORD_BASES = ("TypedDict", "NamedTuple", "Struct")
_SERIALIZERS = ("Serializer", "ModelSerializer", "HyperlinkedModelSerializer")
_OWN_FORMS = frozenset(["flask_wtf.Form", "wtforms.Form", "wtforms.form.Form"])
_EXACT = frozenset(["Numeric", "DECIMAL", "DecimalField", "Decimal128Field"])
"""Column types that give exact numbers back, whatever the annotation says."""


class Classes:
    """Answers about classes, remembered for the run."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._members: dict[int, _Members] = {}

    def line(self, cls: ClassRef) -> tuple[list[ClassRef], list[str]]:
        """The class and its bases in the project, nearest first, and the dotted names of the bases outside it."""
        alone: tuple[list[ClassRef], list[str]] = ([cls], [])
        return self.machine.settle((cls.module.path, cls.node.at), alone, lambda: self._line(cls))

    def _line(self, cls: ClassRef) -> tuple[list[ClassRef], list[str]]:
        inside, outside = [cls], list[str]()
        queue = list(inside)
        while queue and len(inside) < _MOST_BASES:
            current = queue.pop(0)
            for base in current.node.bases:
                value = self.machine.quiet_eval(current.module, base)
                refs = [ref for ref in value.refs if isinstance(ref, ClassRef)]
                for ref in refs:
                    if ref not in inside:
                        inside.append(ref)
                        queue.append(ref)
                if not refs:
                    outside.append(value.name or dotted(base))
        return inside, outside

    def method(self, cls: ClassRef, name: str, after: ClassRef | None = None) -> tuple[ClassRef, r.Function] | None:
        """The method that an instance of `cls` runs for `name`; with `after`, the one behind that class (`super()`)."""
        inside = self.line(cls)[0]
        if after is not None and after in inside:
            inside = inside[inside.index(after) + 1 :]
        for each in inside:
            method = self._members_of(each).methods.get(name)
            if method is not None:
                return each, method
        return None

    def methods(self, cls: ClassRef) -> Iterator[tuple[ClassRef, r.Function]]:
        """Every method an instance has, overridden ones left out."""
        seen: set[str] = set()
        for each in self.line(cls)[0]:
            for stmt in each.node.body:
                if isinstance(stmt, r.Function) and stmt.name not in seen:
                    seen.add(stmt.name)
                    yield each, stmt

    def declared(self, cls: ClassRef, name: str) -> tuple[ClassRef, r.Assign | r.AnnAssign] | None:
        """The statement in the class body that declares the attribute `name`."""
        for each in self.line(cls)[0]:
            stmt = self._members_of(each).attributes.get(name)
            if stmt is not None:
                return each, stmt
        return None

    def _members_of(self, cls: ClassRef) -> _Members:
        """What the body of a class says, looked through once; facts live to the end of the run, and so do their ids."""
        key = id(cls.node)
        found = self._members.get(key)
        if found is None:
            found = self._members[key] = _members(cls.node)
        return found

    def has_base(self, cls: ClassRef, names: tuple[str, ...]) -> bool:
        """Whether a base outside the project is one of `names`, whole or by last segment."""
        lasts = {name.rpartition(".")[2] for name in names}
        return any(base in names or base.rpartition(".")[2] in lasts for base in self.line(cls)[1])

    def is_model(self, cls: ClassRef) -> bool:
        """Whether instances are rows of a store."""
        inside, _ = self.line(cls)
        if any(self._members_of(each).table for each in inside):
            return True
        return self.has_base(cls, self.machine.shapes.model_bases) and not self.is_body(cls)

    def is_body(self, cls: ClassRef) -> bool:
        """Whether instances hold what a client sent (pydantic models, serializers, forms)."""
        inside, _ = self.line(cls)
        if any(self._members_of(each).table for each in inside):
            return False
        return self.has_base(cls, self.machine.shapes.body_models)

    def fills_itself(self, cls: ClassRef) -> bool:
        """Whether the class is a form that takes what the client sent by itself, and keeps each field as an object."""
        return any(base in _OWN_FORMS or base.endswith("FlaskForm") for base in self.line(cls)[1])

    def is_record(self, cls: ClassRef) -> bool:
        """Whether the class only holds fields: a dataclass, an attrs class, a TypedDict, a Struct."""
        names = {dotted(decorator).rpartition(".")[2] for decorator in cls.node.decorators}
        return bool(names & _RECORD_DECORATORS) or self.has_base(cls, _RECORD_BASES)

    def is_enum(self, cls: ClassRef) -> bool:
        """Whether the class is an enumeration of the project's own."""
        return any("Enum" in base or "Choices" in base for base in self.line(cls)[1])

    def is_settings(self, cls: ClassRef) -> bool:
        """Whether instances hold the configuration, which the environment fills whatever the default is."""
        return any(base.rpartition(".")[2] == "BaseSettings" for base in self.line(cls)[1])

    def field_text(self, cls: ClassRef, name: str) -> str:
        """The declaration of a field as dotted names (`models.FloatField`), or an empty string."""
        found = self.declared(cls, name)
        if not found:
            return ""
        stmt = found[1]
        return " ".join(text for text in (_type_text(stmt), dotted(stmt.value), _argument_text(stmt.value)) if text)

    def sends(self, cls: ClassRef, key: str) -> bool:
        """Whether a client can set the field of a body: of a serializer, one that is declared or listed; else any."""
        if not self.has_base(cls, _SERIALIZERS) or self.declared(cls, key):
            return True
        inside = self.line(cls)[0]
        metas = [s for each in inside for s in each.node.body if isinstance(s, r.Class) and s.name == "Meta"]
        if not metas:
            return not any(isinstance(s, r.Assign | r.AnnAssign) for each in inside for s in each.node.body)
        listed = next((s.value for s in metas[0].body if _assigns(s, "fields")), None)  # type: ignore[union-attr]
        return key in _strings(listed) if isinstance(listed, r.Seq) else True

    def float_column(self, cls: ClassRef, name: str) -> tuple[ClassRef, r.Assign | r.AnnAssign] | None:
        """The statement that declares a column as binary floating point, with its class; None where none does."""
        found = self.declared(cls, name)
        lasts = {word.rpartition(".")[2] for word in self.field_text(cls, name).split()}
        if not found or lasts & _EXACT:
            return None
        annotated = isinstance(found[1], r.AnnAssign) and "float" in lasts
        return found if annotated or lasts & self.machine.shapes.float_fields else None

    def is_relation(self, cls: ClassRef, name: str) -> bool:
        """Whether a field of a serializer or a form stands for a row: declared so, or by its model's foreign key."""
        found = self.declared(cls, name)
        if found:
            return dotted(found[1].value).endswith(("RelatedField", "ModelChoiceField"))
        meta = next((s for s in cls.node.body if isinstance(s, r.Class) and s.name == "Meta"), None)
        named = next((s.value for s in meta.body if _assigns(s, "model")), None) if meta else None  # type: ignore[union-attr]
        for ref in self.machine.quiet_eval(cls.module, named).refs if named is not None else ():
            column = self.declared(ref, name) if isinstance(ref, ClassRef) else None
            if column and dotted(column[1].value).endswith(("ForeignKey", "OneToOneField")):
                return True
        return False

    def unique_fields(self, cls: ClassRef) -> set[str]:
        """Columns that a constraint of the model makes unique, alone or together; the primary key is not counted."""
        found: set[str] = set()
        for each in self.line(cls)[0]:
            for stmt in each.node.body:
                found |= _unique_in(stmt)
        return found


@dataclass(slots=True)
class _Members:
    """The body of one class by name."""

    table: bool
    """Whether the class itself says that it is a table."""
    methods: dict[str, r.Function] = field(default_factory=dict)
    """The last of each name, which is the one that counts."""
    attributes: dict[str, r.Assign | r.AnnAssign] = field(default_factory=dict)
    """The first of each name."""


def _members(node: r.Class) -> _Members:
    found = _Members(_is_table(node))
    for stmt in node.body:
        if isinstance(stmt, r.Function):
            found.methods[stmt.name] = stmt
        elif isinstance(stmt, r.Assign | r.AnnAssign):
            for target in stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,):
                if isinstance(target, r.Name):
                    found.attributes.setdefault(target.id, stmt)
    return found


def _assigns(stmt: r.Stmt, name: str) -> bool:
    return isinstance(stmt, r.Assign) and any(isinstance(t, r.Name) and t.id == name for t in stmt.targets)


def _is_table(node: r.Class) -> bool:
    """Whether the class itself says that it is a table: by a table's name, by columns, or by `table=True`."""
    for stmt in node.body:
        if isinstance(stmt, r.Assign) and any(isinstance(t, r.Name) and t.id == "__tablename__" for t in stmt.targets):
            return True
    flag = dict(node.keywords).get("table")
    return (isinstance(flag, r.Const) and flag.value is True) or _has_columns(node)


def _has_columns(node: r.Class) -> bool:
    """Whether the body declares columns; its base may be made in a way that cannot be followed."""
    for stmt in node.body:
        if isinstance(stmt, r.Assign | r.AnnAssign) and isinstance(stmt.value, r.Call):
            name = dotted(stmt.value.func)
            if name.rpartition(".")[2] in ("Column", "mapped_column") or (
                name.startswith("models.") and name.endswith(("Field", "ForeignKey"))
            ):
                return True
    return False


def _type_text(stmt: r.Assign | r.AnnAssign) -> str:
    if not isinstance(stmt, r.AnnAssign):
        return ""
    inner = stmt.annotation.index if isinstance(stmt.annotation, r.Item) else None
    return f"{dotted(stmt.annotation)} {dotted(inner)}".strip()


def _argument_text(value: r.Expr | None) -> str:
    return " ".join(dotted(arg) for arg in value.args) if isinstance(value, r.Call) else ""


def _unique_in(stmt: r.Stmt) -> set[str]:
    """Columns that one statement of a model's body makes unique."""
    if isinstance(stmt, r.Class):
        return set().union(*(_unique_in(inner) for inner in stmt.body)) if stmt.name in ("Meta", "Config") else set()
    if not isinstance(stmt, r.Assign | r.AnnAssign) or stmt.value is None:
        return set()
    targets = stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,)
    name = next((t.id for t in targets if isinstance(t, r.Name)), "")
    if name in ("unique_together", "constraints", "__table_args__", "indexes"):
        return _strings(stmt.value)
    if isinstance(stmt.value, r.Call):
        flags = dict(stmt.value.keywords)
        unique = flags.get("unique")
        primary = flags.get("primary_key")
        if isinstance(unique, r.Const) and unique.value:
            return {name}
        # A primary key that the database counts up is no guard; one that is given (a string) is.
        if (
            isinstance(primary, r.Const)
            and primary.value
            and "String" in _argument_text(stmt.value) + dotted(stmt.value)
        ):
            return {name}
        if dotted(stmt.value).rpartition(".")[2] == "OneToOneField":
            return {name}
    return set()


def _strings(expr: r.Expr) -> set[str]:
    """String literals in a constraint; an index counts only where it is unique."""
    if isinstance(expr, r.Const):
        return {expr.value} if isinstance(expr.value, str) else set()
    if isinstance(expr, r.Seq):
        return set().union(*(_strings(item) for item in expr.items))
    if isinstance(expr, r.Call):
        flags = dict(expr.keywords)
        last = dotted(expr.func).rpartition(".")[2]
        if last in ("Index", "CheckConstraint", "ForeignKeyConstraint"):
            unique = flags.get("unique")
            if not (isinstance(unique, r.Const) and unique.value):
                return set()
        given = set().union(*(_strings(arg) for arg in expr.args))
        return given | (_strings(flags["fields"]) if "fields" in flags else set())
    return set()
