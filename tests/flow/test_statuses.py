"""Whose word a status is, decided by where the compared value comes from and by who compares it."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

Codes = Callable[..., list[str]]
ORIGINS = {
    "the reply of a client that was made with options": """
        import httpx
        from fastapi import APIRouter

        router = APIRouter()

        async def ask(reference):
            async with httpx.AsyncClient(timeout=20) as client:
                reply = await client.get(f"https://api.paystack.co/transaction/verify/{reference}")
                return reply.json()["data"]

        @router.post("/orders/{reference}/check")
        async def check(reference: str):
            if (await ask(reference))["status"] == "success":
                mark_paid(reference)
    """,
    "a session of aiohttp": """
        import aiohttp

        async def settle(order):
            async with aiohttp.ClientSession() as session:
                async with session.get(f"https://api.flutterwave.com/v3/transactions/{order.pk}/verify") as reply:
                    data = (await reply.json())["data"]
            if data["status"] == "successful":
                order.state = "paid"
                order.save()
    """,
    "a dict of ours, or the reply in its place": """
        import requests

        def ask(pk):
            try:
                return requests.get(f"https://api.flutterwave.com/v3/transactions/{pk}/verify", timeout=9).json()
            except requests.RequestException:
                return {"status": "error"}

        def settle(order):
            if ask(order.pk)["status"] == "success":
                order.state = "paid"
                order.save()
    """,
    "a model that was made of the reply": """
        import requests
        from pydantic import BaseModel

        class Transaction(BaseModel):
            status: str

        def ask(pk):
            reply = requests.get(f"https://api.paystack.co/transaction/verify/{pk}", timeout=9)
            return Transaction(**reply.json()["data"])

        def settle(order):
            if ask(order.pk).status == "success":
                order.state = "paid"
                order.save()
    """,
    "an answer of the provider's own library": """
        from paystackapi.transaction import Transaction

        def settle(order):
            answer = Transaction.charge_authorization(reference=order.reference)
            if answer["data"]["status"] == "success":
                order.state = "paid"
                order.save()
    """,
    "a key that only one provider spells so": """
        # M-Pesa
        def settle(order, callback):
            if callback.get("ResultCode") == 0:
                order.state = "paid"
                order.save()
    """,
    "the same key in an endpoint that nobody would take for a webhook": """
        # M-Pesa
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/b2c/result")
        def b2c_result():
            if request.get_json()["Result"]["ResultCode"] == 0:
                mark_paid(request.get_json()["Result"]["ConversationID"])
            return {}
    """,
    "a word that another provider has": """
        import razorpay
        client = razorpay.Client(auth=("id", "secret"))

        def settle(order):
            if client.payment.fetch(order.payment_id)["status"] == "pending":
                order.state = "waiting"
                order.save()
    """,
    "the address of the page that the provider sends back to": """
        # Flutterwave
        from django.shortcuts import redirect

        def payment_callback(request):
            if request.GET.get("status") == "successful":
                mark_paid(request.GET["tx_ref"])
            return redirect("/")
    """,
    "a view that is named after the provider": """
        import requests
        from django.views import View

        class PaystackCallbackView(View):
            def get(self, request, **kwargs):
                if not kwargs.get("reference"):
                    return None
                url = f"https://api.paystack.co/transaction/verify/{kwargs['reference']}"
                if requests.get(url, timeout=9).json()["data"]["status"] == "success":
                    mark_paid(kwargs["reference"])
    """,
}
LOCAL = {
    "the row's own state": """
        import stripe

        def settle(order):
            stripe.checkout.Session.retrieve(order.session_id)
            if order.status == "paid":
                order.ship()
    """,
    "what the shop's database module gives": """
        # M-Pesa
        from shop import database

        def settle(pk):
            row = database.get_transaction_by_id(pk)
            if row["status"] == "completed":
                mark_paid(pk)
    """,
    "a predicate": """
        import stripe

        def has_paid(session_id):
            return stripe.checkout.Session.retrieve(session_id).payment_status == "paid"
    """,
    "a helper that asks and tells": """
        import requests

        def verify_payment(reference):
            data = requests.get(f"https://api.paystack.co/transaction/verify/{reference}", timeout=9).json()["data"]
            if data["status"] == "success":
                return data["amount"]
            return None
    """,
    "a class of the provider's": """
        import requests

        class PaystackService:
            def settle(self, order):
                url = f"https://api.paystack.co/transaction/verify/{order.pk}"
                if requests.get(url, timeout=9).json()["data"]["status"] == "success":
                    order.state = "paid"
                    order.save()
    """,
    "the state that the staff posts": """
        # Stripe
        from rest_framework.decorators import api_view

        @api_view(["POST"])
        def verify_transfer(request, pk):
            if request.data["status"] == "approved":
                mark_paid(pk)
    """,
}


@pytest.mark.parametrize("text", ORIGINS.values(), ids=ORIGINS)
def test_what_the_provider_said_is_raw(codes: Codes, text: str):
    assert codes(("EKZ401",), shop=dedent(text)) == ["EKZ401"]


@pytest.mark.parametrize("text", LOCAL.values(), ids=LOCAL)
def test_what_the_shop_says_itself_is_not(codes: Codes, text: str):
    assert codes(("EKZ401",), shop=dedent(text)) == []


def test_a_file_of_the_providers_is_an_adapter_unless_it_answers_requests(codes: Codes):
    settle = dedent("""
        import stripe

        def settle(order):
            if stripe.PaymentIntent.retrieve(order.intent).status == "succeeded":
                order.state = "paid"
                order.save()
    """)
    route = dedent("""
        from fastapi import APIRouter

        router = APIRouter()

        @router.post("/orders/{pk}/settle")
        async def page(pk: int):
            settle(await order_of(pk))
    """)
    assert codes(("EKZ401",), stripe_payments=settle) == []
    assert codes(("EKZ401",), stripe_payments=settle + route) == ["EKZ401"]


def test_a_long_helper_is_walked_to_its_end_though_its_callees_are_not(codes: Codes):
    busy = "\n".join(f"    x{number} = {number}" for number in range(300))
    text = "\n".join(
        [
            "import stripe",
            "",
            *(f"def busy{each}():\n{busy}\n" for each in range(9)),
            "def settle(order):",
            *(f"    busy{each}()" for each in range(9)),
            '    if stripe.PaymentIntent.retrieve(order.intent).status == "succeeded":',
            '        order.state = "paid"',
            "        order.save()",
        ]
    )
    assert codes(("EKZ401",), shop=text) == ["EKZ401"]
