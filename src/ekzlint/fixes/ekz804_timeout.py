"""EKZ804: give a call of the provider a limit."""

from __future__ import annotations

import libcst as cst

from ekzlint.findings.model import Finding
from ekzlint.fixes.arguments import added, keyword, unpacks
from ekzlint.fixes.context import Context, span_of
from ekzlint.fixes.plan import Plan, Refusal

_SECONDS = "30"
_ITS_OWN = frozenset({"aiohttp"})
"""Libraries that take no plain number."""


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """`timeout=30` for a call without one, or with None."""
    path = context.path_of(finding)
    module, tree = context.module(path), context.tree(path)
    call = tree.at(span_of(finding), cst.Call)
    if module is None or call is None or unpacks(call):
        return Refusal("fix_804_form")
    imported = {name.partition(".")[0] for name in context.imports(module)}
    if imported & _ITS_OWN:
        return Refusal("fix_804_form")
    given = keyword(call, "timeout")
    if given is None:
        edits = added(tree, call, f"timeout={_SECONDS}")
    elif isinstance(given.value, cst.Name) and given.value.value == "None":
        edits = (tree.replaced(given.value, _SECONDS),)
    else:
        return Refusal("fix_804_form")
    return Plan(applicability="unsafe", key="fix_804", params={"seconds": _SECONDS}, edits=edits)
