"""Where each finding stands, what it names, and the way that it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from ekzlint.config import Config
from ekzlint.engine import check
from ekzlint.findings.model import Finding


class Seen(NamedTuple):
    """A finding, the text that it marks, and the source line of each hop of its trace."""

    finding: Finding
    marked: str
    hops: list[str]

    @property
    def about(self) -> tuple[str, str, str]:
        return self.finding.function, self.finding.provider, self.finding.confidence


Only = Callable[..., Seen]


@pytest.fixture
def only(tmp_path: Path) -> Only:
    """Checks modules, given by their names, for one code of which there is one finding."""

    def run(code: str, config: Config | None = None, **modules: str) -> Seen:
        texts = {f"{name}.py": dedent(text).lstrip("\n") for name, text in modules.items()}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        result = check([tmp_path], config or Config(select=(code,)))
        (row,) = result.findings
        assert row.code == code
        line = texts[Path(row.path).name].split("\n")[row.line - 1]
        marked = line[row.column - 1 : row.end_column - 1 if row.end_line == row.line else None]
        hops = [texts[Path(hop.path).name].split("\n")[hop.line - 1].strip() for hop in row.trace]
        return Seen(row, marked, hops)

    return run


FLASK = """
import hashlib
import hmac
import os

from flask import Flask, request

from shop.models import Order, db

app = Flask(__name__)


"""


def test_a_clients_amount_stands_at_the_charge(only: Only):
    seen = only(
        "EKZ101",
        shop="""
        import stripe
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/pay/<order_id>")
        def pay(order_id):
            amount = request.json["amount"]
            cents = int(amount) * 100
            return stripe.PaymentIntent.create(amount=cents, currency="aoa")
        """,
    )
    assert seen.marked == 'stripe.PaymentIntent.create(amount=cents, currency="aoa")'
    assert seen.about == ("pay", "stripe", "high")
    assert seen.hops == [
        'amount = request.json["amount"]',
        "cents = int(amount) * 100",
        'return stripe.PaymentIntent.create(amount=cents, currency="aoa")',
    ]
    assert "amount" in seen.finding.message


def test_a_clients_amount_that_is_handed_on_stands_at_the_call_of_who_read_it(only: Only):
    seen = only(
        "EKZ101",
        cards="""
        import stripe


        class Cards:
            def charge(self, amount):
                return stripe.PaymentIntent.create(amount=amount, currency="aoa")
        """,
        shop="""
        from cards import Cards  # payments


        def pay(request):
            return Cards().charge(request.POST["amount"])
        """,
    )
    assert (Path(seen.finding.path).name, seen.marked) == ("shop.py", 'Cards().charge(request.POST["amount"])')
    assert seen.about == ("pay", "stripe", "medium")
    call = 'return Cards().charge(request.POST["amount"])'
    assert seen.hops == [call, call, 'return stripe.PaymentIntent.create(amount=amount, currency="aoa")']


def test_a_top_up_is_told_only_on_request(only: Only):
    shop = """
    import stripe


    def donate(request):
        return stripe.PaymentIntent.create(amount=request.POST["amount"], currency="aoa")
    """
    seen = only("EKZ101", Config(select=("EKZ101",), min_confidence="low"), shop=shop)
    assert seen.about == ("donate", "stripe", "low")


def test_float_money_stands_at_the_conversion(only: Only):
    seen = only(
        "EKZ102",
        shop="""
        import stripe
        from shop.models import Order


        def pay(pk):
            order = Order.objects.get(pk=pk)
            total = float(order.total)
            stripe.PaymentIntent.create(amount=int(total * 100), currency="aoa")
        """,
    )
    assert seen.marked == "float(order.total)"
    assert seen.about == ("pay", "stripe", "high")
    assert seen.hops == [
        "total = float(order.total)",
        'stripe.PaymentIntent.create(amount=int(total * 100), currency="aoa")',
    ]


def test_a_float_column_stands_at_its_declaration(only: Only):
    seen = only(
        "EKZ102",
        payments="""
        from django.db import models


        class Payment(models.Model):
            reference = models.CharField(max_length=40)
            amount = models.FloatField()
        """,
    )
    assert seen.marked == "amount = models.FloatField()"
    assert seen.finding.function == "Payment"


def test_an_unverified_webhook_stands_at_its_def_and_shows_the_effect(only: Only):
    seen = only(
        "EKZ201",
        hooks=FLASK
        + """
@app.route(
    "/paystack/webhook",
    methods=["POST"],
)
def paystack_webhook():
    settle(request.get_json()["data"])
    return "", 200


def settle(data):
    order = Order.query.filter_by(reference=data["reference"]).first()
    order.status = "paid"
    db.session.commit()
""",
    )
    assert seen.marked == "def paystack_webhook"
    assert seen.about == ("paystack_webhook", "paystack", "high")
    assert seen.hops == ['settle(request.get_json()["data"])', 'order.status = "paid"']


def test_an_asynchronous_method_is_marked_from_async_to_its_name(only: Only):
    seen = only(
        "EKZ201",
        hooks="""
        from aiohttp import web


        class PaystackWebhook(web.View):
            async def post(self):
                data = (await self.request.json())["data"]
                await self.request.app["db"].execute("UPDATE orders SET status = 'paid' WHERE id = $1", data["id"])
                return web.Response()
        """,
    )
    assert seen.marked == "async def post"
    assert seen.about == ("PaystackWebhook.post", "paystack", "high")


def test_a_leaky_verification_shows_where_it_verifies_and_what_is_reached(only: Only):
    seen = only(
        "EKZ202",
        hooks=FLASK
        + """
@app.post("/paystack/webhook")
def paystack_webhook():
    sent = request.headers.get("x-paystack-signature")
    expected = hmac.new(os.environ["KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if sent and not hmac.compare_digest(sent, expected):
        return "", 401
    order = Order.query.filter_by(reference=request.get_json()["data"]["reference"]).first()
    order.status = "paid"
    db.session.commit()
    return "", 200
""",
    )
    assert seen.marked == "def paystack_webhook"
    assert seen.about == ("paystack_webhook", "paystack", "high")
    assert seen.hops == ["if sent and not hmac.compare_digest(sent, expected):", 'order.status = "paid"']


def test_a_comparison_of_signatures_stands_at_the_comparison_even_in_a_helper(only: Only):
    seen = only(
        "EKZ203",
        hooks=FLASK
        + """
def genuine(body, sent):
    expected = hmac.new(os.environ["KEY"].encode(), body, hashlib.sha512).hexdigest()
    return bool(body) and expected == sent


@app.post("/paystack/webhook")
def paystack_webhook():
    if not genuine(request.get_data(), request.headers["x-paystack-signature"]):
        return "", 401
    return "", 200
""",
    )
    assert seen.marked == "expected == sent"
    assert seen.about == ("genuine", "paystack", "high")


VERIFIED = (
    FLASK
    + """
handled = set()


@app.post("/stripe/webhook")
def stripe_webhook():
    event = stripe.Webhook.construct_event(request.get_data(), request.headers["Stripe-Signature"], os.environ["KEY"])
"""
).replace("import os\n", "import os\n\nimport stripe")


@pytest.mark.parametrize(
    ("code", "body", "hops"),
    [
        ("EKZ301", "    mail.send(event)\n", ["mail.send(event)"]),
        (
            "EKZ302",
            "    mail.send(event)\n    handled.add(event['id'])\n",
            ["mail.send(event)", "handled.add(event['id'])"],
        ),
        (
            "EKZ303",
            "    if event['id'] in handled:\n        return ''\n    mail.send(event)\n",
            ["mail.send(event)"],
        ),
    ],
)
def test_a_repeated_effect_stands_at_the_def_of_the_webhook(only: Only, code: str, body: str, hops: list[str]):
    seen = only(code, hooks=VERIFIED.replace("from shop", "from flask_mail import Mail\nfrom shop") + body)
    assert seen.marked == "def stripe_webhook"
    assert seen.about == ("stripe_webhook", "stripe", "high")
    assert seen.hops == hops


@pytest.mark.parametrize("code", ["EKZ401", "EKZ402"])
def test_a_raw_status_stands_at_its_comparison(only: Only, code: str):
    seen = only(
        code,
        hooks=FLASK
        + """
@app.post("/callback")
def ekwanza_callback():
    body = request.get_json()
    reference, raw = body["merchantTransactionId"], body["operationStatus"]
    if reference and raw == 1:
        print(reference)
    return ""
""",
    )
    assert seen.marked == "raw == 1"
    assert seen.finding.function == "ekwanza_callback"
    assert seen.finding.provider == "ekwanza"
    assert "`1`" in seen.finding.message


def test_a_secret_stands_at_its_literal_and_is_not_repeated(only: Only):
    secret = "sk_live_" + "9f2c41d07ab35e68"
    seen = only("EKZ801", config_of_shop=f'PAYSTACK_SECRET_KEY = "{secret}"\n')
    assert seen.marked == f'"{secret}"'
    assert secret not in seen.finding.message


def test_a_secret_in_the_default_of_a_parameter(only: Only):
    seen = only("EKZ801", shop='def client(key="sk_live_' + '9f2c41d07ab35e68"):\n    return key\n')
    assert seen.marked.startswith('"sk_live_')
