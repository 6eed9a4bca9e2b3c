"""Whether a row that stands for something to be paid is in the store before the provider is called."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from ekzlint.flow.rows import has_request
from ekzlint.flow.state import ABSENT, LOADED, STORED

Codes = Callable[..., list[str]]
HEAD = """
import stripe
from django.db import transaction
from django.shortcuts import get_object_or_404

from shop.models import Cart, Order, Plan, Product, SubscriptionPlan


def charge(amount):
    return stripe.PaymentIntent.create(amount=amount, currency="eur")


def pending(product):
    return Order.objects.create(product=product, status="pending")


def buy(request, pk):
    product = Product.objects.get(pk=pk)
"""
EARLY = {
    "row after the call": """
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
    "row on one branch only": """
        if request.user.is_authenticated:
            pending(product)
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
    "looked for and not found": """
        order = Order.objects.filter(product=product).first()
        if order is not None:
            return order
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
    "a plan is no subscription": """
        plan = SubscriptionPlan.objects.get(pk=pk)
        intent = charge(plan.price)
        Order.objects.create(intent=intent.id)
    """,
    "only a basket": """
        Cart.objects.create(product=product)
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
    "inside one transaction": """
        with transaction.atomic():
            intent = charge(product.price)
            Order.objects.create(intent=intent.id)
    """,
}
IN_TIME = {
    "row first": """
        pending(product)
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
    "either way": """
        order, _ = Order.objects.get_or_create(product=product)
        intent = charge(product.price)
        order.intent = intent.id
    """,
    "existing order": """
        order = get_object_or_404(Order, pk=pk)
        intent = charge(order.total)
        Order.objects.create(intent=intent.id)
    """,
    "one row for each item": """
        for item in product.parts.all():
            Order.objects.create(item=item)
        intent = charge(product.price)
        Order.objects.create(intent=intent.id)
    """,
}


def _module(body: str) -> str:
    return HEAD + indent(dedent(body).strip("\n"), "    ") + "\n"


@pytest.mark.parametrize("body", EARLY.values(), ids=EARLY)
def test_called_before_a_row_is_stored(codes: Codes, body: str):
    assert codes(("EKZ501",), shop__payment=_module(body)) == ["EKZ501"]


@pytest.mark.parametrize("body", IN_TIME.values(), ids=IN_TIME)
def test_called_when_a_row_is_stored(codes: Codes, body: str):
    assert codes(("EKZ501",), shop__payment=_module(body)) == []


@pytest.mark.parametrize(
    ("facts", "stored"),
    [
        ({STORED}, True),
        ({LOADED + "Order"}, True),
        ({LOADED + "Order", ABSENT + "Order"}, False),
        ({LOADED + "Product"}, False),
        ({LOADED + "PaymentPlan"}, False),
        ({LOADED + "UserProfile"}, False),
        ({LOADED + "Consultation"}, True),
        ({LOADED + "SomethingElse"}, True),
        (set(), False),
    ],
)
def test_a_row_that_was_found_counts_by_what_it_stands_for(facts: set[str], stored: bool):
    assert has_request(frozenset(facts)) == stored


def test_a_row_that_is_made_where_there_was_none_is_there(webhook: Codes):
    body = """
    demand(request)
    reference = json.loads(request.body)["reference"]
    order = Order.objects.filter(reference=reference).first()
    if not order:
        order = Order(reference=reference, status="pending")
    order.status = "failed"
    order.save()
    """
    assert webhook(body, "EKZ505") == []
    assert webhook(body.replace("    if not order:\n        order", "    if reference:\n        other"), "EKZ505") == [
        "EKZ505"
    ]
