"""Answers of a handler as they are written: whether one tells the caller of a failure."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions, statements

_RESULTS = frozenset(["ResultCode", "ResponseCode", "result_code"])
_OF_STATUS = frozenset(["status", "status_code", "code"])
_REFUSALS = ("BadRequest", "ServerError", "Forbidden", "NotFound", "NotAllowed", "Gone", "Unauthorized", "Unavailable")
_HARMLESS = frozenset(
    "print debug info warning warn error exception critical log print_exc format_exc exc_info str repr format type "
    "rollback jsonify isoformat now dumps getattr bind".split()
)
"""Calls that keep nothing: what is only logged is not recorded."""


def tells_of_failure(value: r.Expr | None) -> bool | None:
    """Whether a returned answer has a status of failure; None where that cannot be told."""
    if isinstance(value, r.DictExpr):
        return _is_refusal(value)
    if value is None or isinstance(value, r.Const | r.Text):
        return False
    if isinstance(value, r.Seq):
        return any(_is_failure(item) for item in value.items[1:])
    if not isinstance(value, r.Call):
        return None
    last = dotted(value.func).rpartition(".")[2]
    if last.endswith(_REFUSALS):
        return True
    given = [part for name, part in value.keywords if name in _OF_STATUS]
    if any(_is_failure(part) for part in (*given, *value.args[1:])):
        return True
    if any(_is_refusal(part) for part in value.args):
        return True
    known = all(isinstance(part, r.Const | r.Attr) for part in given)
    answers = last in ("jsonify", "make_response", "json_response") or ("Response" in last and last[:1].isupper())
    return False if known and answers else None


def _is_refusal(expr: r.Expr) -> bool:
    """`{"ResultCode": 1}`: providers that look into the answer are told there."""
    pairs = zip(expr.keys, expr.values, strict=True) if isinstance(expr, r.DictExpr) else ()
    return any(
        isinstance(key, r.Const) and key.value in _RESULTS and isinstance(part, r.Const) and str(part.value) != "0"
        for key, part in pairs
    )


def _is_failure(expr: r.Expr) -> bool:
    """400 and above: as a number, or in the name of a constant (`HTTP_500_INTERNAL_SERVER_ERROR`)."""
    if isinstance(expr, r.Const):
        return isinstance(expr.value, int) and expr.value >= 400
    digits = "".join(char for char in dotted(expr).rpartition(".")[2] if char.isdigit())
    return digits[:1] in ("4", "5") and len(digits) == 3


def hides_failure(body: tuple[r.Stmt, ...], rest: r.Expr | None) -> bool:
    """Whether an `except` keeps nothing and answers that all is well; `rest` is what is answered after it."""
    inner = list(statements(body))
    if any(isinstance(stmt, r.Raise) for stmt in inner):
        return False
    for stmt in inner:
        for name in stmt.__struct_fields__:
            part = getattr(stmt, name)
            if hasattr(part, "at") and not hasattr(part, "body") and any(map(_keeps, expressions(part))):
                return False
    answers = [stmt.value for stmt in inner if isinstance(stmt, r.Return)]
    ends = bool(inner) and isinstance(body[-1], r.Return)
    return all(tells_of_failure(answer) is False for answer in (answers if ends else [*answers, rest]))


def _keeps(expr: r.Expr) -> bool:
    """A call that may record the failure somewhere: any but of a log, of an answer, or of plain data."""
    if not isinstance(expr, r.Call):
        return False
    last = dotted(expr.func).rpartition(".")[2]
    return last not in _HARMLESS and "Response" not in last
