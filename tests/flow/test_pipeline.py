"""What the map says of one entry point: which kind it is, and which steps are proven, missing or not seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from ekzlint.config import Config
from ekzlint.findings.model import EntryPoint
from ekzlint.mapping import draw_map

HEAD = """\
import hmac
import hashlib
import json
import os

import requests
import stripe
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order, WebhookEvent

SECRET = os.environ["PAYSTACK_SECRET_KEY"]


"""
Draw = Callable[[str], dict[str, EntryPoint]]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    def run(text: str) -> dict[str, EntryPoint]:
        (tmp_path / "views.py").write_text(HEAD + dedent(text), encoding="utf-8")
        return {point.function: point for point in draw_map([tmp_path], Config()).points}

    return run


def proofs(point: EntryPoint) -> dict[str, str]:
    return {step.name: step.proof for step in point.steps}


def test_webhook_with_every_step(draw: Draw):
    point = draw("""
        @csrf_exempt
        def paystack_webhook(request):
            expected = hmac.new(SECRET.encode(), request.body, hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
                return None
            event = json.loads(request.body)
            _, created = WebhookEvent.objects.get_or_create(event_id=event["data"]["id"])
            if not created:
                return None
            if event["event"] == "charge.success":
                order = Order.objects.get(reference=event["data"]["reference"])
                order.status = "paid"
                order.save()
    """)["paystack_webhook"]
    assert point.kind == "webhook"
    assert proofs(point) == {
        "verify": "proven",
        "normalise": "unseen",
        "persist": "proven",
        "resolve": "proven",
        "route": "proven",
        "mark": "proven",
    }


def test_webhook_with_no_step(draw: Draw):
    point = draw("""
        @csrf_exempt
        def paystack_webhook(request):
            data = json.loads(request.body)["data"]
            Order.objects.create(reference=data["reference"])
    """)["paystack_webhook"]
    assert proofs(point)["verify"] == "missing"
    assert proofs(point)["persist"] == "missing"


def test_webhook_that_only_listens_is_there_and_owes_nothing(draw: Draw):
    point = draw("""
        @csrf_exempt
        def paystack_webhook(request):
            print(json.loads(request.body))
    """)["paystack_webhook"]
    assert set(proofs(point).values()) == {"unseen"}


def test_checkout(draw: Draw):
    point = draw("""
        def pay(request):
            order = Order.objects.create(status="pending")
            intent = stripe.PaymentIntent.create(amount=request.POST["amount"], currency="aoa")
            order.intent = intent.id
            order.save()
    """)["pay"]
    assert point.kind == "checkout"
    assert proofs(point) == {"price": "missing", "persist": "proven", "charge": "proven", "record": "proven"}


def test_page_of_return_that_asks(draw: Draw):
    point = draw("""
        def payment_success(request):
            session = stripe.checkout.Session.retrieve(request.GET["session_id"])
            if session.payment_status == "paid":
                order = Order.objects.get(session=session.id)
                order.status = "paid"
                order.save()
            return redirect("/")
    """)["payment_success"]
    assert point.kind == "return"
    assert proofs(point) == {"verify": "proven", "resolve": "proven", "mark": "proven"}


def test_page_of_return_that_believes(draw: Draw):
    point = draw("""
        def payment_success(request):
            order = Order.objects.get(id=request.GET["order"])
            order.status = "paid"
            order.save()
            return redirect("/")
    """)["payment_success"]
    assert proofs(point)["verify"] == "missing"


@pytest.mark.parametrize(
    "handler",
    [
        "def send_webhook(request):\n    requests.post(request.POST['url'], json={'event': 'order.paid'})\n",
        "def github_webhook(request):\n    Order.objects.create(reference=json.loads(request.body)['id'])\n",
        "def verify_paystack_signature(request):\n    return request.headers['x-paystack-signature'] == SECRET\n",
        "def list_banks(request):\n    return requests.get('https://api.paystack.co/bank').json()\n",
    ],
    ids=["one that is sent", "of somebody else", "a helper of views", "a question about something else"],
)
def test_what_is_no_entry_point_of_payments(draw: Draw, handler: str):
    assert draw(handler) == {}
