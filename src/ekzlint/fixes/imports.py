"""Brings a module or a name into a file: by an import that is there already, or by one that is put where it belongs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, behind, in_front
from ekzlint.fixes.scope import bindings, functions_at
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo


@dataclass(frozen=True)
class Brought:
    """How the thing is called at the place that asked, and the edits that make it so."""

    name: str
    edits: tuple[Edit, ...] = ()


def bring_module(module: ModuleInfo, tree: Tree, wanted: str, line: int) -> Brought | None:
    """Make the top-level module `wanted` usable at a line; None where its name means something else there."""
    for stmt in _visible(module, line):
        whole = stmt.module == wanted and not stmt.name and not stmt.level
        # Some hand a library on, set up: `from config import stripe`.
        if (whole or (stmt.name == wanted and stmt.local == wanted)) and _means(module, stmt, line):
            return Brought(stmt.local)
    if not _is_free(module, wanted, line):
        return None
    edit = _new_import(module, tree, f"import {wanted}\n", wanted, straight=True, line=line)
    return Brought(wanted, (edit,)) if edit else None


def bring_name(
    module: ModuleInfo, tree: Tree, source: str, name: str, line: int, *, whole: bool = True
) -> Brought | None:
    """Make `name` of the module `source` usable at a line, as `name`, an alias, or an attribute of the module.

    `source` may begin with dots. With `whole`, a module of the standard library is imported itself where nothing of it
    is imported by name. None where that would hide something else.
    """
    level = len(source) - len(source.lstrip("."))
    bare = source[level:]
    for stmt in _visible(module, line):
        if (stmt.module, stmt.level) == (bare, level) and stmt.name == name and _means(module, stmt, line):
            return Brought(stmt.local)
        if not level and stmt.module == bare and not stmt.name and _means(module, stmt, line):
            owner = stmt.local if stmt.local != bare.partition(".")[0] else bare
            return Brought(f"{owner}.{name}")
    free = _is_free(module, name, line)
    edit = _merged(module, tree, (bare, level), name, line) if free else None
    if edit is None and whole and bare in sys.stdlib_module_names and not level:
        whole_module = bring_module(module, tree, bare, line)
        if whole_module is not None:
            return Brought(f"{whole_module.name}.{name}", whole_module.edits)
    if edit is None and free:
        edit = _new_import(module, tree, f"from {source} import {name}\n", source, straight=False, line=line)
    return Brought(name, (edit,)) if edit else None


def dropped(tree: Tree, name: str) -> Edit | None:
    """The edit that takes a name out of the `from` import that brings it, where one name of several is not needed."""
    for node in tree.inside(tree.module):
        if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
            continue
        names = list(node.names)
        index = next((i for i, alias in enumerate(names) if tree.source(alias) == name), None)
        if index is None or len(names) == 1:
            continue
        here = tree.span(names[index])
        if index + 1 < len(names):
            after = tree.span(names[index + 1])
            place = Span(here.line, here.column, after.line, after.column)
        else:
            before = tree.span(names[index - 1])
            place = Span(before.end_line, before.end_column, here.end_line, here.end_column)
        return None if "#" in tree.between(place) else Edit(tree.path, place, "")
    return None


def _visible(module: ModuleInfo, line: int) -> Iterator[r.Import]:
    """Imports that hold at a line: those of the functions around it, then those at the top of the file."""
    for function in reversed(functions_at(module.facts, line)):
        yield from (stmt for stmt in function.body if isinstance(stmt, r.Import) and stmt.at[2] < line)
    yield from (stmt for stmt in module.facts.body if isinstance(stmt, r.Import) and stmt.at[2] < line)


def _means(module: ModuleInfo, wanted: r.Import, line: int) -> bool:
    """Whether the name that an import binds is bound by nothing else where it is used."""
    for function in reversed(functions_at(module.facts, line)):
        own = [what for name, what in bindings(function) if name == wanted.local]
        if own:
            return all(_same(what, wanted) for what in own) and own[0] in function.body
    return all(_same(what, wanted) for what in module.symbols.get(wanted.local, []))


def _same(what: r.Stmt | r.Param, wanted: r.Import) -> bool:
    if not isinstance(what, r.Import):
        return False
    # `import a.b` and `import a` both bind the package `a`.
    return (what.local, what.name, what.level) == (wanted.local, wanted.name, wanted.level) and (
        what.module == wanted.module or (not what.name and what.local == wanted.module.partition(".")[0])
    )


def _is_free(module: ModuleInfo, name: str, line: int) -> bool:
    if name in module.symbols:
        return False
    return not any(name == bound for function in functions_at(module.facts, line) for bound, _ in bindings(function))


@dataclass(frozen=True)
class _Line:
    """One import statement at the top of the file."""

    first: int
    last: int
    source: str
    straight: bool

    @property
    def group(self) -> int:
        """0 `__future__`, 1 the standard library, 2 what is installed, 3 relative."""
        return _group(self.source)


def _group(source: str) -> int:
    if source.startswith("."):
        return 3
    top = source.partition(".")[0]
    return 0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2


def _lines(module: ModuleInfo, line: int) -> list[_Line]:
    """The imports at the top: all before the first function or class, and before the place that asks."""
    found: dict[int, _Line] = {}
    for stmt in module.facts.body:
        if isinstance(stmt, r.Function | r.Class) or stmt.at[0] >= line:
            break
        if isinstance(stmt, r.Import):
            source = "." * stmt.level + stmt.module
            found.setdefault(stmt.at[0], _Line(stmt.at[0], stmt.at[2], source, not stmt.name))
    return list(found.values())


def _new_import(module: ModuleInfo, tree: Tree, text: str, source: str, *, straight: bool, line: int) -> Edit | None:
    new = _Line(0, 0, source, straight)
    lines = tree.text.split("\n")
    found = _lines(module, line)
    sections: list[list[_Line]] = []
    for item in found:
        before = lines[sections[-1][-1].last : item.first - 1] if sections else [""]
        if all(text.strip() for text in before) and sections:
            sections[-1].append(item)
        else:
            sections.append([item])
    top = source.partition(".")[0]
    own = [section for section in sections if top and any(item.source.partition(".")[0] == top for item in section)]
    own = own or [section for section in sections if any(item.group == new.group for item in section)]
    if own:
        return _edit(module, tree.path, _place_in(own[0], new), text)
    after = [section for section in sections if max(item.group for item in section) < new.group]
    if after:
        at = after[-1][-1].last + 1
        blank = at > len(lines) or not lines[at - 1].strip()
        return _edit(module, tree.path, at, "\n" + text, tail="" if blank else "\n")
    if sections:
        return _edit(module, tree.path, _above_comment(lines, sections[0][0].first), text, tail="\n")
    return _first_import(module, tree, lines, text)


def _above_comment(lines: list[str], line: int) -> int:
    """The line in front of which a new section goes: a comment over the next one belongs to that, or to the file."""
    above = line
    while above > 1 and lines[above - 2].startswith("#"):
        above -= 1
    return above if above > 1 else line


def _place_in(section: list[_Line], new: _Line) -> int:
    """The line in front of which the import goes, so that what is sorted stays sorted."""
    keys: tuple[Callable[[_Line], tuple[bool, str]], ...] = (_straight_first, _by_name)
    for key in keys:
        if all(key(a) <= key(b) for a, b in pairwise(section)):
            earlier = [item for item in section if key(item) <= key(new)]
            return earlier[-1].last + 1 if earlier else section[0].first
    same = [item for item in section if (item.straight, item.group) == (new.straight, new.group)]
    return (same or section)[-1].last + 1


def _straight_first(item: _Line) -> tuple[bool, str]:
    return not item.straight, item.source.lower()


def _by_name(item: _Line) -> tuple[bool, str]:
    return False, item.source.lower()


def _first_import(module: ModuleInfo, tree: Tree, lines: list[str], text: str) -> Edit | None:
    """An import for a file that has none: behind the docstring, or in front of the first statement."""
    body = module.facts.body
    first = body[0] if body else None
    if isinstance(first, r.ExprStmt) and isinstance(first.value, r.Const) and isinstance(first.value.value, str):
        at = first.at[2] + 1
        blank = at > len(lines) or not lines[at - 1].strip()
        return _edit(module, tree.path, at, "\n" + text, tail="" if blank else "\n")
    at = first.first_line if isinstance(first, r.Function) else first.at[0] if first else 1
    if isinstance(first, r.Class):
        at = min([at, *(decorator.at[0] for decorator in first.decorators)])
    return _edit(module, tree.path, at, text, tail="\n\n" if isinstance(first, r.Function | r.Class) else "\n")


def _edit(module: ModuleInfo, path: str, at: int, text: str, tail: str = "") -> Edit | None:
    """The insertion in front of a line, unless a statement goes across that line."""
    for stmt in module.facts.body:
        last = stmt.last_line if isinstance(stmt, r.Function | r.Class) else stmt.at[2]
        if stmt.at[0] < at <= last:
            return None
    return Edit(path, Span(at, 1, at, 1), text, is_import=True, tail=tail)


def _merged(module: ModuleInfo, tree: Tree, source: tuple[str, int], name: str, line: int) -> Edit | None:
    """The edit that adds a name to a `from` import of the same module."""
    for stmt in module.facts.body:
        if (
            isinstance(stmt, r.Import)
            and (stmt.module, stmt.level) == source
            and stmt.name not in ("", "*")
            and stmt.at[2] < line
        ):
            node = tree.at(Span(*stmt.at), cst.ImportFrom)
            if node is not None and not isinstance(node.names, cst.ImportStar):
                return _with_name(tree, node, list(node.names), name)
    return None


def _by_type(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest: as isort and ruff have it, unless they are told otherwise."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower()


def _by_letter(name: str) -> tuple[int, str]:
    return 0, name.lower()


_ORDERS = (_by_type, _by_letter)


def _with_name(tree: Tree, node: cst.ImportFrom, names: list[cst.ImportAlias], name: str) -> Edit:
    """One name more, sorted where the others are; an insertion, so that comments between the names stay."""
    known = [tree.code(alias.name) for alias in names]
    key = next((key for key in _ORDERS if known == sorted(known, key=key)), None)
    later = [alias for alias, other in zip(names, known, strict=True) if key and key(other) > key(name)]
    if later:
        place = tree.span(later[0])
        return Edit(tree.path, in_front(place), f"{name}, ")
    place = tree.span(names[-1])
    comma = isinstance(names[-1].comma, cst.Comma)
    own_line = comma and len(names) > 1 and tree.span(names[-2]).line < place.line
    end = behind(place)
    if comma:
        # The comma behind the last name becomes the one behind the new name.
        separator = ",\n" + tree.indent(place.line) if own_line else ", "
        return Edit(tree.path, end, f"{separator}{name}")
    return Edit(tree.path, end, f", {name}")
