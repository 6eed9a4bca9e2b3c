"""What a repair of a verification, or of a status, leaves behind reads as a person would have written it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.repair import repair

_WEBHOOK = """\
import hashlib
import hmac
import json
import os

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


def is_signed(body, header):
    secret = os.environ.get("PAYSTACK_SECRET_KEY", "")
    if not secret:
        return True{comment}
    return hmac.compare_digest(hmac.new(secret.encode(), body, hashlib.sha512).hexdigest(), header)


@csrf_exempt
def paystack_webhook(request):
    header = request.headers.get("x-paystack-signature")
{check}    event = json.loads(request.body)
    Order.objects.filter(reference=event["data"]["reference"]).update(paid=True)
    return JsonResponse({{}})
"""
_ALWAYS = """\
    if not is_signed(request.body, header or ""):
        return JsonResponse({}, status=401)
"""
_IN_ONE_MODE = """\
    if header:
        if not is_signed(request.body, header):
            return JsonResponse({}, status=401)
    else:
        if not settings.DEBUG:
            print("no signature")
            return JsonResponse({}, status=401)
"""
_LADDER = """\
import razorpay

from shop.models import Order


def settle(client: razorpay.Client, order: Order, payment_id):
    payment = client.payment.fetch(payment_id)
    if payment["status"] == "captured":
        order.settle()
    elif payment["status"] == "{word}":
        order.forget()
"""


@pytest.fixture
def repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the repair of one rule's findings makes of a file."""
    monkeypatch.chdir(tmp_path)

    def make(text: str, code: str) -> str:
        path = tmp_path / "hooks.py"
        path.write_text(text)
        made = repair([path], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
        return made.files[path.as_posix()][1].decode() if path.as_posix() in made.files else ""

    return make


@pytest.mark.parametrize("comment", ["  # allow in dev mode", "  # em modo de desenvolvimento, aceitamos"])
def test_an_excuse_goes_with_what_it_excused(comment: str, repaired):
    before = _WEBHOOK.format(comment=comment, check=_ALWAYS)
    assert repaired(before, "EKZ202") == before.replace(f"return True{comment}", "return False")


def test_any_other_comment_stays(repaired):
    before = _WEBHOOK.format(comment="  # see the wiki", check=_ALWAYS)
    assert repaired(before, "EKZ202") == before.replace("return True", "return False")


def test_what_is_refused_in_one_mode_is_refused_in_all(repaired):
    before = _WEBHOOK.format(comment="", check=_IN_ONE_MODE)
    closed = _IN_ONE_MODE.replace("        if not settings.DEBUG:\n", "").replace("            print", "        print")
    closed = closed.replace('signature")\n            return', 'signature")\n        return')
    after = _WEBHOOK.format(comment="", check=closed).replace("return True", "return False")
    assert repaired(before, "EKZ202") == after


def test_a_ladder_of_statuses_is_turned_as_a_whole_or_not_at_all(repaired):
    # Razorpay's failures are told apart: a word for all of them would change what is done.
    assert repaired(_LADDER.format(word="failed"), "EKZ401") == ""
    assert repaired(_LADDER.format(word="expired"), "EKZ401").count("normalise_razorpay_status(payment") == 2


_UNKNOWN = """\
from fastapi import APIRouter, Header, HTTPException, Request

from shop.gateway import gateway
from shop.orders import orders

router = APIRouter()


@router.post("/paystack/webhook")
async def paystack_webhook(request: Request, x_paystack_signature: str = Header(None)):
    body = await request.json()
    if x_paystack_signature:
        valid = gateway.verify_webhook_signature(body, x_paystack_signature)
        if not valid:
            print("wrong signature")
{comment}    await orders.update_one({{"_id": body["data"]["reference"]}}, {{"$set": {{"state": "paid"}}}})
"""


@pytest.mark.parametrize("comment", ["", "            # Refuse it one day.\n"])
def test_each_way_around_is_closed_at_its_own_depth(comment: str, repaired):
    inner = "            raise HTTPException(status_code=401)\n"
    outer = "    else:\n        raise HTTPException(status_code=401)\n"
    before, after = _UNKNOWN.format(comment=comment), _UNKNOWN.format(comment=inner + comment + outer)
    assert repaired(before, "EKZ202") == after


_DIFFERENT = """\
import hashlib
import hmac
import os

from flask import Blueprint, abort, request

from shop.orders import orders

hooks = Blueprint("hooks", __name__)


@hooks.post("/razorpay/webhook")
def razorpay_webhook():
    secret = os.getenv("RAZORPAY_WEBHOOK_SECRET")
    if secret:
        digest = hmac.new(secret.encode(), request.get_data(), hashlib.sha256).hexdigest()
        if digest != request.headers.get("X-Razorpay-Signature", ""):
            abort(400)
{closed}    entity = request.get_json()["payload"]["order"]["entity"]
    orders.update_one({{"_id": entity["id"]}}, {{"$set": {{"state": "paid"}}}})
    return ""
"""


def test_what_is_different_is_refused_and_what_is_equal_is_not(repaired):
    closed = "    else:\n        abort(400)\n"
    assert repaired(_DIFFERENT.format(closed=""), "EKZ202") == _DIFFERENT.format(closed=closed)
