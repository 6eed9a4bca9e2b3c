"""Finds a project's own words for the states of a payment, or writes them, with the function that translates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.findings.model import Span
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.knowledge.schema import Provider

_STATES = ("PENDING", "PAID", "FAILED", "EXPIRED")
_MOST_NEIGHBOURS = 60
"""Files of one folder that are looked through for an enumeration."""
_ENUM = '''class {name}(Enum):
    """What a provider's status means to us."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


'''
_FUNCTION = '''{table} = {{
{rows}}}


def {function}(raw: object) -> {enum}:
    """{title}'s status in our own words; one that nobody knows is pending, never paid."""
    return {table}.get(str(raw).lower(), {enum}.PENDING)


'''


@dataclass(frozen=True)
class Normaliser:
    """A function from the provider's words to an enumeration; `vocabulary` has the words in lower case."""

    function: str
    enum: str
    vocabulary: dict[str, str]
    edits: tuple[Edit, ...]


def normaliser_for(
    context: Context, module: ModuleInfo, tree: Tree, provider: Provider, line: int
) -> Normaliser | None:
    """The normaliser of a provider in a file, with the edits that put it there; None where a name is taken."""
    vocabulary = _vocabulary(provider)
    function, table = f"normalise_{provider.name}_status", f"_{provider.name.upper()}_STATUSES"
    if not vocabulary:
        return None
    own = next(_enums(module), "")
    if own and function in module.symbols:
        return Normaliser(function, own, vocabulary, ())
    if {function, table} & module.symbols.keys():
        return None
    edits: list[Edit] = []
    text = ""
    enum = own
    if not enum:
        brought = _neighbour(context, module, tree, line)
        if brought is not None:
            enum, edits = brought
        else:
            imported = bring_name(module, tree, "enum", "Enum", line, whole=False)
            if imported is None or imported.name != "Enum" or "PaymentStatus" in module.symbols:
                return None
            enum, edits, text = "PaymentStatus", list(imported.edits), _ENUM.format(name="PaymentStatus")
    rows = "".join(f'    "{word}": {enum}.{state},\n' for word, state in vocabulary.items())
    title = (provider.title or provider.name).partition(" (")[0]
    text += _FUNCTION.format(table=table, rows=rows, function=function, enum=enum, title=title)
    place = _place(module, tree)
    return Normaliser(function, enum, vocabulary, (Edit(tree.path, Span(place, 1, place, 1), text), *edits))


def _vocabulary(provider: Provider) -> dict[str, str]:
    """Every word of a provider with its meaning; nothing where two words differ in their case alone."""
    status = provider.status
    found: dict[str, str] = {}
    groups = zip(_STATES, (status.pending, status.paid, status.failed, status.expired), strict=True)
    for state, words in groups:
        for word in words:
            if found.setdefault(str(word).lower(), state) != state:
                return {}
    return found


def _enums(module: ModuleInfo) -> Iterator[str]:
    """Enumerations of the file that have a member for each state."""
    for stmt in module.facts.body:
        if isinstance(stmt, r.Class) and any(dotted(base).rpartition(".")[2] in _BASES for base in stmt.bases):
            members = {dotted(part.targets[0]) for part in stmt.body if isinstance(part, r.Assign)}
            if members.issuperset(_STATES):
                yield stmt.name


_BASES = frozenset({"Enum", "StrEnum", "TextChoices"})


def _neighbour(context: Context, module: ModuleInfo, tree: Tree, line: int) -> tuple[str, list[Edit]] | None:
    """An enumeration of another file of the same package that does not need this one."""
    folder = PurePosixPath(module.path).parent
    if not any(isinstance(stmt, r.Import) and stmt.level == 1 for stmt in module.facts.body):
        return None
    files = sorted(Path(folder).glob("*.py"))[:_MOST_NEIGHBOURS]
    for file in files:
        other = context.module(file.as_posix()) if file.as_posix() != module.path else None
        if other is None or _needs(other, module.stem):
            continue
        for name in _enums(other):
            brought = bring_name(module, tree, f".{file.stem}", name, line)
            if brought is not None:
                return brought.name, list(brought.edits)
    return None


def _needs(other: ModuleInfo, stem: str) -> bool:
    return any(
        isinstance(stmt, r.Import) and stem in (stmt.name, stmt.module.rpartition(".")[2]) for stmt in other.facts.body
    )


def _place(module: ModuleInfo, tree: Tree) -> int:
    """The line in front of the first function or class, of its decorators and of the comments over it."""
    lines = tree.text.split("\n")
    for stmt in module.facts.body:
        if isinstance(stmt, r.Function | r.Class):
            first = min([stmt.at[0], *(decorator.at[0] for decorator in stmt.decorators)])
            while first > 1 and lines[first - 2].startswith("#"):
                first -= 1
            return first
    return len(lines)
