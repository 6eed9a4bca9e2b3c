"""What a provider's file says of its calls and its messages makes its mistakes seen, and its checks count."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent
from typing import Any

import msgspec
import pytest

from ekzlint.knowledge import load

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PAY = """
import requests
from flask import Flask, request
{imports}
app = Flask(__name__)


@app.post("/buy")
def buy():
    order = Order.query.get(request.get_json()["order"])
    amount = {source}
{call}
    return "", 201
"""
_HOOK = """
import base64, hashlib, hmac, json, requests
from flask import Flask, abort, request
{imports}
app = Flask(__name__)


@app.post("{path}")
def incoming():
{check}
{read}
    account = Account.query.filter_by(ref=found).first_or_404()
    account.balance += account.share
    db.session.commit()
    return ""
"""
_CASES = tomllib.loads((Path(__file__).parent / "reach.toml").read_text(encoding="utf-8"))
_EACH = pytest.mark.parametrize("name", sorted(_CASES))
_CALLING = pytest.mark.parametrize("name", sorted(name for name, case in _CASES.items() if "read" in case))
"""Those that call back: of the others nothing comes but the customer's browser."""


def _pay(name: str, source: str) -> str:
    case = _CASES[name]
    return _PAY.format(imports=case.get("imports", ""), source=source, call=indent(case["call"], "    "))


def _hook(name: str, *, checked: bool) -> str:
    case = _CASES[name]
    lines = {"check": indent(case["check"] if checked else "pass", "    "), "read": indent(case["read"], "    ")}
    return _HOOK.format(imports=case.get("imports", ""), path=case.get("path", "/incoming"), **lines)


@_EACH
def test_an_amount_of_the_client_is_found(found: Any, name: str):
    assert [f.provider for f in found(_pay(name, 'request.get_json()["amount"]'), "EKZ101")] == [name]


@_EACH
def test_an_amount_of_the_server_is_not(found: Any, name: str):
    assert found(_pay(name, "order.total"), "EKZ101") == []


@_CALLING
def test_a_message_that_nobody_proved_is_found(found: Any, name: str):
    assert [f.provider for f in found(_hook(name, checked=False), "EKZ201")] == [name]


@_CALLING
def test_a_message_that_was_proven_is_not(found: Any, name: str):
    assert found(_hook(name, checked=True), "EKZ2") == []


@_EACH
def test_without_its_file_nobody_knows_the_provider(found: Any, name: str, monkeypatch: pytest.MonkeyPatch):
    shipped = load.load_shipped()
    others = {key: provider for key, provider in shipped.providers.items() if key != name}
    monkeypatch.setattr(load, "load_shipped", lambda: msgspec.structs.replace(shipped, providers=others))
    told = found(_pay(name, 'request.get_json()["amount"]'), "EKZ101")
    if "read" in _CASES[name]:
        told += found(_hook(name, checked=False), "EKZ201")
    assert name not in [finding.provider for finding in told]
