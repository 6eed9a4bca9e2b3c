"""Whether an effect that must not be repeated stands behind a guard that lasts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Webhook = Callable[..., list[str]]
START = """
demand(request)
event = json.loads(request.body)
order = Order.objects.select_for_update().get(reference=event["reference"])
"""
MODELS = """
from django.db import IntegrityError, models, transaction
from django.db.models import F


class Order(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        PAID = "paid"

    reference = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=Status.choices)
    paid_at = models.DateTimeField(null=True)
    delivered = models.BooleanField(default=False)
    note = models.CharField(max_length=80)
    last_event = models.CharField(max_length=80)
    email = models.EmailField()

    def is_done(self):
        return self.status == Order.Status.PAID

    @property
    def is_open(self):
        return self.status == "open"


class Seen(models.Model):
    key = models.CharField(max_length=80, unique=True)


class Loose(models.Model):
    key = models.CharField(max_length=80)


class Payment(models.Model):
    key = models.CharField(max_length=80)
    amount = models.IntegerField(default=0)
    status = models.CharField(max_length=12)
    email = models.EmailField()


handled_events = set()
"""

GUARDED = {
    "state, early return": """
        if order.status == "paid":
            return HttpResponse()
        ship(request)
    """,
    "state, negative form": """
        if order.status != "paid":
            ship(request)
    """,
    "state in a set": """
        if order.status in ("paid", "refunded"):
            return HttpResponse()
        ship(request)
    """,
    "state must be open": """
        if order.status != "pending":
            return HttpResponse()
        ship(request)
    """,
    "state not in": """
        if order.status not in ("pending", "open"):
            return HttpResponse()
        ship(request)
    """,
    "state of an enumeration": """
        if order.status == Order.Status.PAID:
            return HttpResponse()
        ship(request)
    """,
    "a flag of the row": """
        if order.delivered:
            return HttpResponse()
        ship(request)
    """,
    "a time of the row": """
        if order.paid_at is not None:
            return HttpResponse()
        ship(request)
    """,
    "a time of the row, negative form": """
        if not order.paid_at:
            ship(request)
    """,
    "a method of the row": """
        if order.is_done():
            return HttpResponse()
        ship(request)
    """,
    "a property of the row": """
        if order.is_open:
            ship(request)
    """,
    "state in a variable": """
        done = order.status == "paid"
        if done:
            return HttpResponse()
        ship(request)
    """,
    "state and something else": """
        if event["type"] == "paid" and order.status != "paid":
            ship(request)
    """,
    "state in the query": """
        open_order = Order.objects.filter(reference=event["reference"], status="open").first()
        if open_order is None:
            return HttpResponse()
        ship(request)
    """,
    "conditional update": """
        if Order.objects.filter(pk=order.pk, status="open").update(status="paid"):
            ship(request)
    """,
    "conditional update, none": """
        changed = Order.objects.filter(pk=order.pk, status="open").update(status="paid")
        if changed == 0:
            return HttpResponse()
        ship(request)
    """,
    "conditional update, one": """
        if Order.objects.filter(pk=order.pk, status="open").update(status="paid") != 1:
            return HttpResponse()
        ship(request)
    """,
    "get or create": """
        _, created = Seen.objects.get_or_create(key=event["id"])
        if not created:
            return HttpResponse()
        ship(request)
    """,
    "get or create, positive form": """
        seen, is_new = Seen.objects.get_or_create(key=event["id"])
        if is_new:
            ship(request)
    """,
    "get or create, by index": """
        if Seen.objects.get_or_create(key=event["id"])[1]:
            ship(request)
    """,
    "unique row": """
        try:
            Seen.objects.create(key=event["id"])
        except IntegrityError:
            return HttpResponse()
        ship(request)
    """,
    "unique row in a transaction": """
        try:
            with transaction.atomic():
                Seen.objects.create(key=event["id"])
        except IntegrityError:
            pass
        else:
            ship(request)
    """,
    "unique row, nothing caught": """
        Seen.objects.create(key=event["id"])
        ship(request)
    """,
    "look-up with a unique row": """
        if Seen.objects.filter(key=event["id"]).exists():
            return HttpResponse()
        Seen.objects.create(key=event["id"])
        ship(request)
    """,
    "look-up, negative form": """
        if not Seen.objects.filter(key=event["id"]).exists():
            Seen.objects.create(key=event["id"])
            ship(request)
    """,
    "guard and effect in a function": """
        def once(order):
            if order.status == "paid":
                return
            ship(request)

        once(order)
    """,
    "effects on every branch behind the guard": """
        if order.status == "paid":
            return HttpResponse()
        if event["type"] == "gift":
            ship(request)
        else:
            ship(request)
    """,
    "a column that is set where it was not": """
        if not order.note:
            order.note = event["id"]
            order.save()
            ship(request)
    """,
    "the last event is remembered in the row": """
        if order.last_event == event["id"]:
            return HttpResponse()
        ship(request)
        order.last_event = event["id"]
        order.save()
    """,
    "the state has changed": """
        before = order.status
        order.status = event["status"]
        if before != order.status:
            ship(request)
    """,
    "the key is used up": """
        payment = Payment.objects.filter(key=event["reference"]).first()
        if payment is None:
            return HttpResponse()
        payment.key = event["receipt"]
        payment.save()
        ship(request)
    """,
    "the key is used up after a balance": """
        payment = Payment.objects.filter(key=event["reference"]).first()
        payment.amount += 5
        payment.key = event["receipt"]
        payment.save()
    """,
    "what was bought is deleted": """
        basket = Loose.objects.filter(key=event["id"])
        if not basket.exists():
            return HttpResponse()
        ship(request)
        basket.delete()
    """,
    "the row and its event in one transaction": """
        with transaction.atomic():
            Payment.objects.filter(pk=1).update(amount=F("amount") + 5)
            Seen.objects.create(key=event["id"])
    """,
    "no key, nothing to look up": """
        if event["id"]:
            if Seen.objects.filter(key=event["id"]).exists():
                return HttpResponse()
            Seen.objects.create(key=event["id"])
        ship(request)
    """,
    "statement that the first one wins": """
        from django.db import connection
        cursor = connection.cursor()
        cursor.execute("INSERT INTO seen (key) VALUES (%s) ON CONFLICT DO NOTHING", [event["id"]])
        if cursor.rowcount == 0:
            return HttpResponse()
        ship(request)
    """,
    "length of what was found": """
        if len(Seen.objects.filter(key=event["id"])) > 0:
            return HttpResponse()
        Seen.objects.create(key=event["id"])
        ship(request)
    """,
}

UNGUARDED = {
    "nothing": """
        ship(request)
    """,
    "effect in the branch of what is done": """
        if order.status == "paid":
            ship(request)
    """,
    "looked at and logged": """
        if order.status == "paid":
            print("again")
        ship(request)
    """,
    "one branch guarded": """
        if event["type"] == "paid":
            if order.status != "paid":
                ship(request)
        else:
            ship(request)
    """,
    "another row's name": """
        if order.email == "paid":
            return HttpResponse()
        ship(request)
    """,
    "created is not asked": """
        seen, created = Seen.objects.get_or_create(key=event["id"])
        ship(request)
    """,
    "created asked the wrong way round": """
        _, created = Seen.objects.get_or_create(key=event["id"])
        if created:
            return HttpResponse()
        ship(request)
    """,
    "duplicate swallowed": """
        try:
            Seen.objects.create(key=event["id"])
        except IntegrityError:
            pass
        ship(request)
    """,
    "update without a state": """
        if Order.objects.filter(pk=order.pk).update(status="paid"):
            ship(request)
    """,
    "a row without a constraint": """
        Loose.objects.create(key=event["id"])
        ship(request)
    """,
    "the event's own state": """
        if event["status"] == "paid":
            ship(request)
    """,
    "a column that is set whatever it was": """
        if not order.note:
            print("none yet")
        order.note = event["id"]
        ship(request)
    """,
    "the key is found again": """
        payment = Payment.objects.filter(key=event["reference"]).first()
        payment.key = event["reference"]
        ship(request)
    """,
    "compared with itself and logged": """
        before = order.status
        order.status = event["status"]
        if before != order.status:
            print("changed")
        ship(request)
    """,
    "the newest open row of a person": """
        payment = Payment.objects.filter(email=event["email"], status="pending").first()
        if payment is None:
            return HttpResponse()
        ship(request)
    """,
    "registered on another path": """
        if event["type"] == "paid":
            ship(request)
        else:
            Seen.objects.get_or_create(key=event["id"])
    """,
    "statement that the last one wins": """
        from django.db import connection
        cursor = connection.cursor()
        cursor.execute("INSERT INTO seen (key) VALUES (%s) ON CONFLICT (key) DO UPDATE SET at = now()", [event["id"]])
        if cursor.rowcount == 0:
            return HttpResponse()
        ship(request)
    """,
    "a loop": """
        for line in event["lines"]:
            if order.status == "paid":
                continue
        ship(request)
    """,
}
LATE = {
    "registered last": """
        ship(request)
        Seen.objects.create(key=event["id"])
    """,
    "a row stored first, its event in another transaction": """
        Payment.objects.filter(pk=1).update(amount=F("amount") + 5)
        Seen.objects.create(key=event["id"])
    """,
    "a mail cannot be taken back": """
        with transaction.atomic():
            ship(request)
            Seen.objects.create(key=event["id"])
    """,
    "remembered last": """
        ship(request)
        handled_events.add(event["id"])
    """,
    "get or create last": """
        ship(request)
        _, created = Seen.objects.get_or_create(key=event["id"])
        return HttpResponse(created)
    """,
}
WEAK = {
    "memory": """
        if event["id"] in handled_events:
            return HttpResponse()
        handled_events.add(event["id"])
        ship(request)
    """,
    "memory, negative form": """
        if event["id"] not in handled_events:
            handled_events.add(event["id"])
            ship(request)
    """,
    "a look into a cache": """
        from shop.stores import cache
        if cache.get(f"event:{event['id']}"):
            return HttpResponse()
        cache.set(f"event:{event['id']}", 1)
        ship(request)
    """,
    "cache": """
        from django.core.cache import cache
        if not cache.add(event["id"], 1, timeout=3600):
            return HttpResponse()
        ship(request)
    """,
}


@pytest.mark.parametrize("shape", GUARDED)
def test_guarded(webhook: Webhook, shape: str):
    assert webhook(START + GUARDED[shape].replace("\n        ", "\n"), "EKZ3", before=MODELS) == []


@pytest.mark.parametrize("shape", UNGUARDED)
def test_unguarded(webhook: Webhook, shape: str):
    assert webhook(START + UNGUARDED[shape].replace("\n        ", "\n"), "EKZ3", before=MODELS) == ["EKZ301"]


@pytest.mark.parametrize("shape", LATE)
def test_guarded_too_late(webhook: Webhook, shape: str):
    assert webhook(START + LATE[shape].replace("\n        ", "\n"), "EKZ3", before=MODELS) == ["EKZ302"]


@pytest.mark.parametrize("shape", WEAK)
def test_guarded_for_a_while(webhook: Webhook, shape: str):
    assert webhook(START + WEAK[shape].replace("\n        ", "\n"), "EKZ3", before=MODELS) == ["EKZ303"]


LOOK_UP = """
if Payment.objects.filter(key=event["id"]).exists():
    return HttpResponse()
Payment.objects.create(key=event["id"])
ship(request)
"""


def test_two_deliveries_pass_a_look_up_side_by_side(webhook: Webhook):
    body = "demand(request)\nevent = json.loads(request.body)\n" + LOOK_UP
    assert webhook(body, "EKZ3", before=MODELS) == ["EKZ303"]


def test_a_lock_lets_one_delivery_look_at_a_time(webhook: Webhook):
    assert webhook(START + LOOK_UP, "EKZ3", before=MODELS) == []


def test_a_look_up_by_what_the_shop_knows_is_no_race_of_deliveries(webhook: Webhook):
    body = """
    demand(request)
    order = Order.objects.get(reference=json.loads(request.body)["reference"])
    if order.status == "paid":
        return HttpResponse()
    if not Payment.objects.filter(email=order.email).exists():
        Payment.objects.create(email=order.email)
    """
    assert webhook(body, "EKZ3", before=MODELS) == []
