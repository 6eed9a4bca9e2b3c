"""Answers as they are written, and handlers of exceptions that hide a failure."""

from __future__ import annotations

import pytest

from ekzlint.facts import records as r
from ekzlint.facts.lower import lower
from ekzlint.flow.answers import hides_failure, tells_of_failure

FAILURE = [
    "HttpResponse(status=500)",
    "HttpResponseBadRequest()",
    "Response({}, status=status.HTTP_502_BAD_GATEWAY)",
    "Response({}, status.HTTP_400_BAD_REQUEST)",
    "({'error': 'x'}, 500)",
    "JSONResponse({}, status_code=503)",
    "{'ResultCode': 1}",
    "JsonResponse({'ResultCode': '1'})",
]
SUCCESS = [
    "HttpResponse()",
    "HttpResponse(status=200)",
    "Response({'status': 'error'})",
    "jsonify(ok=True)",
    "({}, 200)",
    "{'status': 'error'}",
    "'ok'",
    "{'ResultCode': 0}",
]


def _value(text: str) -> r.Expr | None:
    (stmt,) = lower(text, "answer.py").body
    assert isinstance(stmt, r.ExprStmt)
    return stmt.value


@pytest.mark.parametrize("text", FAILURE)
def test_a_failure_is_told(text: str):
    assert tells_of_failure(_value(text)) is True


@pytest.mark.parametrize("text", SUCCESS)
def test_all_is_said_to_be_well(text: str):
    assert tells_of_failure(_value(text)) is False


@pytest.mark.parametrize("text", ["answer", "make_answer(error)", "HttpResponse(status=code)"])
def test_an_answer_made_elsewhere_is_not_judged(text: str):
    assert tells_of_failure(_value(text)) is None


def _handler(body: str) -> tuple[r.Stmt, ...]:
    text = "def f():\n    try:\n        work()\n    except Exception as error:\n" + "".join(
        f"        {line}\n" for line in body.split("\n")
    )
    (function,) = lower(text, "handler.py").body
    assert isinstance(function, r.Function)
    (attempt,) = function.body
    assert isinstance(attempt, r.Try)
    return attempt.handlers[0].body


@pytest.mark.parametrize("body", ["pass", "log.exception('x')", "print(error)\nreturn HttpResponse()"])
def test_nothing_is_kept(body: str):
    assert hides_failure(_handler(body), None)


@pytest.mark.parametrize(
    "body",
    ["raise", "return HttpResponse(status=500)", "event.mark_failed(error)", "retry.delay(1)", "return answer(error)"],
)
def test_the_failure_is_told_or_may_be_kept(body: str):
    assert not hides_failure(_handler(body), None)


def test_what_is_answered_behind_the_try_counts_where_the_handler_goes_on():
    assert not hides_failure(_handler("pass"), _value("HttpResponse(status=500)"))
    assert hides_failure(_handler("return HttpResponse()"), _value("HttpResponse(status=500)"))
