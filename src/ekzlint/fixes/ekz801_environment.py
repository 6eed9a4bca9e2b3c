"""EKZ801: read a secret from the environment, and list its name for those who set the project up."""

from __future__ import annotations

import libcst as cst

from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.environment import default_is_empty, listed, reading, variable_for
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """The literal becomes a look-up; the value is never shown."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    node = tree.at(span_of(finding), cst.SimpleString)
    if module is None or node is None:
        return Refusal("fix_801_form")
    parent = tree.parents[node]
    lookup = _lookup(tree, node)
    if lookup is not None:
        name = str(lookup.args[0].value.evaluated_value) if isinstance(lookup.args[0].value, cst.SimpleString) else ""
        edits: tuple[Edit, ...] | None = _without_default(tree, lookup, default_is_empty(module.facts))
    elif isinstance(parent, cst.BooleanOperation) and parent.right is node:
        name, edits = _alternative(tree, parent, default_is_empty(module.facts))
    elif isinstance(parent, cst.AnnAssign) and _in_settings(tree, parent):
        # A class of settings reads the variable itself.
        name = str(parent.target.value).upper() if isinstance(parent.target, cst.Name) else ""
        place, end = tree.span(parent.annotation.annotation), tree.span(parent)
        edits = (Edit(path, Span(place.end_line, place.end_column, end.end_line, end.end_column), ""),)
    else:
        provider = context.knowledge.providers.get(finding.provider)
        name = variable_for(provider, _held_as(node, parent), str(node.evaluated_value))
        if not name and provider is not None and _is_password(tree, node):
            name = next((setting.name for setting in provider.setting if setting.secret), "")
        brought = reading(module, tree, name, finding.line) if name else None
        edits = (tree.replaced(node, brought.name), *brought.edits) if brought else None
    if not name or edits is None:
        return Refusal("fix_801_form")
    return Plan(
        applicability="unsafe",
        key="fix_801",
        params={"name": name},
        edits=(*edits, *listed(context.machine.project.root, name)),
    )


def _held_as(node: cst.SimpleString, parent: cst.CSTNode) -> str:
    """The name under which the literal is held: a variable's, an attribute's, a key's or an argument's."""
    target: cst.CSTNode | None = None
    if isinstance(parent, cst.Assign):
        target = parent.targets[0].target
    elif isinstance(parent, cst.AnnAssign):
        target = parent.target
    elif isinstance(parent, cst.Arg):
        target = parent.keyword
    elif isinstance(parent, cst.DictElement) and parent.value is node:
        target = parent.key
    if isinstance(target, cst.Name):
        return target.value
    if isinstance(target, cst.Attribute):
        return target.attr.value
    if isinstance(target, cst.SimpleString):
        return str(target.evaluated_value)
    return ""


def _is_password(tree: Tree, node: cst.SimpleString) -> bool:
    """Whether the literal is the second of the pair in `auth=(user, password)`."""
    element = tree.parents[node]
    pair = tree.parents[element]
    if not isinstance(pair, cst.Tuple) or len(pair.elements) != 2 or pair.elements[1] is not element:
        return False
    arg = tree.parents[pair]
    return isinstance(arg, cst.Arg) and arg.keyword is not None and arg.keyword.value == "auth"


def _lookup(tree: Tree, node: cst.SimpleString) -> cst.Call | None:
    """The look-up in the environment whose default the literal is."""
    arg = tree.parents[node]
    call = tree.parents[arg] if isinstance(arg, cst.Arg) else None
    if not isinstance(call, cst.Call) or len(call.args) < 2 or call.args[-1] is not arg:
        return None
    called = tree.source(call.func).rpartition(".")[2]
    return call if called in ("get", "getenv", "config", "env", "str") else None


def _without_default(tree: Tree, call: cst.Call, empty: bool) -> tuple[Edit, ...]:
    """The look-up without its default: it fails at once where the variable is missing."""
    key, default = call.args[0], call.args[-1]
    if empty and len(call.args) == 2 and default.keyword is None:
        return (tree.replaced(default.value, '""'),)
    called = tree.source(call.func)
    if called in ("os.environ.get", "environ.get"):
        return (tree.replaced(call, f"{called.removesuffix('.get')}[{tree.source(key.value)}]"),)
    if called == "os.getenv":
        return (tree.replaced(call, f"os.environ[{tree.source(key.value)}]"),)
    first, last = tree.span(call.args[-2]), tree.span(default)
    return (Edit(tree.path, Span(first.end_line, first.end_column, last.end_line, last.end_column), ""),)


def _alternative(tree: Tree, node: cst.BooleanOperation, empty: bool) -> tuple[str, tuple[Edit, ...] | None]:
    """`os.getenv("NAME") or "..."`: the name, and the look-up alone."""
    call = node.left
    if not isinstance(call, cst.Call) or len(call.args) != 1 or not isinstance(node.operator, cst.Or):
        return "", None
    key, called = call.args[0].value, tree.source(call.func)
    if not isinstance(key, cst.SimpleString) or called not in ("os.getenv", "os.environ.get"):
        return "", None
    kept = tree.source(call) if empty else f"os.environ[{tree.source(key)}]"
    return str(key.evaluated_value), (tree.replaced(node, kept),)


def _in_settings(tree: Tree, node: cst.CSTNode) -> bool:
    owner = next((outer for outer in tree.above(node) if isinstance(outer, cst.ClassDef)), None)
    return owner is not None and any(tree.source(base.value).endswith("Settings") for base in owner.bases)
