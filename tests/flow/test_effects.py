"""Which effects a second delivery repeats, and which it only does over again to no harm."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

Webhook = Callable[..., list[str]]
START = """
demand(request)
event = json.loads(request.body)
wallet = Wallet.objects.get(reference=event["reference"])
"""
MODELS = """
import requests
from datetime import timedelta
from decimal import Decimal
from celery import shared_task
from django.db import connection, models
from django.db.models import F
from django.utils import timezone


class Wallet(models.Model):
    reference = models.CharField(max_length=40)
    balance = models.DecimalField(max_digits=12, decimal_places=2)
    attempts = models.IntegerField(default=0)
    notes = models.TextField()
    ends = models.DateTimeField()
    email = models.EmailField()

    def add(self, amount):
        self.balance = (self.balance or 0) + amount
        self.save()


class Ticket(models.Model):
    owner = models.ForeignKey(Wallet, on_delete=models.CASCADE)


class WebhookLog(models.Model):
    body = models.TextField()


@shared_task
def thank(email):
    send_mail("Thanks", "...", None, [email])


HANDLERS = {"paid": lambda wallet: wallet.add(5), "failed": lambda wallet: None}
"""

REPEATED = {
    "added in place": """wallet.balance += event["amount"]""",
    "taken away in place": """wallet.balance -= event["amount"]""",
    "added to itself": """wallet.balance = wallet.balance + event["amount"]""",
    "added, converted first": """wallet.balance = Decimal(str(wallet.balance)) + Decimal(event["amount"])""",
    "added, with a default": """wallet.balance = (wallet.balance or Decimal("0")) + event["amount"]""",
    "added through a variable": """
        old = wallet.balance
        new = old + event["amount"]
        wallet.balance = new
    """,
    "added by the database": """Wallet.objects.filter(pk=wallet.pk).update(balance=F("balance") + event["amount"])""",
    "added in a method of the row": """wallet.add(event["amount"])""",
    "added in SQL": """
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wallets SET balance = balance + %s WHERE id = %s", [event["amount"], wallet.pk])
    """,
    "added in SQL, with a default": """
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wallets SET balance = COALESCE(balance, 0) + %s", [event["amount"]])
    """,
    "computed here, stored in SQL": """
        new = wallet.balance + event["amount"]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wallets SET balance = %s WHERE id = %s", [new, wallet.pk])
    """,
    "added where the row exists": """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO wallets (id, balance) VALUES (%s, %s) "
                "ON CONFLICT (id) DO UPDATE SET balance = wallets.balance + EXCLUDED.balance",
                [wallet.pk, event["amount"]],
            )
    """,
    "extended from its own end": """wallet.ends = wallet.ends + timedelta(days=30)""",
    "extended from the later of two": """wallet.ends = max(wallet.ends, timezone.now()) + timedelta(days=30)""",
    "a row each time": """Ticket.objects.create(owner=wallet)""",
    "a row each time, in a loop": """
        for _ in range(event["seats"]):
            Ticket(owner=wallet).save()
    """,
    "a mail": """send_mail("Thanks", "...", None, [wallet.email])""",
    "a task": """thank.delay(wallet.email)""",
    "a task with arguments in a list": """thank.apply_async(args=[wallet.email])""",
    "a task elsewhere": """
        from shop.tasks import send_receipt
        send_receipt.delay(wallet.pk)
    """,
    "a task by its name": """
        from shop.celery import app
        app.send_task("shop.tasks.send_receipt", [wallet.pk])
    """,
    "a thread": """
        from threading import Thread
        Thread(target=thank, args=(wallet.email,)).start()
    """,
    "when the transaction is done": """
        from django.db import transaction
        transaction.on_commit(lambda: thank(wallet.email))
    """,
    "out of a table": """HANDLERS[event["type"]](wallet)""",
    "a message by HTTP": """requests.post("https://sms.example.com/send", json={"to": wallet.email}, timeout=5)""",
    "a message by a GET": """requests.get(f"https://api.telegram.org/bot1/sendMessage?text={wallet.pk}", timeout=5)""",
    "an unknown issuer": """
        from shop.tickets import issue_ticket
        issue_ticket(wallet)
    """,
    "an unknown maker of what is paid for": """
        from shop.tickets import create_invoice
        create_invoice(wallet)
    """,
}
HARMLESS = {
    "assigned": """wallet.balance = event["balance"]""",
    "extended to the provider's end": """wallet.ends = event["current_period_end"]""",
    "extended from now": """wallet.ends = timezone.now() + timedelta(days=30)""",
    "attempts counted": """wallet.attempts += 1""",
    "a note added": """wallet.notes = wallet.notes + event["type"]""",
    "another column": """wallet.balance = wallet.attempts + 1""",
    "updated": """Wallet.objects.filter(pk=wallet.pk).update(balance=event["balance"])""",
    "created or updated": """Wallet.objects.update_or_create(reference=event["id"], defaults={"balance": 1})""",
    "deleted": """Ticket.objects.filter(owner=wallet).delete()""",
    "a log row": """WebhookLog.objects.create(body=request.body)""",
    "SQL that assigns": """
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wallets SET balance = %s WHERE id = %s", [event["balance"], wallet.pk])
    """,
    "SQL that counts attempts": """
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wallets SET attempts = attempts + 1 WHERE id = %s", [wallet.pk])
    """,
    "SQL where the last one wins": """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO wallets (id, balance) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET balance = 5", [1, 2]
            )
    """,
    "printed": """print("paid", event["id"])""",
    "an alert that it went wrong": """
        try:
            wallet.save()
        except Exception:
            send_mail("It went wrong", "...", None, ["ops@example.com"])
    """,
    "a program's own parts": """
        from shop.factory import create_app, generate_token
        create_app(generate_token())
    """,
    "a document of one name": """
        from reportlab.pdfgen.canvas import Canvas
        page = Canvas(f"{wallet.pk}.pdf", pagesize=(1, 1))
        page.save()
    """,
    "shown to whoever looks": """
        from shop.live import websocket
        websocket.send_update(wallet.pk)
    """,
}


def _body(shape: str) -> str:
    return START + dedent(shape).strip("\n")


@pytest.mark.parametrize("shape", REPEATED)
def test_repeated_by_a_second_delivery(webhook: Webhook, shape: str):
    assert webhook(_body(REPEATED[shape]), "EKZ301", before=MODELS) == ["EKZ301"]


@pytest.mark.parametrize("shape", HARMLESS)
def test_harmless_when_done_again(webhook: Webhook, shape: str):
    assert webhook(_body(HARMLESS[shape]), "EKZ3", before=MODELS) == []


def test_an_alert_about_a_forged_message_is_no_effect_of_the_event(webhook: Webhook):
    body = """
    if not genuine(request):
        send_mail("Forged", "...", None, ["ops@example.com"])
        return HttpResponseForbidden()
    pay(request)
    """
    assert webhook(body, "EKZ3") == []
