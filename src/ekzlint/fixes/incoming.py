"""What a handler was sent, as expressions: the raw body, the parsed one, a header, a parameter of the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, in_front, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.fixes.scope import is_bound
from ekzlint.fixes.truths import ends

FRAMEWORKS = frozenset({"django", "rest_framework", "flask", "fastapi", "aiohttp"})
_ASYNC = frozenset({"fastapi", "aiohttp"})
_RAW = {
    "django": "{}.body",
    "rest_framework": "{}.body",
    "flask": "{}.get_data()",
    "fastapi": "await {}.body()",
    "aiohttp": "await {}.read()",
}
_PARSED = {
    "rest_framework": "{}.data",
    "flask": "{}.get_json()",
    "fastapi": "await {}.json()",
    "aiohttp": "await {}.json()",
}
_QUERY = {
    "django": "GET",
    "rest_framework": "query_params",
    "flask": "args",
    "fastapi": "query_params",
    "aiohttp": "query",
}
_STREAMED = frozenset({"Form", "File"})
"""Parameters for which FastAPI reads the body as a stream: nothing is left of it for anybody else."""


@dataclass(frozen=True)
class Incoming:
    """The request of a handler; `edits` bring it there."""

    framework: str
    request: str
    edits: tuple[Edit, ...] = ()

    @property
    def raw(self) -> str:
        """The body as it came, in bytes."""
        return _RAW[self.framework].format(self.request)

    def header(self, name: str) -> str:
        """A header, or an empty text."""
        return f'{self.request}.headers.get("{name}", "")'

    def query(self, name: str) -> str:
        """A parameter of the address, or an empty text."""
        return f'{self.request}.{_QUERY[self.framework]}.get("{name}", "")'

    def parsed(self, handler: Handler) -> Brought | None:
        """The message as a dict."""
        if self.framework == "django":
            loads = bring_name(handler.module, handler.tree, "json", "loads", handler.fact.at[0] + 1)
            return Brought(f"{loads.name}({self.raw})", loads.edits) if loads else None
        return Brought(_PARSED[self.framework].format(self.request))


@dataclass(frozen=True)
class Top:
    """Where new lines go at the beginning of a handler: behind that line, or (0) in front of a statement."""

    after: int = 0
    indent: str = ""

    def put(self, handler: Handler, lines: Iterable[str], first: cst.BaseStatement) -> Edit:
        """The lines there; `first` is the statement in front of which they go otherwise."""
        text = "".join(f"{self.indent}{line}\n" for line in lines)
        return insertion(handler.tree.path, self.after + 1, text) if self.after else handler.above(first, text)


def incoming(handler: Handler) -> Incoming | None:
    """How a handler can be asked for what was sent; None where it cannot."""
    framework = handler.framework
    if framework not in FRAMEWORKS or not handler.body:
        return None
    if framework in _ASYNC and handler.node.asynchronous is None:
        return None
    if framework == "fastapi" and any(_is_streamed(param) for param in handler.fact.params):
        return None
    brought = _request(handler, framework)
    return Incoming(framework, brought.name, brought.edits) if brought else None


def is_parsed(handler: Handler, stmt: r.Stmt) -> str:
    """The name that a statement gives to the parsed body; empty where it does something else."""
    if not isinstance(stmt, r.Assign) or len(stmt.targets) != 1 or not isinstance(stmt.targets[0], r.Name):
        return ""
    text = handler.tree.between(Span(*stmt.value.at)).removeprefix("await ").replace(" ", "")
    called = dotted(stmt.value)
    whole = (
        called in ("json.loads", "loads") and isinstance(stmt.value, r.Call) and _is_raw(stmt.value.args),
        text.endswith((".json()", ".get_json()", "request.json", "request.data", ".get_json(force=True)")),
        text.endswith((".get_json(silent=True)", ".get_json(force=True,silent=True)")),
    )
    return stmt.targets[0].id if any(whole) else ""


def _is_raw(args: tuple[r.Expr, ...]) -> bool:
    last = dotted(args[0]).rpartition(".")[2] if len(args) == 1 else ""
    return last in ("body", "data", "get_data", "decode", "raw", "raw_body", "payload", "read")


def _is_streamed(param: r.Param) -> bool:
    return any(dotted(expr).rpartition(".")[2] in _STREAMED for expr in (param.default, param.annotation) if expr)


def _request(handler: Handler, framework: str) -> Brought | None:
    """How the handler names the request."""
    if framework == "flask":
        return bring_name(handler.module, handler.tree, "flask", "request", handler.fact.at[0] + 1)
    params = [param for param in handler.fact.params if param.name not in ("self", "cls")]
    if framework != "fastapi":
        if params:
            return Brought(params[0].name)
        return Brought("self.request") if handler.walk.entry.klass is not None else None
    for param in params:
        if dotted(param.annotation).rpartition(".")[2] == "Request":
            return Brought(param.name)
    return _added_request(handler)


def _added_request(handler: Handler) -> Brought | None:
    """FastAPI hands the request over to whoever asks for it."""
    if is_bound(handler.fact, "request"):
        return None
    brought = bring_name(handler.module, handler.tree, "fastapi", "Request", handler.fact.at[0])
    params = handler.node.params
    if brought is None or params.posonly_params or handler.walk.entry.klass is not None:
        return None
    text = f"request: {brought.name}"
    if params.params:
        place = handler.tree.span(params.params[0])
        edit = Edit(handler.tree.path, in_front(place), f"{text}, ")
        return Brought("request", (edit, *brought.edits))
    if params.kwonly_params or params.star_kwarg or not isinstance(params.star_arg, cst.MaybeSentinel):
        return None
    name = handler.tree.span(handler.node.name)
    column = name.end_column + 1
    edit = Edit(handler.tree.path, Span(name.end_line, column, name.end_line, column), text)
    return Brought("request", (edit, *brought.edits))


@dataclass(frozen=True)
class Parsed:
    """The parsed message: what it is called, behind which line, and the edits and the line that make it so."""

    name: str
    after: int
    """The last line of the statement that names it; 0 where `line` has to be written."""
    indent: str
    line: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def top(self) -> Top:
        """Where to go on, with the message at hand."""
        return Top(self.after, self.indent)


def parsed(handler: Handler, what: Incoming, returns: bool) -> Parsed | None:
    """The message as the handler parses it at its beginning, else parsed anew.

    `returns` says that the handler refuses by returning, which no `except` around it can swallow.
    """
    found = _parsed_in(handler, handler.fact.body, handler.indent, returns)
    if found is not None:
        return found
    made = what.parsed(handler)
    if made is None:
        return None
    name = handler.free("message")
    return Parsed(name, 0, handler.indent, f"{name} = {made.name}", made.edits)


def _parsed_in(handler: Handler, body: tuple[r.Stmt, ...], indent: str, inside: bool) -> Parsed | None:
    for stmt in body:
        name = is_parsed(handler, stmt)
        if name:
            return Parsed(name, stmt.at[2], indent)
        if isinstance(stmt, r.Try):
            last = stmt.body[-1] if stmt.body else stmt
            name = is_parsed(handler, last)
            if name and all(ends(caught.body) for caught in stmt.handlers) and not stmt.orelse:
                return Parsed(name, stmt.at[2], indent)
            return _parsed_in(handler, stmt.body, handler.tree.indent(stmt.body[0].at[0]), False) if inside else None
        if not _is_quiet(stmt):
            return None
    return None


def _is_quiet(stmt: r.Stmt) -> bool:
    """Whether a statement in front of the parsing does nothing to anybody."""
    if isinstance(stmt, r.Assign):
        return all(isinstance(target, r.Name) for target in stmt.targets)
    if isinstance(stmt, r.ExprStmt):
        called = dotted(stmt.value).partition(".")[0]
        return isinstance(stmt.value, r.Const) or called in ("print", "logger", "logging", "log")
    return isinstance(stmt, r.If) and ends(stmt.body) and not stmt.orelse
