"""Where routers, blueprints and handlers are mounted: the modules that put an application together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls, enclosing_function, statements
from ekzlint.flow import names
from ekzlint.flow.frame import Frame
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ModuleRef

Origin: TypeAlias = "tuple[str, str]"
"""The path of the module that makes a thing, and its name there."""

_BUILDERS = (
    "__init__ main app application server asgi wsgi run factory bootstrap setup api router routers routes urls "
    "middleware middlewares hooks handlers web app.main src.main src.app"
).split()
"""What the modules are called that put an application together."""
_MOST_LAYERS = 6
_MOUNTS = frozenset(
    "include_router register_blueprint add_subapp mount add_router add_routes add_post add_get add_route post get "
    "route Route add_url_rule add_api_route add_resource add_view".split()
)
PREFIXES = ("prefix", "url_prefix")
"""Arguments that say what is put before the paths of a router."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a request passes on its way: an application, a router or a blueprint, by its name where it is built."""

    place: ModuleInfo
    name: str
    mounted: r.Call | None = None
    """The call that mounts on it what lies nearer to the handler."""
    inner: str = ""
    """What that is called there."""

    @property
    def prefix(self) -> str:
        """What it puts before the path of what is mounted on it."""
        given = dict(self.mounted.keywords) if self.mounted else {}
        said = [given[key] for key in PREFIXES if key in given]
        said += self.mounted.args[:2] if self.mounted else ()
        texts = (part.value for part in said if isinstance(part, r.Const) and isinstance(part.value, str))
        return next((text for text in texts if text.startswith("/")), "")


def layers(machine: Machine, module: ModuleInfo, name: str) -> list[Layer]:
    """The layers around what `module` calls `name`, innermost first; that itself is the first of them."""
    start = _made(machine, module, r.Name((0, 0, 0, 0), name))
    source = machine.project.module(start[0]) if start else None
    found = [Layer(source or module, start[1] if start else name)]
    for layer in found:
        if len(found) >= _MOST_LAYERS:
            break
        for outer in _mounting(machine, layer):
            if (outer.place.path, outer.name) not in {(each.place.path, each.name) for each in found}:
                found.append(outer)
    return found


def _mounting(machine: Machine, layer: Layer) -> Iterator[Layer]:
    """What something is mounted on."""
    wanted = (layer.place.path, layer.name)
    for place in builders(machine, layer.place):
        frame = frame_of(machine, place)
        for call in all_calls(place.facts):
            if dotted(call.func).rpartition(".")[2] not in _MOUNTS:
                continue
            given = (*call.args, *(value for _, value in call.keywords))
            inner = next((part for part in given if origin(frame, part) == wanted), None)
            if inner is not None:
                yield from _receivers(machine, frame, call, dotted(inner))


def _receivers(machine: Machine, frame: Frame, call: r.Call, inner: str) -> Iterator[Layer]:
    """What a call mounts on; where that is a parameter, what the callers of the function hand over."""
    receiver = call.func.value if isinstance(call.func, r.Attr) else None
    name = dotted(receiver).removesuffix(".router")
    function = enclosing_function(frame.module.facts, call.at[0])
    params = [param.name for param in function.params] if function else []
    if function is None or name not in params:
        made = origin(frame, receiver) if isinstance(receiver, r.Name) else None
        place = machine.project.module(made[0]) if made else None
        yield Layer(place or frame.module, made[1] if made else name, call, inner)
        return
    wanted, index = (frame.module.path, function.name), params.index(name)
    for place in builders(machine, frame.module):
        outer = frame_of(machine, place)
        for made_by in all_calls(place.facts):
            if len(made_by.args) > index and origin(outer, made_by.func) == wanted:
                yield Layer(place, dotted(made_by.args[index]), call, inner)


def builders(machine: Machine, module: ModuleInfo) -> list[ModuleInfo]:
    """The module itself, and those in its folder and above it that may put the application together."""
    root = machine.project.finder.root
    folder = module.path.rpartition("/")[0]
    levels = 1 + folder.removeprefix(root).count("/") if folder.startswith(root) else 1
    found = [module]
    for level in range(1, levels + 1):
        for name in _BUILDERS:
            place = machine.project.imported(module, "" if name == "__init__" else name, level)
            if place is not None and place not in found:
                found.append(place)
    return found


def frame_of(machine: Machine, place: ModuleInfo) -> Frame:
    """A frame of a module that knows also what its functions import and define."""
    frame = machine.quiet_frame(place)
    for stmt in statements(place.facts.body):
        if isinstance(stmt, r.Import) and stmt.name != "*" and stmt.local not in place.symbols:
            frame.state.env[stmt.local] = names.imported(frame, stmt)
    functions = [stmt for stmt in statements(place.facts.body) if isinstance(stmt, r.Function)]
    outer = {function.qualname for function in functions}
    for function in functions:
        if function.qualname.rpartition(".")[0] in outer:
            frame.state.env[function.name] = machine.define(place, function, None, None, frame.state.env)
    return frame


def origin(frame: Frame, expr: r.Expr) -> Origin | None:
    """Where the thing is made that an expression names; None where that is no module's name."""
    if isinstance(expr, r.Attr):
        owners = [ref.module for ref in frame.eval(expr.value).refs if isinstance(ref, ModuleRef)]
        return _made(frame.machine, owners[0], r.Name(expr.at, expr.name)) if owners else None
    if not isinstance(expr, r.Name):
        return None
    if expr.id in frame.state.env:
        inner = (stmt for stmt in statements(frame.module.facts.body) if isinstance(stmt, r.Import))
        found = next((stmt for stmt in inner if stmt.local == expr.id), None)
        return _imported(frame.machine, frame.module, found, 0) if found else (frame.module.path, expr.id)
    return _made(frame.machine, frame.module, expr)


def _made(machine: Machine, module: ModuleInfo, expr: r.Name, hops: int = 0) -> Origin | None:
    stmt = next(iter(module.symbols.get(expr.id, ())), None)
    if isinstance(stmt, r.Import):
        return _imported(machine, module, stmt, hops)
    return module.path, expr.id


def _imported(machine: Machine, module: ModuleInfo, stmt: r.Import, hops: int) -> Origin | None:
    source = machine.project.imported(module, stmt.module, stmt.level) if stmt.name else None
    if source is None or source is module or hops > _MOST_LAYERS:
        return None
    return _made(machine, source, r.Name(stmt.at, stmt.name), hops + 1)
