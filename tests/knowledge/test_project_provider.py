"""A project teaches ekzlint its own provider, and every rule works for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_ACME = """
name = "acmepay"
title = "Acme Pay"
imports = ["acmepay"]
hosts = ["api.acmepay.test"]
words = ["acmepay"]

[[charge]]
call = "acmepay.Client.take"
amount = ["amount"]

[[endpoint]]
path = "/v1/takings"
amount = ["sum"]

[webhook]
signature_headers = ["x-acmepay-sign"]
verify = ["acmepay.check_or_raise"]
verify_bool = ["acmepay.is_genuine"]
signs = "raw-body"
event_types = ["taking.done"]
payload_keys = ["taking_ref", "taking_state"]

[status]
keys = ["taking_state"]
paid = ["DONE", 7, "7"]
failed = ["NOPE"]
mixed_types = true

[refetch]
calls = ["acmepay.Client.taking"]

[secrets]
prefixes = ["acme_sk_"]
names = ["acmepay_hmac_key"]
public_values = ["acme_sk_0123456789abcdef"]
"""

_FLASK = """
import hashlib
import hmac
import os

import acmepay
import requests
from flask import Flask, request
from shop.models import Order, Ticket, db

app = Flask(__name__)
client = acmepay.Client(os.environ["ACMEPAY_TOKEN"])
SIGNING = "acme_sk_9f8e7d6c5b4a3921"
SANDBOX = "acme_sk_0123456789abcdef"


@app.post("/pay/acme")
def pay():
    return client.take(amount=request.json["wanted"])


@app.post("/pay/acme/http")
def pay_over_http():
    body = {"sum": request.json["wanted"]}
    return requests.post("https://api.acmepay.test/v1/takings", json=body, timeout=10).json()


@app.post("/acme/done")
def on_taking():
    payload = request.get_json()
    order = Order.query.filter_by(ref=payload["taking_ref"]).first_or_404()
    if payload["taking_state"] == "DONE":
        order.state = "ok"
        db.session.add(Ticket(order_id=order.id))
        db.session.commit()
    return "", 204


@app.post("/acme/signed")
def on_signed_taking():
    expected = hmac.new(os.environ["ACMEPAY_HMAC_KEY"].encode(), request.get_data(), hashlib.sha256).hexdigest()
    if request.headers["X-Acmepay-Sign"] == expected:
        print(request.get_json()["taking_ref"])
    return "", 204
"""

_FASTAPI = """
import acmepay
from fastapi import FastAPI, Request
from shop.models import Order, Ticket, session

app = FastAPI()


@app.post("/acme/done")
async def on_taking(request: Request):
    payload = await request.json()
    order = session.query(Order).filter_by(ref=payload["taking_ref"]).one_or_none()
    if order is None:
        return {}
    if payload["taking_state"] == 7:
        session.add(Ticket(order_id=order.id))
        session.commit()
    return {}


@app.post("/acme/genuine")
async def on_genuine_taking(request: Request):
    if not acmepay.is_genuine(await request.body(), request.headers["X-Acmepay-Sign"]):
        return {}
    payload = await request.json()
    order = session.query(Order).filter_by(ref=payload["taking_ref"]).with_for_update().one_or_none()
    if order is None:
        return {}
    if order.status != "paid":
        order.status = "paid"
        session.add(Ticket(order_id=order.id))
        session.commit()
    return {}


@app.post("/acme/asked")
async def on_asked_taking(request: Request):
    payload = await request.json()
    taking = acmepay.Client().taking(payload["taking_ref"])
    order = session.query(Order).filter_by(ref=taking.ref).with_for_update().one_or_none()
    if order is None:
        return {}
    if order.status != "paid":
        order.status = "paid"
        session.commit()
    return {}
"""

_MODELS = """
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

db = SQLAlchemy()
session = Session()


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    ref = db.Column(db.String(40))
    state = db.Column(db.String(10))
    status = db.Column(db.String(10))


class Ticket(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.Integer)
"""

Run = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A shop that is paid through Acme Pay; its configuration does not speak of the provider yet."""
    root = tmp_path / "project"
    (root / "shop").mkdir(parents=True)
    (root / "payments").mkdir()
    (root / "shop" / "__init__.py").touch()
    (root / "shop" / "models.py").write_text(_MODELS)
    (root / "shop" / "site.py").write_text(_FLASK)
    (root / "shop" / "api.py").write_text(_FASTAPI)
    (root / "payments" / "acmepay.toml").write_text(_ACME)
    (root / "pyproject.toml").write_text("[tool.ekzlint]\n")
    return root


def _configure(root: Path, knowledge: str) -> None:
    (root / "pyproject.toml").write_text(f"[tool.ekzlint]\nknowledge = {knowledge}\n")


def _codes(root: Path, text: str, file: str) -> set[tuple[str, str]]:
    """Code and name of the function of each finding, by the lines of a concise report."""
    source = (root / "shop" / file).read_text().splitlines()
    found = set()
    for row in text.splitlines():
        path, line, _, code = row.split(":", 3)
        if path.endswith(file):
            around = [text for text in source[: int(line)] if text.lstrip().startswith(("def ", "async def "))]
            name = around[-1].partition("def ")[2].partition("(")[0] if around else ""
            found.add((code.split()[0], name))
    return found


def _check(run: Run, root: Path) -> Any:
    return run("check", str(root), "--format", "concise")


def test_without_its_file_nothing_is_known_of_the_provider(run: Run, project: Path):
    outcome = _check(run, project)
    assert (outcome.out, outcome.code) == ("", 0)


def test_with_its_file_the_mistakes_are_found(run: Run, project: Path):
    _configure(project, '["payments/acmepay.toml"]')
    outcome = _check(run, project)
    assert outcome.code == 1
    assert _codes(project, outcome.out, "site.py") == {
        ("EKZ801", ""),
        ("EKZ101", "pay"),
        ("EKZ101", "pay_over_http"),
        ("EKZ201", "on_taking"),
        ("EKZ301", "on_taking"),
        ("EKZ401", "on_taking"),
        ("EKZ203", "on_signed_taking"),
    }
    assert _codes(project, outcome.out, "api.py") == {
        ("EKZ201", "on_taking"),
        ("EKZ301", "on_taking"),
        ("EKZ401", "on_taking"),
        ("EKZ402", "on_taking"),
    }


def test_paths_are_relative_to_the_configuration(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    _configure(project, '["payments/acmepay.toml"]')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert "EKZ201" in run("check", "../project", "--format", "concise").out
    monkeypatch.chdir(project / "shop")
    assert "EKZ201" in run("check", "--format", "concise").out


def test_an_absolute_path_and_ekzlint_toml_work_too(run: Run, project: Path, tmp_path: Path):
    moved = tmp_path / "acme.toml"
    (project / "payments" / "acmepay.toml").rename(moved)
    (project / "ekzlint.toml").write_text(f'knowledge = ["{moved.as_posix()}"]\n')
    assert "EKZ201" in _check(run, project).out


@pytest.mark.parametrize("knowledge", ["payments/acme.toml", "payments"])
def test_a_file_that_is_not_there_stops_the_run(run: Run, project: Path, knowledge: str):
    _configure(project, f'["{knowledge}"]')
    code, out, err = _check(run, project)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: {project / 'pyproject.toml'}: 'tool.ekzlint.knowledge': there is no file ")
    assert str(project / knowledge) in err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name =", "not valid TOML"),
        (_ACME + "paths = 3", "unknown key 'secrets.paths'"),
        (_ACME.replace('"acmepay"', '"paypal"', 1), "'name': 'paypal' is taken by "),
    ],
)
def test_a_file_that_is_wrong_stops_the_run(run: Run, project: Path, text: str, reason: str):
    _configure(project, '["payments/acmepay.toml"]')
    (project / "payments" / "acmepay.toml").write_text(text)
    code, out, err = _check(run, project)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: {project / 'payments' / 'acmepay.toml'}: {reason}")


def test_an_extension_teaches_a_shipped_provider_a_wrapper_of_the_project(run: Run, project: Path):
    (project / "shop" / "site.py").unlink()
    (project / "shop" / "api.py").write_text(
        "import our_stripe\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
        '@app.post("/pay")\ndef pay():\n    return our_stripe.till(what=request.json["wanted"])\n'
    )
    assert _check(run, project).out == ""
    (project / "payments" / "stripe.toml").write_text(
        'name = "stripe"\nexisting = "extend"\nimports = ["our_stripe"]\n'
        '[[charge]]\ncall = "our_stripe.till"\namount = ["what"]\n'
    )
    _configure(project, '["payments/stripe.toml"]')
    assert _codes(project, _check(run, project).out, "api.py") == {("EKZ101", "pay")}


def test_a_replacement_takes_away_what_ships(run: Run, project: Path):
    (project / "shop" / "site.py").unlink()
    (project / "shop" / "api.py").write_text(
        "import stripe\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
        '@app.post("/pay")\ndef pay():\n    return stripe.PaymentIntent.create(amount=request.json["wanted"])\n'
    )
    assert _codes(project, _check(run, project).out, "api.py") == {("EKZ101", "pay")}
    (project / "payments" / "stripe.toml").write_text(
        'name = "stripe"\ntitle = "Stripe"\nexisting = "replace"\nimports = ["stripe_of_ours"]\n'
    )
    _configure(project, '["payments/stripe.toml"]')
    assert _check(run, project).out == ""
