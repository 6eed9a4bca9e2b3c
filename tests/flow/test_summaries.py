"""A call that was seen before is not walked again, and what is found is the same as if it had been."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check
from ekzlint.findings.model import Finding
from ekzlint.flow import calls
from ekzlint.flow.frame import Frame
from ekzlint.flow.made import Outcome
from ekzlint.flow.values import FuncRef, Value

PROJECTS = Path(__file__).parents[1] / "fixtures" / "projects"
HELPERS = """
import smtplib


def notify(order):
    smtplib.SMTP("localhost").sendmail("shop", order.email, "paid")


def finish(order):
    order.status = "paid"
    order.save()
    notify(order)
"""
VIEWS = """
import stripe
from django.http import HttpResponse
from helpers import finish
from models import Order


def checked(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")
    finish(Order.objects.get(id=event["data"]["object"]["client_reference_id"]))
    return HttpResponse()


def unchecked(request):
    import json
    event = json.loads(request.body)
    if event["type"] == "checkout.session.completed":
        finish(Order.objects.get(id=event["data"]["object"]["client_reference_id"]))
    return HttpResponse()
"""
MODELS = """
from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=10)
    email = models.EmailField()
"""


def found(root: Path) -> tuple[Finding, ...]:
    return check([root], Config(min_confidence="low", exclude=())).findings


def walk_again(
    inner: Frame,
    ref: FuncRef,
    given: tuple[Value, ...],
    named: dict[str, Value],
    learnt: frozenset[str],
    work: Callable[[], Outcome],
) -> Outcome:
    return work()


@pytest.mark.parametrize("project", sorted(PROJECTS.iterdir()), ids=lambda path: path.name)
def test_findings_are_those_of_walking_every_call(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_summaries = found(project)
    monkeypatch.setattr(calls, "follow", walk_again)
    assert with_summaries == found(project)
    assert with_summaries


def test_what_was_proven_before_a_call_is_not_carried_over(tmp_path: Path) -> None:
    for name, text in (("helpers", HELPERS), ("views", VIEWS), ("models", MODELS)):
        (tmp_path / f"{name}.py").write_text(text)
    forged = {row.function for row in found(tmp_path) if row.code == "EKZ201"}
    assert forged == {"unchecked"}


def test_a_call_that_writes_to_its_argument_is_walked_each_time(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(
        """
import stripe
from flask import Flask, request

app = Flask(__name__)


def fill(params, amount):
    params["amount"] = amount


@app.post("/pay")
def pay():
    mine, theirs = {}, {}
    fill(theirs, 5)
    fill(mine, request.json["amount"])
    fill(theirs, 5)
    stripe.PaymentIntent.create(currency="usd", **mine)


@app.post("/fixed")
def fixed():
    mine, theirs = {}, {}
    fill(mine, request.json["amount"])
    fill(theirs, 5)
    stripe.PaymentIntent.create(currency="usd", **theirs)
"""
    )
    assert {row.function for row in found(tmp_path) if row.code == "EKZ101"} == {"pay"}
