"""Records copied from rows, stores that pick a table by class, callable objects, HTTP clients of the project's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

MODELS = """
from django.db import models


class EventRow(models.Model):
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=12)


class OrderRow(models.Model):
    reference = models.CharField(max_length=40)
    status = models.CharField(max_length=12)
    email = models.EmailField()
"""
STORE = """
from dataclasses import dataclass, fields

from shop.models import EventRow, OrderRow


@dataclass(frozen=True)
class Event:
    key: str
    state: str

    @property
    def is_done(self):
        return self.state == "processed"


@dataclass(frozen=True)
class Order:
    reference: str
    status: str
    email: str


TABLES = {Event: EventRow, Order: OrderRow}


class Transactions:
    def __call__(self, work, /, *args, **key):
        return work(*args, **key)


run = Transactions()


def lock(kind, **key):
    row = TABLES[kind].objects.select_for_update().get(**key)
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})
"""
ADAPTER = """
import httpx


class Client:
    def read(self, url):
        return self._try(lambda: httpx.get(url, timeout=5))

    def _try(self, send):
        return send()
"""
HOOK = """
import json
import os

from django.core.mail import send_mail
from django.http import HttpResponse

from shop.client import Client
from shop.store import Event, Order, lock, run

PAYSTACK_URL = os.environ["PAYSTACK_URL"]


def paystack_webhook(request):
    payload = json.loads(request.body)
    reference = payload["data"]["reference"]
    answer = Client().read(f"{PAYSTACK_URL}/transaction/verify/{reference}")
    if answer.json()["data"]["status"] != "success":
        return HttpResponse(status=202)
    GUARD
    order = run(lock, Order, reference=reference)
    send_mail("Paid", "...", None, [order.email])
    return HttpResponse()
"""
GUARDED = """event = run(lock, Event, key=reference)
    if event.is_done:
        return HttpResponse()"""


@pytest.mark.parametrize(("guard", "expected"), [(GUARDED, []), ("pass", ["EKZ301"])])
def test_the_state_of_a_copied_row_is_a_guard_and_an_own_client_asks_the_provider(
    tmp_path: Path, guard: str, expected: list[str]
):
    shop = tmp_path / "shop"
    shop.mkdir()
    hook = HOOK.replace("GUARD", guard)
    files = {"models.py": MODELS, "store.py": STORE, "client.py": ADAPTER, "hooks.py": hook, "__init__.py": ""}
    for name, text in files.items():
        (shop / name).write_text(text)
    (tmp_path / "urls.py").write_text(
        "from django.urls import path\nfrom shop.hooks import paystack_webhook\n"
        'urlpatterns = [path("hooks/paystack", paystack_webhook)]\n'
    )
    findings = check([tmp_path], Config(select=("EKZ201", "EKZ202", "EKZ301"))).findings
    assert [finding.code for finding in findings] == expected
