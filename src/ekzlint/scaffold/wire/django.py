"""Django: INSTALLED_APPS in the settings, and the routes in the root urls.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor

from ekzlint.scaffold.target import Target
from ekzlint.scaffold.wire import Wiring

Edit = tuple[Path, bytes, str]


def wire(target: Target) -> Wiring:
    """Add the application to the settings and its routes to the root urls."""
    application = f'"{target.package}"'
    route = f'path("payments/", include("{target.package}.urls"))'
    edits: list[Edit] = []
    by_hand: list[str] = []
    installed = target.application and _append(target.application, "INSTALLED_APPS", application, target.package)
    urls = target.application and _urls(target, target.application)
    routed = urls and _append(urls, "urlpatterns", route, f"{target.package}.urls", _with_imports)
    for found, line in ((installed, f"INSTALLED_APPS += [{application}]"), (routed, f"urlpatterns += [{route}]")):
        if not found:
            by_hand.append(line)
        elif found[2].encode() != found[1]:
            edits.append(found)
    return Wiring(edits=tuple(edits), by_hand=tuple(by_hand))


def _urls(target: Target, settings: Path) -> Path | None:
    """The module that ROOT_URLCONF names."""
    tree = _parsed(settings)
    value = _assigned(tree, "ROOT_URLCONF") if tree else None
    if not isinstance(value, cst.SimpleString):
        return None
    path = target.base.joinpath(*str(value.evaluated_value).split(".")).with_suffix(".py")
    return path if path.is_file() else None


def _append(
    path: Path, name: str, element: str, mark: str, then: Callable[[cst.Module], cst.Module] = lambda tree: tree
) -> Edit | None:
    """The file with an element at the end of the list `name`; None where that is no list that is written out."""
    tree = _parsed(path)
    value = _assigned(tree, name) if tree else None
    if tree is None or not isinstance(value, cst.List):
        return None
    if any(mark in tree.code_for_node(item).replace("'", '"').split('"') for item in value.elements):
        return path, path.read_bytes(), tree.code
    edited = tree.deep_replace(value, _longer(value, cst.parse_expression(element)))
    assert isinstance(edited, cst.Module)
    return path, path.read_bytes(), then(edited).code


def _longer(items: cst.List, added: cst.BaseExpression) -> cst.List:
    """The list with one more element, laid out as the others are."""
    if not items.elements:
        return items.with_changes(elements=[cst.Element(added)])
    *_, last = items.elements
    inner = items.elements[0].comma if len(items.elements) > 1 else items.lbracket.whitespace_after
    between = inner.whitespace_after if isinstance(inner, cst.Comma) else inner
    assert isinstance(between, cst.BaseParenthesizableWhitespace)
    middle = last.with_changes(comma=cst.Comma(whitespace_after=between))
    end = cst.Element(added, comma=last.comma)
    return items.with_changes(elements=[*items.elements[:-1], middle, end])


def _with_imports(tree: cst.Module) -> cst.Module:
    context = CodemodContext()
    for name in ("include", "path"):
        AddImportsVisitor.add_needed_import(context, "django.urls", name)
    return AddImportsVisitor(context).transform_module(tree)


def _parsed(path: Path) -> cst.Module | None:
    try:
        return cst.parse_module(path.read_bytes())
    except (OSError, cst.ParserSyntaxError, UnicodeDecodeError):
        return None


def _assigned(tree: cst.Module, name: str) -> cst.BaseExpression | None:
    """What the module assigns to a name, where it does that once."""
    found = [
        statement.value
        for line in tree.body
        if isinstance(line, cst.SimpleStatementLine)
        for statement in line.body
        if isinstance(statement, cst.Assign | cst.AnnAssign)
        and statement.value is not None
        and name in _names(statement)
    ]
    return found[0] if len(found) == 1 else None


def _names(statement: cst.Assign | cst.AnnAssign) -> list[str]:
    targets = [item.target for item in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    return [target.value for target in targets if isinstance(target, cst.Name)]
