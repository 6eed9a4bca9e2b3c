"""A provider that only the project knows: its file makes its mistakes visible."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROVIDER = """
name = "acmepay"
title = "AcmePay"
imports = ["acmepay"]
words = ["acmepay"]

[[charge]]
call = "acmepay.Payment.create"
amount = ["amount"]

[webhook]
signature_headers = ["x-acme-signature"]
verify = ["acmepay.verify"]

[status]
keys = ["acme_status"]
paid = ["SETTLED"]
failed = ["REFUSED"]

[secrets]
names = ["acmepay_key"]
prefixes = ["acme_live_"]
"""
SHOP = """
import hashlib
import hmac
import os

import acmepay
from flask import Flask, request

from .models import Order, db

app = Flask(__name__)
KEY = "acme_live_9f8e7d6c5b4a3928"


@app.post("/pay")
def pay():
    return acmepay.Payment.create(amount=request.json["amount"])


@app.post("/acmepay/open")
def unverified():
    order = Order.query.filter_by(ref=request.json["ref"]).first_or_404()
    order.paid = request.headers.get("X-Acme-Signature") is not None
    return ""


@app.post("/acmepay/again")
def repeated():
    event = acmepay.verify(request.data, request.headers["X-Acme-Signature"])
    account = Order.query.filter_by(ref=event["ref"]).first_or_404()
    account.balance += event["sum"]
    return ""


@app.post("/acmepay/slow")
def compared():
    expected = hmac.new(os.environ["K"].encode(), request.data, hashlib.sha256).hexdigest()
    if request.headers.get("X-Acme-Signature") != expected:
        return "", 401
    order = Order.query.filter_by(ref=request.json["ref"]).first_or_404()
    order.paid = request.json["acme_status"] == "SETTLED"
    return ""
"""
FOUND = {("EKZ101", "pay"), ("EKZ201", "unverified"), ("EKZ301", "repeated"), ("EKZ203", "compared"),
         ("EKZ401", "compared"), ("EKZ801", "")}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "views.py").write_text(SHOP)
    (tmp_path / "acmepay.toml").write_text(PROVIDER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "ekzlint", "check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def found(report: str) -> set[tuple[str, str]]:
    findings = json.loads(report[: report.rindex("}") + 1])["findings"]
    return {(finding["code"], finding["function"]) for finding in findings}


def test_with_its_file_the_mistakes_are_found(project: Path) -> None:
    (project / "ekzlint.toml").write_text('knowledge = ["acmepay.toml"]\n')
    code, report = run(".", "--format", "json")
    assert code == 1
    assert found(report) == FOUND


def test_without_it_nobody_knows_the_provider(project: Path) -> None:
    code, report = run(".", "--format", "json")
    assert (code, found(report)) == (0, set())


def test_a_relative_path_starts_at_the_configuration(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "pyproject.toml").write_text('[tool.ekzlint]\nknowledge = ["acmepay.toml"]\n')
    monkeypatch.chdir(project / "shop")
    code, report = run("views.py", "--format", "json")
    assert code == 1
    assert found(report) == FOUND


@pytest.mark.parametrize(
    ("listed", "said"),
    [("missing.toml", "missing.toml"), ("shop", "shop"), ("wrong.toml", "unknown key 'hots'; did you mean 'hosts'?")],
)
def test_a_file_that_cannot_be_used_stops_the_run(project: Path, listed: str, said: str) -> None:
    (project / "wrong.toml").write_text('name = "x"\ntitle = "x"\nhots = []\n')
    (project / "ekzlint.toml").write_text(f'knowledge = ["{listed}"]\n')
    code, output = run(".")
    assert code == 2
    assert said in output
    assert "Traceback" not in output
