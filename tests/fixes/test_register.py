"""The registration that EKZ301 gets, by what the project has already."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.repair import Repair, repair

_MODELS = """\
from django.db import models


class Wallet(models.Model):
    customer = models.CharField(max_length=40, unique=True)
    balance = models.BigIntegerField(default=0)
"""
_OWN = """

class {name}(models.Model):
    event_id = models.CharField(max_length=80, unique=True)
{columns}"""
_VIEW = """\
import stripe
from django.conf import settings
from django.http import HttpResponse

from .models import Wallet


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.SECRET)
    if event["type"] == "payment_intent.succeeded":
        intent = event["data"]["object"]
        wallet = Wallet.objects.get(customer=intent["customer"])
        wallet.balance += intent["amount_received"]
        wallet.save()
    return HttpResponse()
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("")

    def make(models: str = _MODELS, view: str = _VIEW) -> tuple[Repair, str, str]:
        (folder / "models.py").write_text(models)
        (folder / "views.py").write_text(view)
        made = repair([folder], Config(), wanted=lambda finding: finding.code == "EKZ301", unsafe=True)
        texts = [
            made.files[path.as_posix()][1].decode() if path.as_posix() in made.files else ""
            for path in (folder / "models.py", folder / "views.py")
        ]
        return made, texts[0], texts[1]

    return make


def test_a_project_without_a_table_of_events_gets_one(shop):
    made, models, view = shop()
    assert "class WebhookEvent(models.Model):" in models
    assert "from .models import Wallet, WebhookEvent\n" in view
    assert "then make the migration" in made.done[0].message


def test_the_projects_own_table_is_used(shop):
    made, models, view = shop(_MODELS + _OWN.format(name="StripeEvent", columns=""))
    assert models == ""
    assert 'StripeEvent.objects.get_or_create(event_id=event["id"])' in view
    assert "migration" not in made.done[0].message


def test_what_a_row_must_say_is_said(shop):
    columns = "    gateway = models.CharField(max_length=20)\n    event_type = models.CharField(max_length=80)\n"
    _, models, view = shop(_MODELS + _OWN.format(name="WebhookEvent", columns=columns))
    assert models == ""
    assert 'event_id=event["id"], defaults={"gateway": "stripe", "event_type": event["type"]}' in view


def test_a_table_that_asks_for_what_is_not_known_is_left_alone(shop):
    columns = "    shop = models.ForeignKey('Wallet', on_delete=models.CASCADE)\n"
    _, models, view = shop(_MODELS + _OWN.format(name="WebhookEvent", columns=columns))
    assert "class ProcessedEvent(models.Model):" in models
    assert "ProcessedEvent.objects.get_or_create(" in view


def test_a_translating_underscore_stays_what_it_is(shop):
    view = _VIEW.replace("import stripe\n", "import stripe\nfrom django.utils.translation import gettext as _\n")
    _, _, text = shop(view=view)
    assert "_event, created = WebhookEvent.objects.get_or_create(" in text


def test_a_forged_message_is_not_registered_for_the_real_one(shop):
    late = re.sub(r"event = stripe.*", "event = json.loads(request.body)", _VIEW).replace(
        "import stripe\n", "import json\n\nimport stripe\n"
    )
    late = late.replace(
        "        wallet.balance +=",
        '        intent = stripe.PaymentIntent.retrieve(intent["id"])\n        wallet.balance +=',
    )
    _, _, text = shop(view=late)
    assert text.index("retrieve(") < text.index("get_or_create(")
    # Nobody vouches for the id of the message, which is another one each time it is forged.
    assert "get_or_create(event_id=f\"stripe:{intent['id']}\")" in text


@pytest.mark.parametrize("answer", ["HttpResponse(status=500)", "HttpResponseBadRequest()"])
def test_an_event_that_is_refused_afterwards_is_not_kept(shop, answer: str):
    refusing = _VIEW.replace(
        "        wallet.save()\n",
        f"        wallet.save()\n        if wallet.balance < 0:\n            return {answer}\n",
    )
    _, _, view = shop(view=refusing)
    assert f"            transaction.set_rollback(True)\n            return {answer}\n" in view


def test_a_person_who_comes_back_is_not_answered_like_a_provider(shop):
    page = _VIEW.replace("    return HttpResponse()\n", '    return redirect("thanks")\n')
    made, models, _ = shop(view=page)
    assert models == ""
    assert [left.advice for left in made.left] == [True]


def test_what_another_function_answers_is_looked_at(shop):
    handler = """
from django.http import HttpResponse

from .models import Wallet


class Events:
    def paid(self, event):
        try:
            wallet = Wallet.objects.get(customer=event["data"]["object"]["customer"])
        except Wallet.DoesNotExist:
            return HttpResponse(status=500)
        wallet.balance += event["data"]["object"]["amount_received"]
        wallet.save()
        return HttpResponse(status=200)
"""
    view = _VIEW[: _VIEW.index("    if event")].replace("from .models import Wallet", "from .events import Events")
    view += '    response = {"payment_intent.succeeded": Events().paid}[event["type"]](event)\n    return response\n'
    Path("shop/events.py").write_text(handler)
    _, _, text = shop(view=view)
    end = "    if response.status_code >= 400:\n        transaction.set_rollback(True)\n    return response\n"
    assert text.endswith(end)


@pytest.mark.parametrize("library", ["from tortoise import models", "from mongoengine import fields as models"])
def test_the_models_of_other_libraries_are_left_alone(shop, library: str):
    made, models, view = shop(_MODELS.replace("from django.db import models", library))
    assert (models, view) == ("", "")
    assert [left.advice for left in made.left] == [True]
