"""EKZ403: what is paid gets a name, and a status that nobody knows stays pending."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import statements
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.closing import ends
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.edits import Edit, behind, insertion
from ekzlint.fixes.ekz401_normalise import bare
from ekzlint.fixes.normaliser import Normaliser, normaliser_for, vocabulary_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.status_map import StatusMap
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.words import words

_LONGEST = 115
_FORM = Plan(applicability="display", key="fix_403_form")


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """A map gets the words that it lacks and a default; a ladder of tests gets one for what is paid."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    provider = context.knowledge.providers.get(finding.provider)
    if module is None or provider is None:
        return _FORM
    place = span_of(finding)
    lookup = tree.at(place, cst.Call) or tree.at(place, cst.Subscript)
    if lookup is not None:
        node = _dict_of(tree, module, lookup)
        edits = StatusMap(tree, node, lookup, provider).completed() if node is not None else []
        return Plan(applicability="unsafe", key="fix_403_map", edits=tuple(edits)) if edits else _FORM
    ladder = _ladder_at(tree, place)
    if ladder is None or not vocabulary_of(provider):
        return _FORM
    normaliser = normaliser_for(context, module, tree, provider, finding.line)
    edits = ladder.named(normaliser) if normaliser is not None else []
    if normaliser is None or not edits:
        return _FORM
    return Plan(applicability="unsafe", key="fix_403", edits=(*edits, *normaliser.edits))


def _dict_of(tree: Tree, module: ModuleInfo, lookup: cst.Call | cst.Subscript) -> cst.Dict | None:
    """The dict in which a status is looked up, where it is written once, in the same file."""
    owner = lookup.func.value if isinstance(lookup, cst.Call) and isinstance(lookup.func, cst.Attribute) else None
    owner = lookup.value if isinstance(lookup, cst.Subscript) else owner
    if isinstance(owner, cst.Dict):
        return owner
    name = tree.source(owner).rpartition(".")[2] if owner is not None else ""
    found = [
        stmt.value
        for stmt in statements(module.facts.body)
        if isinstance(stmt, r.Assign | r.AnnAssign)
        and isinstance(stmt.value, r.DictExpr)
        and name in {dotted(target) for target in (stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,))}
    ]
    return tree.at(Span(*found[0].at), cst.Dict) if len(found) == 1 and found[0] is not None else None


@dataclass(frozen=True)
class _Ladder:
    """Tests of a status that name only what is not paid. `raw` is the status as it came."""

    tree: Tree
    node: cst.If | cst.IfExp | cst.Match
    raw: str

    def named(self, normaliser: Normaliser) -> list[Edit]:
        """The edits that ask for what is paid."""
        normalised = f"{normaliser.function}({self.raw})"
        paid = f"{normalised} is {normaliser.enum}.PAID"
        if isinstance(self.node, cst.IfExp):
            return self._choice(self.node, paid)
        if isinstance(self.node, cst.Match):
            return self._wildcard(self.node, paid)
        node: cst.If | cst.Else | None = self.node
        while isinstance(node, cst.If) and node.orelse is not None:
            node = node.orelse
        if isinstance(node, cst.Else):
            start = self.tree.span(node)
            return [Edit(self.tree.path, Span(start.line, start.column, start.line, start.column + 4), f"elif {paid}")]
        return self._left(self.node, f"{normalised} is not {normaliser.enum}.PAID")

    def _choice(self, node: cst.IfExp, paid: str) -> list[Edit]:
        """`failed if unpaid else paid` to `paid if it is else failed if unpaid else pending`."""
        body, last = self.tree.source(node.body), self.tree.source(node.orelse)
        waiting = ""
        if last[:1] in "\"'" and len(words(last)) == 1:
            waiting = f"{last[0]}{'PENDING' if last.strip(last[0]).isupper() else 'pending'}{last[0]}"
        if not waiting:
            return []
        test, place = self.tree.source(node.test), self.tree.span(node)
        text = f"{last} if {paid} else {body} if {test} else {waiting}"
        if place.column + len(text) > _LONGEST:
            indent = self.tree.indent(place.line)
            parts = [last, f"if {paid}", f"else {body}", f"if {test}", f"else {waiting}"]
            inner = f"\n{indent}{self.tree.module.default_indent}"
            text = inner.join(["", *parts]) + f"\n{indent}"
            # Parentheses that are there already serve as well.
            text = text if node.lpar else f"({text})"
        return [self.tree.replaced(node, text)]

    def _wildcard(self, node: cst.Match, paid: str) -> list[Edit]:
        for case in node.cases:
            if isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None and case.guard is None:
                place = self.tree.span(case.pattern)
                end = behind(place)
                return [Edit(self.tree.path, end, f" if {paid}")]
        return []

    def _left(self, node: cst.If, unpaid: str) -> list[Edit]:
        """Tests that leave the function get one more, which leaves it for whatever is not paid."""
        block = self.tree.parents[node]
        if not isinstance(block, cst.IndentedBlock) or not ends(node.body):
            return []
        after: cst.If = node
        for statement in block.body[list(block.body).index(node) + 1 :]:
            if not isinstance(statement, cst.If) or self.raw not in self.tree.source(statement.test):
                break
            if not ends(statement.body) or statement.orelse is not None:
                break
            after = statement
        last = after.body.body[-1]
        left = self.tree.source(last.body[-1]) if isinstance(last, cst.SimpleStatementLine) else ""
        if not left.startswith("return") or "\n" in left:
            return []
        indent = self.tree.indent(self.tree.span(node).line)
        step = after.body.indent if isinstance(after.body, cst.IndentedBlock) else None
        line = self.tree.span(after).end_line + 1
        text = f"{indent}if {unpaid}:\n{indent}{step or self.tree.module.default_indent}{left}\n"
        return [insertion(self.tree.path, line, text)]


def _ladder_at(tree: Tree, place: Span) -> _Ladder | None:
    """The ladder whose first comparison stands at a place."""
    node = tree.at(place, cst.Comparison)
    if node is None:
        return _match_at(tree, place)
    left, right = node.left, node.comparisons[0].comparator
    raw = bare(tree, right if isinstance(left, cst.SimpleString | cst.Integer) else left)
    if not _is_plain(raw):
        return None
    for outer in tree.above(node):
        if isinstance(outer, cst.If | cst.IfExp):
            return _Ladder(tree, outer, tree.source(raw))
    return None


def _match_at(tree: Tree, place: Span) -> _Ladder | None:
    for node in tree.inside(tree.module):
        if isinstance(node, cst.Match) and node.cases and tree.span(node.cases[0]).line == place.line:
            return _Ladder(tree, node, tree.source(node.subject)) if _is_plain(node.subject) else None
    return None


def _is_plain(node: cst.BaseExpression) -> bool:
    """Whether an expression can be written twice: names, attributes, keys, and `.get` with nothing but literals."""
    if isinstance(node, cst.Attribute):
        return _is_plain(node.value)
    if isinstance(node, cst.Subscript):
        return _is_plain(node.value)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "get":
        literals = (cst.SimpleString, cst.Integer, cst.Dict, cst.Name)
        return _is_plain(node.func.value) and all(isinstance(arg.value, literals) for arg in node.args)
    return isinstance(node, cst.Name)
