from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

HEAD = '''\
import hashlib
import hmac
import json
import os
import uuid
from contextlib import suppress
from decimal import Decimal

import stripe
from django.core.mail import send_mail
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order

SECRET = os.environ["PAYSTACK_SECRET_KEY"]


class Forged(Exception):
    pass


def genuine(request):
    """Whether a request is signed."""
    expected = hmac.new(SECRET.encode(), request.body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("x-paystack-signature", ""))


def demand(request):
    """Raise unless a request is signed."""
    if not genuine(request):
        raise Forged


def pay(request):
    """The effect that wants a verified request: it can be repeated without harm."""
    order = Order.objects.get(reference=json.loads(request.body)["reference"])
    order.status = "paid"
    order.save()


def ship(request):
    """The effect that must not be repeated."""
    order = Order.objects.get(reference=json.loads(request.body)["reference"])
    send_mail("Shipped", "...", None, [order.email])


'''
Codes = list[str]


@pytest.fixture
def codes(tmp_path: Path) -> Callable[..., Codes]:
    """Checks files by name and returns the codes of what is found, sorted; `select` narrows them down."""

    def run(select: tuple[str, ...] = (), **files: str) -> Codes:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        result = check([tmp_path], Config(select=select))
        assert not result.errors
        return sorted(row.code for row in result.findings)

    return run


@pytest.fixture
def webhook(codes: Callable[..., Codes]) -> Callable[..., Codes]:
    """Puts a body into a webhook of a Django shop and returns the codes of what is found in it."""

    def run(body: str, *select: str, before: str = "") -> Codes:
        handler = (
            "@csrf_exempt\nasync def paystack_webhook(request):\n" + indent(dedent(body).strip("\n"), "    ") + "\n"
        )
        return codes(select, hooks=HEAD + dedent(before) + "\n\n" + handler)

    return run
