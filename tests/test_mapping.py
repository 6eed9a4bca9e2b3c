"""The map of a whole project: sorted, with paths as the user sees them, whatever lies in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.mapping import entry_points

HOOK = """\
import json

from django.views.decorators.csrf import csrf_exempt

from shop.services import settle


@csrf_exempt
def {name}(request):
    settle(json.loads(request.body)["data"])
"""
SERVICES = """\
from shop.models import Payment


def settle(data):
    payment = Payment.objects.get(reference=data["reference"])
    payment.status = "paid"
    payment.save()
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "shop"
    folder.mkdir()
    for name in ("paystack_webhook", "klix_webhook"):
        (folder / f"{name}.py").write_text(HOOK.format(name=name), encoding="utf-8")
    (tmp_path / "manage.py").write_text("", encoding="utf-8")
    (folder / "services.py").write_text(SERVICES, encoding="utf-8")
    (folder / "broken.py").write_text("def payment(:\n", encoding="utf-8")
    return folder


def test_every_webhook_is_there_also_of_a_provider_that_nobody_knows(shop: Path):
    points = entry_points([shop.parent], Config())
    assert [(p.path, p.line, p.provider) for p in points] == [
        ("shop/klix_webhook.py", 9, ""),
        ("shop/paystack_webhook.py", 9, "paystack"),
    ]


def test_steps_point_into_other_modules(shop: Path):
    point = entry_points([shop.parent], Config())[0]
    mark = next(step for step in point.steps if step.name == "mark")
    assert (mark.proof, mark.path, mark.line) == ("proven", "shop/services.py", 6)


def test_progress_is_told(shop: Path):
    told: list[tuple[int, int]] = []
    entry_points([shop.parent], Config(), progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(5)]
