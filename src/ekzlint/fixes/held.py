"""A setting as the project holds it: one that is there, a new one beside the provider's others, or the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_expressions
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.environment import existing, listed, reading
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ClassRef, ModuleRef
from ekzlint.knowledge.schema import Provider

_OWNERS = ("settings", "config", "conf")
_DJANGO = frozenset({"django", "rest_framework"})
_MOST_FILES = 20
"""Files of settings that are looked through."""


@dataclass(frozen=True)
class Held:
    """How a handler reads a setting. `sure`: it is there, or its look-up fails."""

    name: str
    sure: bool
    edits: tuple[Edit, ...] = ()


def held(handler: Handler, provider: Provider, name: str, also: tuple[str, ...] = ()) -> Held | None:
    """The setting `name`, which projects also hold under other names (in lower case)."""
    known = {name.lower(), *also}
    found = _there(handler, known) or _in_django(handler, known)
    if found is not None:
        return found
    added = _beside(handler, provider, name)
    if added is not None:
        return Held(added.name, False, (*added.edits, *_listed(handler, name)))
    brought = reading(handler.module, handler.tree, name, handler.fact.at[0] + 1)
    return Held(brought.name, True, (*brought.edits, *_listed(handler, name))) if brought else None


def _listed(handler: Handler, name: str) -> tuple[Edit, ...]:
    root = handler.context.machine.project.root
    return listed(root, name) if existing(root) else ()


def _there(handler: Handler, known: set[str]) -> Held | None:
    """What the handler's own file can name already."""
    machine = handler.context.machine
    for expr in all_expressions(handler.module.facts):
        if isinstance(expr, r.Attr) and dotted(expr.value) == "settings" and expr.name.lower() in known:
            # The settings of Django are no module of the project's: they are known by how they are used.
            return Held(f"settings.{expr.name}", False)
        if isinstance(expr, r.Item) and dotted(expr.value).endswith("app.config") and _looks_up(expr, known):
            return Held(handler.tree.between(Span(*expr.at)), False)
    for local, stmts in handler.module.symbols.items():
        if len(stmts) == 1 and isinstance(stmts[0], r.Assign) and _looks_up(stmts[0].value, known):
            return Held(local, isinstance(stmts[0].value, r.Item))
        if local.lower() in known and all(isinstance(stmt, r.Assign | r.AnnAssign | r.Import) for stmt in stmts):
            return Held(local, False)
        if not any(isinstance(stmt, r.Import | r.Assign) for stmt in stmts):
            continue
        value = machine.quiet_eval(handler.module, r.Name(handler.fact.at, local))
        for ref in value.refs:
            names = list(ref.module.symbols) if isinstance(ref, ModuleRef) else []
            found = next((name for name in names if name.lower() in known), "")
            if found:
                return Held(f"{local}.{found}", False)
        if value.type is not None and local in _OWNERS:
            found = next((name for name, _ in _fields(value.type) if name.lower() in known), "")
            if found:
                return Held(f"{local}.{found}", False)
    return None


def _looks_up(value: r.Expr, known: set[str]) -> bool:
    """`os.environ["NAME"]`, `config("NAME")`, `os.getenv("NAME")`."""
    if isinstance(value, r.Call) and not value.args:
        return False
    name = value.args[0] if isinstance(value, r.Call) else value.index if isinstance(value, r.Item) else None
    return isinstance(name, r.Const) and str(name.value).lower() in known


def _in_django(handler: Handler, known: set[str]) -> Held | None:
    """A setting of Django's that the project's settings define, and the file does not use so far."""
    if handler.framework not in _DJANGO:
        return None
    for module in _settings_files(handler):
        name = next((name for name in module.symbols if name.lower() in known and name.isupper()), "")
        brought = _django_settings(handler) if name else None
        if brought is not None:
            return Held(f"{brought.name}.{name}", False, brought.edits)
    return None


def _django_settings(handler: Handler) -> Brought | None:
    return bring_name(handler.module, handler.tree, "django.conf", "settings", handler.fact.at[0] + 1)


def _settings_files(handler: Handler) -> list[ModuleInfo]:
    """The project's settings, those that the others build on first."""
    paths = [file for file in handler.context.files if file.stem == "settings" or file.parent.name == "settings"]
    order = sorted(paths, key=lambda file: (file.stem not in ("base", "common", "settings"), file.as_posix()))
    modules = (handler.context.module(file.as_posix()) for file in order[:_MOST_FILES])
    return [module for module in modules if module is not None]


def _beside(handler: Handler, provider: Provider, name: str) -> Brought | None:
    """A new setting that is defined as the provider's other ones are, next to the last of them."""
    for local, stmts in handler.module.symbols.items():
        if not any(isinstance(stmt, r.Import | r.Assign) for stmt in stmts):
            continue
        value = handler.context.machine.quiet_eval(handler.module, r.Name(handler.fact.at, local))
        for ref in value.refs:
            if isinstance(ref, ModuleRef):
                edit = _defined(handler, ref.module, provider, name)
                if edit is not None:
                    return Brought(f"{local}.{name}", (edit,))
        if value.type is not None and local in _OWNERS:
            field = _field(handler, value.type, provider, name)
            if field is not None:
                return Brought(f"{local}.{field[0]}", (field[1],))
    if handler.framework in _DJANGO:
        for module in _settings_files(handler):
            edit = _defined(handler, module, provider, name)
            brought = _django_settings(handler) if edit else None
            if edit and brought:
                return Brought(f"{brought.name}.{name}", (edit, *brought.edits))
    return None


def _is_of(provider: Provider, name: str) -> bool:
    """Whether a name is one of a provider's settings."""
    low = name.lower()
    known = {setting.name.lower() for setting in provider.setting} | set(provider.secrets.names)
    return low in known or low.startswith(f"{provider.name}_")


def _defined(handler: Handler, module: ModuleInfo, provider: Provider, name: str) -> Edit | None:
    """The line that defines a setting behind the provider's last one, in the same form."""
    last: tuple[r.Assign, str] | None = None
    for stmt in module.facts.body:
        target = dotted(stmt.targets[0]) if isinstance(stmt, r.Assign) and len(stmt.targets) == 1 else ""
        if isinstance(stmt, r.Assign) and target.isupper() and _is_of(provider, target):
            form = _form(handler, module, stmt.value, target, name)
            last = (stmt, form) if form else last
    if last is None:
        return None
    line = last[0].at[2] + 1
    return insertion(module.path, line, f"{name} = {last[1]}\n")


def _form(handler: Handler, module: ModuleInfo, value: r.Expr, known: str, name: str) -> str:
    """The look-up of another name in the form of a known one's; empty where it is no plain look-up."""
    looked_up: r.Expr | None
    rest: tuple[r.Expr, ...] = ()
    if isinstance(value, r.Item):
        looked_up = value.index
    elif isinstance(value, r.Call) and value.args:
        looked_up, rest = value.args[0], (*value.args[1:], *(given for _, given in value.keywords))
    else:
        return ""
    # A default of the other one is no default of this.
    empty = all(isinstance(part, r.Const) and part.value in ("", None) for part in rest)
    if not isinstance(looked_up, r.Const) or looked_up.value != known or not empty:
        return ""
    text = handler.context.tree(module.path).between(Span(*value.at))
    return re.sub(rf"(?<=[\"']){re.escape(known)}(?=[\"'])", name, text, count=1)


def _fields(owner: ClassRef) -> Iterator[tuple[str, r.AnnAssign]]:
    for stmt in owner.node.body:
        target = stmt.target if isinstance(stmt, r.AnnAssign) else None
        if isinstance(target, r.Name) and isinstance(stmt, r.AnnAssign):
            yield target.id, stmt


def _field(handler: Handler, owner: ClassRef, provider: Provider, name: str) -> tuple[str, Edit] | None:
    """A new field of a class of settings (pydantic reads it from the environment), behind the provider's last one."""
    if not any(dotted(base).endswith("BaseSettings") for base in owner.node.bases):
        return None
    found = [(known, stmt) for known, stmt in _fields(owner) if _is_of(provider, known)]
    if not found:
        return None
    known, last = found[-1]
    made = name if known.isupper() else name.lower()
    default = ""
    if isinstance(last.value, r.Const) and last.value.value == "":
        default = ' = ""'
    indent = handler.context.tree(owner.module.path).indent(last.at[0])
    line = last.at[2] + 1
    return made, insertion(owner.module.path, line, f"{indent}{made}: str{default}\n")
