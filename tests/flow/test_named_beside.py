"""A module takes a provider's calls, and calls of others beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

_MODULE = """
from flask import Flask, request

app = Flask(__name__)


@app.post("/pay/yookassa")
def yookassa_webhook():
    order = Order.query.filter_by(ref=request.get_json()["object"]["id"]).first()
    order.paid = True
    db.session.commit()
    return ""


@app.post("{path}")
def {name}():
    video = Video.query.filter_by(task=request.get_json()["task_id"]).first()
    video.done = True
    db.session.commit()
    return ""
"""


def _found(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "main.py"
    path.write_text(text, encoding="utf-8")
    return [finding.function for finding in check([path], Config(select=("EKZ201",))).findings]


@pytest.mark.parametrize(("name", "path"), [("kling_webhook", "/kling"), ("vk_callback", "/vk")])
def test_what_stands_beside_the_provider_s_own_webhook_is_of_others(tmp_path: Path, name: str, path: str) -> None:
    assert _found(tmp_path, _MODULE.format(name=name, path=path)) == ["yookassa_webhook"]


def test_unless_it_is_named_after_payments(tmp_path: Path) -> None:
    text = _MODULE.format(name="payment_callback", path="/done")
    assert _found(tmp_path, text) == ["yookassa_webhook", "payment_callback"]


def test_the_only_webhook_of_a_module_about_a_provider_is_its(tmp_path: Path) -> None:
    text = _MODULE.format(name="webhook", path="/hook").replace("yookassa_webhook", "buy").replace("post", "get", 1)
    assert _found(tmp_path, text) == ["webhook"]


def test_a_payment_that_the_messenger_tells_of_is_not_the_client_s(tmp_path: Path) -> None:
    path = tmp_path / "bot.py"
    path.write_text(
        "import yookassa\nfrom aiogram import types\n\n\n"
        "async def paid(message: types.Message):\n"
        "    payment = message.successful_payment\n"
        "    await Payment.objects.acreate(amount=payment.total_amount)\n",
        encoding="utf-8",
    )
    assert check([path], Config(select=("EKZ101",))).findings == ()
