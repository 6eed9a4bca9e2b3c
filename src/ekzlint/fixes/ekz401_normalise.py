"""EKZ401: a provider's word is turned into one of our own before it decides anything."""

from __future__ import annotations

import re

import libcst as cst

from ekzlint.findings.model import Finding
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.normaliser import Normaliser, normaliser_for, same_meaning, vocabulary_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree
from ekzlint.knowledge.schema import Provider

_NO_PAYMENT = re.compile(r"refund|transfer|payout|withdraw|responsecode|response_code|subscription|verification", re.I)
"""What has a status of its own, or says only that a request was taken."""
_NEGATIVE = (cst.NotEqual, cst.NotIn)
_OPERATORS = (cst.Equal, cst.NotEqual, cst.In, cst.NotIn)
_CASTS = frozenset({"int", "str"})
_SHAPES = frozenset({"lower", "upper", "strip", "casefold"})


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`x == "succeeded"` to `normalise_stripe_status(x) is PaymentStatus.PAID`."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    node = tree.at(span_of(finding), cst.Comparison)
    provider = context.knowledge.providers.get(finding.provider)
    if module is None or node is None or provider is None or len(node.comparisons) != 1:
        return Plan(applicability="display", key="fix_401_form")
    operator = node.comparisons[0].operator
    if not isinstance(operator, _OPERATORS):
        return Plan(applicability="display", key="fix_401_form")
    named = context.machine.library.provider_of(f"{finding.function} {module.stem} {tree.source(node.left)}")
    if provider.name != named and (named or module.evidence != {provider.name}):
        # Where several providers are spoken of, only a name tells whose status this is.
        return Plan(applicability="display", key="fix_401_form")
    literals = {str(literal).lower() for literal in _literals(node.comparisons[0].comparator)}
    raw = tree.source(bare(tree, node.left))
    states = same_meaning(provider, literals)
    if (
        not states
        or _NO_PAYMENT.search(f"{module.stem} {finding.function} {raw}")
        or _tells_apart(tree, node, literals, states, vocabulary_of(provider))
        or not _is_whole(tree, node, raw, provider)
    ):
        return Plan(applicability="display", key="fix_401_form")
    normaliser = normaliser_for(context, module, tree, provider, finding.line)
    if normaliser is None:
        return Plan(applicability="display", key="fix_401_form")
    test = _test(normaliser, sorted(states), isinstance(operator, _NEGATIVE))
    edits: list[Edit] = [tree.replaced(node, f"{normaliser.function}({raw}) {test}"), *normaliser.edits]
    return Plan(applicability="unsafe", key="fix_401", params={"name": normaliser.enum}, edits=tuple(edits))


def _is_whole(tree: Tree, node: cst.Comparison, raw: str, provider: Provider) -> bool:
    """Whether the tests around a comparison can all be turned with it: half a ladder is worse to read than none."""
    outer: cst.CSTNode = node
    for parent in tree.above(node):
        if isinstance(parent, cst.IfExp):
            # `x if x == "paid" else y`: what is told apart here goes on as the provider's word.
            return raw not in (tree.source(parent.body), tree.source(parent.orelse))
        if isinstance(parent, cst.If):
            outer = parent
            break
    while isinstance(tree.parents.get(outer), cst.If) and tree.parents[outer].orelse is outer:  # type: ignore[attr-defined]
        outer = tree.parents[outer]
    step: cst.CSTNode | None = outer if isinstance(outer, cst.If) else None
    while isinstance(step, cst.If):
        for part in tree.inside(step.test):
            if isinstance(part, cst.Comparison) and part is not node and tree.source(bare(tree, part.left)) == raw:
                words = {str(literal).lower() for literal in _literals(part.comparisons[0].comparator)}
                if not words or not same_meaning(provider, words):
                    return False
        step = step.orelse
    return True


def _tells_apart(
    tree: Tree, node: cst.Comparison, literals: set[str], states: set[str], vocabulary: dict[str, str]
) -> bool:
    """Whether the function compares with another word of the same meaning, which then means something else to it."""
    function = next((outer for outer in tree.above(node) if isinstance(outer, cst.FunctionDef)), tree.module)
    for other in tree.inside(function):
        if isinstance(other, cst.Comparison) and other is not node and len(other.comparisons) == 1:
            words = {str(literal).lower() for literal in _literals(other.comparisons[0].comparator)} - literals
            if any(vocabulary.get(word) in states for word in words):
                return True
    return False


def _test(normaliser: Normaliser, states: list[str], negative: bool) -> str:
    members = [f"{normaliser.enum}.{state}" for state in states]
    if len(members) == 1:
        return f"is {'not ' if negative else ''}{members[0]}"
    return f"{'not ' if negative else ''}in ({', '.join(members)})"


def _literals(node: cst.BaseExpression) -> list[str | int]:
    """The words or numbers that are written there, or nothing where anything else is."""
    parts = [node]
    if isinstance(node, cst.Tuple | cst.List | cst.Set):
        parts = [element.value for element in node.elements]
    found: list[str | int] = []
    for part in parts:
        value = part.evaluated_value if isinstance(part, cst.Integer | cst.SimpleString) else None
        if not isinstance(value, str | int):
            return []
        found.append(value)
    return found


def bare(tree: Tree, node: cst.BaseExpression) -> cst.BaseExpression:
    """What is compared, without the conversions that the normaliser makes itself."""
    while isinstance(node, cst.Call):
        func = node.func
        if isinstance(func, cst.Name) and func.value in _CASTS and len(node.args) == 1 and not node.args[0].star:
            node = node.args[0].value
        elif isinstance(func, cst.Attribute) and func.attr.value in _SHAPES and not node.args:
            node = func.value
        else:
            break
    return node
