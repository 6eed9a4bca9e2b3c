"""Values that are another one each time."""

from __future__ import annotations

import pytest

from ekzlint.flow.fresh import FRESH, is_fresh
from ekzlint.flow.values import CLIENT, Value


@pytest.mark.parametrize("name", ["uuid.uuid4", "uuid.uuid4.hex", "time.time", "timezone.now", "secrets.token_hex"])
def test_random_and_clock(name: str):
    assert is_fresh(Value(name=name))


@pytest.mark.parametrize("name", ["uuid.uuid5", "event.id", "generate_reference", ""])
def test_derived_and_unknown(name: str):
    assert not is_fresh(Value(name=name))


def test_what_was_sent_is_not_fresh_by_its_name():
    assert not is_fresh(Value(origin=CLIENT, name="event.time"))


def test_a_text_with_a_fresh_part_is_fresh_whatever_else_is_in_it():
    assert is_fresh(Value(origin=CLIENT, name="key", kind=FRESH))


def test_a_suggestive_name_counts_where_doubt_is_enough():
    assert is_fresh(Value(name="generate_reference"), sure=False)
