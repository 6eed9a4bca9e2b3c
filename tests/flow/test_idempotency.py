"""Whether a call tells the provider which attempt it belongs to."""

from __future__ import annotations

import pytest

from ekzlint.flow.idempotency import NO_KEY, told
from ekzlint.flow.values import Value, constant

KEY = constant("attempt-1")


def given(**fields: Value) -> Value:
    return Value(fields=fields)


def held(**fields: Value) -> Value:
    return Value(kind="dict", fields=fields)


HEADERS = {"Idempotency-Key": KEY}


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("idempotency_key", given(amount=KEY)),
        ("options.idempotency_key", given(params=held(amount=KEY))),
        ("options.idempotency_key", given(options=held(api_key=KEY))),
        ("Idempotency-Key", given(json=held(amount=KEY))),
        ("Idempotency-Key", given(headers=held(Authorization=KEY))),
    ],
)
def test_no_key(path: str, arguments: Value):
    assert told(path, arguments) == NO_KEY


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("", given(amount=KEY)),
        ("idempotency_key", given(amount=KEY, idempotency_key=KEY)),
        ("options.idempotency_key", given(options=held(idempotency_key=KEY))),
        ("Idempotency-Key", given(headers=held(**HEADERS))),
        ("idempotency-key", given(headers=held(**HEADERS))),
        ("Idempotency-Key", given(headers=Value(name="headers"))),
        ("idempotency_key", given(**{"**": Value(name="options")})),
    ],
)
def test_a_key_or_a_place_where_one_may_be(path: str, arguments: Value):
    assert told(path, arguments) == ""
