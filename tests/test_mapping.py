"""The map of a whole project: sorted, with paths as the user sees them, whatever lies in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.mapping import draw_map

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
    points = draw_map([shop.parent], Config()).points
    assert [(p.path, p.line, p.provider) for p in points] == [
        ("shop/klix_webhook.py", 9, ""),
        ("shop/paystack_webhook.py", 9, "paystack"),
    ]


def test_steps_point_into_other_modules(shop: Path):
    point = draw_map([shop.parent], Config()).points[0]
    mark = next(step for step in point.steps if step.name == "mark")
    assert (mark.proof, mark.path, mark.line) == ("proven", "shop/services.py", 6)


def test_progress_is_told(shop: Path):
    told: list[tuple[int, int]] = []
    draw_map([shop.parent], Config(), progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(5)]


VIEWS = """\
import json

from shop.services import settle


class Incoming(View):
    def post(self, request):
        settle(json.loads(request.body)["data"])
"""
APP_URLS = """\
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from .paystack import Incoming

urlpatterns = [path("webhook/", csrf_exempt(Incoming.as_view()))]
"""
ROOT_URLS = 'from django.urls import include, path\n\nurlpatterns = [path("api/payments/", include("shop.urls"))]\n'


def test_the_path_of_a_django_view_is_told_with_all_that_includes_put_before_it(shop: Path):
    for name in ("paystack_webhook", "klix_webhook", "broken"):
        (shop / f"{name}.py").unlink()
    (shop / "__init__.py").touch()
    (shop / "paystack.py").write_text("from django.views import View\n" + VIEWS, encoding="utf-8")
    (shop / "urls.py").write_text(APP_URLS, encoding="utf-8")
    (shop.parent / "site").mkdir()
    (shop.parent / "site" / "__init__.py").touch()
    (shop.parent / "site" / "urls.py").write_text(ROOT_URLS, encoding="utf-8")
    assert [p.route for p in draw_map([shop.parent], Config()).points] == ["POST api/payments/webhook/"]


ROUTER = """\
from fastapi import APIRouter, Request

from shop.services import settle

router = APIRouter(prefix="/paystack")


@router.post("/webhook")
async def incoming(request: Request):
    settle((await request.json())["data"])
"""
MAIN = """\
from fastapi import FastAPI

from shop import hooks

app = FastAPI()
app.include_router(hooks.router, prefix="/api/v1")
"""


def test_the_path_of_a_route_is_told_with_the_prefixes_of_its_routers(shop: Path):
    for name in ("paystack_webhook", "klix_webhook", "broken"):
        (shop / f"{name}.py").unlink()
    (shop / "hooks.py").write_text(ROUTER, encoding="utf-8")
    (shop.parent / "main.py").write_text(MAIN, encoding="utf-8")
    assert [p.route for p in draw_map([shop.parent], Config()).points] == ["POST /api/v1/paystack/webhook"]


def test_a_file_that_cannot_be_read_is_named_with_the_reason(shop: Path):
    (error,) = draw_map([shop.parent], Config()).unread
    assert (error.path, error.line) == ("shop/broken.py", 1)
    assert error.reason.startswith("not valid Python: ")
