"""A project's own words for the states of a payment, and the function that translates a provider's into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.knowledge.schema import Provider

_STATES = ("PENDING", "PAID", "FAILED", "EXPIRED")
_MOST_NEIGHBOURS = 60
"""Files of one folder that are looked through for an enumeration."""
_FILE = "payment_status"
_PLAIN = frozenset(
    ["failed", "failure", "error", "declined", "rejected", "cancelled", "canceled", "abandoned", "void", "voided"]
    + ["uncollectible", "denied"]
)
"""Words that mean that no money came. That money went back (`refunded`) is another thing, which code tells apart."""
_BASES = frozenset({"Enum", "StrEnum", "TextChoices"})
_HEAD = '"""What the statuses of payment providers mean to us."""\n\n'
_ENUM = '''from enum import Enum


class PaymentStatus(Enum):
    """The state of a payment, whoever collects it."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
'''
_FUNCTION = '''

{table} = {{
{rows}}}


def {function}(raw: object) -> {enum}:
    """{title}'s status in our own words; one that nobody knows is pending, never paid."""
    return {table}.get(str(raw).lower(), {enum}.PENDING)
'''


@dataclass(frozen=True)
class Normaliser:
    """How a file calls the function and the enumeration, and the edits that bring them there."""

    function: str
    enum: str
    edits: tuple[Edit, ...]


def vocabulary_of(provider: Provider) -> dict[str, str]:
    """Every word of a provider, in lower case, with its meaning; nothing where case alone tells two words apart."""
    status = provider.status
    found: dict[str, str] = {}
    groups = zip(_STATES, (status.pending, status.paid, status.failed, status.expired), strict=True)
    for state, words in groups:
        for word in words:
            if found.setdefault(str(word).lower(), state) != state:
                return {}
    return found


def same_meaning(provider: Provider, literals: set[str]) -> set[str]:
    """The states that can stand for some words without a change of what the code does; nothing where they cannot."""
    vocabulary = vocabulary_of(provider)
    states = {vocabulary.get(literal, "") for literal in literals}
    if not states <= {"PAID", "FAILED", "EXPIRED"}:
        return set()
    failed = {word for word, state in vocabulary.items() if state == "FAILED"}
    if "FAILED" not in states:
        return states
    # The other words of that state would be taken for these: they must not mean anything else.
    if failed <= _PLAIN or failed <= literals:
        return states
    return set()


def normaliser_for(
    context: Context, module: ModuleInfo, tree: Tree, provider: Provider, line: int
) -> Normaliser | None:
    """The normaliser of a provider, from a module that the files of a package share; None where it cannot be had."""
    package = _package(context, module)
    if package is None:
        return None
    folder, lead = package
    file = folder / f"{_FILE}.py"
    function = f"normalise_{provider.name}_status"
    source = f"{lead}{_FILE}"
    shared = context.module(file.as_posix()) if context.exists(file.as_posix()) else None
    if shared is not None:
        enum = next(_enums(shared), "") or next((name for name in _imported(shared)), "")
        edits = [] if function in shared.symbols else [_appended(context, file.as_posix(), provider, function, enum)]
    else:
        own = _neighbour(context, module, folder)
        enum = own[1] if own else "PaymentStatus"
        head = f"from .{own[0]} import {enum}\n" if own else _ENUM
        text = _HEAD + head + _translation(provider, function, enum)
        edits = [insertion(file.as_posix(), 1, text)]
    if not enum:
        return None
    first = bring_name(module, tree, source, enum, line)
    second = bring_name(module, tree, source, function, line)
    if first is None or second is None:
        return None
    return Normaliser(
        second.name, first.name, (*edits, *_one_import(first.edits, second.edits, source, enum, function))
    )


def _one_import(
    first: tuple[Edit, ...], second: tuple[Edit, ...], source: str, enum: str, function: str
) -> tuple[Edit, ...]:
    """Two names of one module come in one line."""
    if len(first) == 1 and len(second) == 1 and first[0].is_import and second[0].is_import:
        lead = "\n" if first[0].text.startswith("\n") else ""
        text = f"{lead}from {source} import {enum}, {function}\n"
        return (Edit(first[0].path, first[0].span, text, is_import=True, tail=first[0].tail),)
    return (*first, *second)


def _translation(provider: Provider, function: str, enum: str) -> str:
    words = vocabulary_of(provider)
    rows = "".join(f'    "{word}": {enum}.{state},\n' for word, state in words.items())
    title = (provider.title or provider.name).partition(" (")[0]
    table = f"_{provider.name.upper()}"
    return _FUNCTION.format(table=table, rows=rows, function=function, enum=enum, title=title)


def _appended(context: Context, path: str, provider: Provider, function: str, enum: str) -> Edit:
    line = context.text(path).count("\n") + 1
    return insertion(path, line, _translation(provider, function, enum))


def _package(context: Context, module: ModuleInfo) -> tuple[Path, str] | None:
    """The uppermost package around a file and what leads there; None where nothing tells how files are imported."""
    folder = Path(module.path).parent
    if (folder / "__init__.py").is_file():
        dots = "."
        while (folder.parent / "__init__.py").is_file():
            folder, dots = folder.parent, dots + "."
        return folder, dots
    if any(isinstance(stmt, r.Import) and stmt.level for stmt in module.facts.body):
        return folder, "."
    for stmt in module.facts.body:
        other = context.machine.project.imported(module, stmt.module, 0) if isinstance(stmt, r.Import) else None
        if other is None or not isinstance(stmt, r.Import):
            continue
        parts = stmt.module.split(".")
        found = PurePosixPath(other.path.removesuffix("/__init__.py").removesuffix(".py"))
        if list(found.parts[-len(parts) :]) == parts:
            base = Path(*found.parts[: -len(parts)])
            if folder == base or base in folder.parents:
                return folder, "".join(f"{part}." for part in folder.relative_to(base).parts)
    return (folder, "") if folder == context.machine.project.root else None


def _enums(module: ModuleInfo) -> Iterator[str]:
    """Enumerations of a file that have a member for each state."""
    for stmt in module.facts.body:
        if isinstance(stmt, r.Class) and any(dotted(base).rpartition(".")[2] in _BASES for base in stmt.bases):
            members = {dotted(part.targets[0]) for part in stmt.body if isinstance(part, r.Assign)}
            if members.issuperset(_STATES):
                yield stmt.name


def _imported(module: ModuleInfo) -> Iterator[str]:
    return (stmt.local for stmt in module.facts.body if isinstance(stmt, r.Import) and stmt.level)


def _neighbour(context: Context, module: ModuleInfo, folder: Path) -> tuple[str, str] | None:
    """The file and the name of an enumeration in the same package."""
    if not (folder / "__init__.py").is_file():
        return None
    for file in sorted(folder.glob("*.py"))[:_MOST_NEIGHBOURS]:
        other = context.module(file.as_posix())
        name = next(_enums(other), "") if other is not None else ""
        if name and not _needs(other, module):
            return file.stem, name
    return None


def _needs(other: ModuleInfo | None, module: ModuleInfo) -> bool:
    """Whether a file imports the one that is repaired, which would make a circle."""
    stem = PurePosixPath(module.path).stem
    body = other.facts.body if other is not None else ()
    return any(isinstance(s, r.Import) and stem in (s.name, s.module.rpartition(".")[2]) for s in body)
