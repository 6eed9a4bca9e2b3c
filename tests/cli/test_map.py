"""`ekzlint map` on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

SHOP = """\
import stripe
from flask import Flask, request

from models import Order

app = Flask(__name__)


@app.post("/stripe/webhook")
def stripe_webhook():
    event = stripe.Webhook.construct_event(request.data, request.headers["stripe-signature"], app.config["SECRET"])
    if event["type"] == "checkout.session.completed":
        order = Order.query.filter_by(reference=event["data"]["object"]["id"]).first()
        order.status = "paid"
    return ""


@app.post("/mpesa/callback")
def mpesa_callback():
    body = request.get_json()["Body"]["stkCallback"]
    order = Order.query.filter_by(checkout=body["CheckoutRequestID"]).first()
    order.status = "paid"
    return {}
"""


def test_lists_every_webhook_with_its_steps(run: Run):
    Path("shop.py").write_text(SHOP, encoding="utf-8")
    outcome = run("map", "shop.py")
    assert outcome.code == 0
    heads = [line for line in outcome.out.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "shop.py:10 webhook stripe_webhook (stripe, POST /stripe/webhook)",
        "shop.py:19 webhook mpesa_callback (mpesa, POST /mpesa/callback)",
    ]
    assert "+ verify       proven      shop.py:11" in outcome.out
    assert "! verify       missing" in outcome.out


def test_speaks_portuguese(run: Run):
    Path("shop.py").write_text(SHOP, encoding="utf-8")
    assert "! verificar    em falta" in run("map", "--lang", "pt", "shop.py").out


def test_writes_json_to_a_file(run: Run):
    Path("shop.py").write_text(SHOP, encoding="utf-8")
    outcome = run("map", "--format", "json", "--output", "map.json")
    assert (outcome.code, outcome.out) == (0, "")
    data = json.loads(Path("map.json").read_text(encoding="utf-8"))
    assert [point["line"] for point in data["entry_points"]] == [10, 19]


def test_writes_a_page(run: Run):
    Path("shop.py").write_text(SHOP, encoding="utf-8")
    assert run("map", "--format", "html", ".").out.startswith("<!doctype html>")


def test_nothing_to_show(run: Run):
    Path("plain.py").write_text("print('payment')\n", encoding="utf-8")
    outcome = run("map")
    assert (outcome.code, outcome.out) == (0, "No payment entry points found.\n")


def test_folder_that_cannot_be_written_to(run: Run):
    outcome = run("map", "--output", "there/is/none.html")
    assert outcome.code != 0
    assert "there/is/none.html" in outcome.err


def test_path_that_is_not_there(run: Run):
    assert run("map", "nowhere").code == 2
