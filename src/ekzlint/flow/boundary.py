"""The boundary to a provider: which code stands on its far side, where raw words belong."""

from __future__ import annotations

from pathlib import PurePosixPath

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import enclosing_function, expressions, statements
from ekzlint.flow.entries import entries_of, is_view
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event
from ekzlint.flow.values import ClassRef
from ekzlint.flow.views import Walk
from ekzlint.flow.words import ACTS, ADAPTER, has, words

_NORMALISERS = frozenset(
    "normalise normalize normalised normalized map mapping mapper parse translate interpret convert to from "
    "is extract".split()
)
_NORMALISED = frozenset("status state event payload webhook result response paid successful success callback".split())
_PREDICATES = frozenset({"is", "has", "was"})
_ADAPTER_FOLDERS = frozenset(
    "adapters adapter providers provider gateways gateway clients integrations processors backends".split()
)
_PLUG_INS = ("django_", "drf_", "payment_", "odoo_")
"""How folders begin that hold one provider's plug-in for a framework or a shop."""
_SERVICE = frozenset(["service"])
_ENTRY_FILES = frozenset(
    "view views route routes router routers api webhook webhooks endpoint endpoints handler handlers callback "
    "callbacks command commands task tasks".split()
)


def is_adapter(walk: Walk, event: Event) -> bool:
    """Whether an event happened on the provider's side of the boundary."""
    if is_outside(walk, event.module, event.function) or _is_service_of(walk.machine, event.module):
        return True
    return not _is_route(walk, event.module, event.function) and _only_reports(walk, event)


def normalises(function: str) -> bool:
    """Whether a function's name says that it puts a message into words of ours."""
    name = function.rpartition(".")[2]
    # `is_genuine(message)` answers yes or no, and leaves the message as it came.
    return has(name, _NORMALISERS) and name.lstrip("_").partition("_")[0] not in _PREDICATES


def is_outside(walk: Walk, module: ModuleInfo, function: str) -> bool:
    """Whether a function is the provider's by its name, its class or its file."""
    machine = walk.machine
    if module.adapter:
        return True
    owner, _, name = function.rpartition(".")
    if has(name, _NORMALISERS) and words(name) & _NORMALISED:
        return True
    if _is_route(walk, module, function):
        return False
    if name.lstrip("_").partition("_")[0] in _PREDICATES:
        return True
    if owner and _is_adapter_class(machine, module, owner):
        return True
    return _is_adapter_file(machine, module)


def knows_adapter(machine: Machine, module: ModuleInfo, provider: str) -> bool:
    """Whether a module imports the project's own adapter of a provider, and so could go through it."""
    for statements_of in module.symbols.values():
        for stmt in statements_of:
            if not isinstance(stmt, r.Import):
                continue
            if has(stmt.name, ADAPTER) and machine.library.provider_of(stmt.name) == provider:
                return True
            below = ".".join(part for part in (stmt.module, stmt.name) if part)
            for name in (stmt.module, below):
                found = machine.project.imported(module, name, stmt.level)
                if found is not None and found is not module and _is_adapter_of(machine, found, provider):
                    return True
    return False


def _is_adapter_of(machine: Machine, module: ModuleInfo, provider: str) -> bool:
    defines = any(isinstance(stmt, r.Function | r.Class) for found in module.symbols.values() for stmt in found)
    return defines and provider in module.evidence and _is_adapter_file(machine, module)


def _is_route(walk: Walk, module: ModuleInfo, function: str) -> bool:
    entry = walk.entry
    return entry.route and module is entry.module and function == entry.name


def _is_adapter_class(machine: Machine, module: ModuleInfo, owner: str) -> bool:
    """Whether a class, or a base of it, is named after a provider or as an adapter; views and rows never are."""
    found = next((node for node in module.symbols.get(owner, ()) if isinstance(node, r.Class)), None)
    if found is None:
        return False
    cls = ClassRef(module, found)
    if is_view(machine, cls) or machine.classes.is_model(cls):
        return False
    inside, outside = machine.classes.line(cls)
    names = [*(each.node.name for each in inside), *(base.rpartition(".")[2] for base in outside)]
    return any(has(each, ADAPTER) or machine.library.provider_of(each) for each in names)


def _is_service_of(machine: Machine, module: ModuleInfo) -> bool:
    """Whether a file says in its name that it is the service of a provider: what is in it speaks that one's words."""
    if words(module.stem) & _ENTRY_FILES:
        return False
    return has(module.stem, ADAPTER | _SERVICE) and bool(machine.library.provider_of(module.stem))


def _is_adapter_file(machine: Machine, module: ModuleInfo) -> bool:
    """Whether a file is a provider's or an adapter's by its name or its folder, and answers no requests itself."""
    path = PurePosixPath(module.path)
    stem = words(module.stem)
    if stem & _ENTRY_FILES or set(path.parts[-3:-1]) & (_ENTRY_FILES - {"api"}):
        return False
    # A plug-in: the whole folder is one provider's.
    plugged = path.parts[-3] in _ADAPTER_FOLDERS and machine.library.provider_of(path.parts[-2])
    plug_in = any(p.startswith(_PLUG_INS) and machine.library.provider_of(p) for p in path.parts[-3:-1])
    named = stem & ADAPTER or set(path.parts[-3:-1]) & _ADAPTER_FOLDERS or machine.library.provider_of(module.stem)
    return bool(plugged or plug_in or named) and not _has_routes(machine, module)


def _has_routes(machine: Machine, module: ModuleInfo) -> bool:
    def look() -> bool:
        return any(entry.route for entry in entries_of(machine, module))

    return machine.settle(("routes", module.path), False, look)


def _only_reports(walk: Walk, event: Event) -> bool:
    """Whether a function only says what a status means: it answers, and changes nothing itself."""
    node = enclosing_function(event.module.facts, event.at[0])
    if node is None:
        return False
    body = list(statements(node.body))
    answers = any(isinstance(stmt, r.Return) and stmt.value is not None for stmt in body)
    if not answers or any(_acts(stmt) for stmt in body):
        return False
    return not any(_inside(seen, event, node) for seen in walk.of("effect", "register"))


def _acts(stmt: r.Stmt) -> bool:
    """Whether a statement sets an attribute of something else than the object itself, or calls what acts."""
    if isinstance(stmt, r.Assign) and any(_is_foreign(target) for target in stmt.targets):
        return True
    value = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign | r.ExprStmt | r.Return) else None
    calls = (part for part in expressions(value) if isinstance(part, r.Call)) if value else ()
    return any(dotted(call.func).rpartition(".")[2].lower().lstrip("_").partition("_")[0] in ACTS for call in calls)


def _is_foreign(target: r.Expr) -> bool:
    return isinstance(target, r.Attr) and not (isinstance(target.value, r.Name) and target.value.id == "self")


def _inside(seen: Event, event: Event, node: r.Function) -> bool:
    """Whether an effect happened in the function, or in what it calls."""
    if seen.detail in ("log", "file"):
        return False
    places = [(seen.module.path, seen.at[0]), *((step.path, step.span.line) for step in seen.chain)]
    return any(path == event.module.path and node.first_line <= line <= node.last_line for path, line in places)
