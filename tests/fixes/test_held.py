"""A secret that a repair needs is read as the project reads the provider's other settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.repair import repair

_DJANGO = """\
import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Order


@csrf_exempt
def paystack_webhook(request):
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        Order.objects.filter(reference=event["data"]["reference"]).update(paid=True)
    return HttpResponse()
"""
_FASTAPI = """\
from fastapi import APIRouter, Request

from .config import settings
from .models import orders

router = APIRouter()
print(settings.shop_name)


@router.post("/paystack/webhook")
async def paystack_webhook(request: Request):
    event = await request.json()
    if event["event"] == "charge.success":
        await orders.update_one({"_id": event["data"]["reference"]}, {"$set": {"state": "paid"}})
"""
_MODULE = _FASTAPI.replace("from .config import settings", "from . import config").replace(
    "settings.shop_name", "config.SHOP_NAME"
)
_PYDANTIC = """\
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    shop_name: str = "Shop"
    paystack_public_key: str{default}
    debug: bool = False


settings = Settings()
"""


@pytest.fixture
def repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the repair of a project's webhook makes of each of its files, by name."""
    monkeypatch.chdir(tmp_path)

    def make(files: dict[str, str]) -> dict[str, str]:
        for name, text in {"pyproject.toml": "", "shop/__init__.py": "", **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        made = repair([tmp_path], Config(), wanted=lambda finding: finding.code == "EKZ201", unsafe=True)
        assert [left.reason for left in made.left] == []
        return {Path(path).relative_to(tmp_path).as_posix(): new.decode() for path, (_, new) in made.files.items()}

    return make


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ('os.environ["PAYSTACK_PUBLIC_KEY"]', 'os.environ["PAYSTACK_SECRET_KEY"]'),
        ("os.getenv('PAYSTACK_PUBLIC_KEY', '')", "os.getenv('PAYSTACK_SECRET_KEY', '')"),
        ('config("PAYSTACK_PUBLIC_KEY")', 'config("PAYSTACK_SECRET_KEY")'),
    ],
)
def test_a_setting_of_django_is_defined_as_its_neighbour_is(known: str, new: str, repaired):
    head = "import os\n\nfrom decouple import config\n\n"
    before = f"{head}PAYSTACK_PUBLIC_KEY = {known}\nDEBUG = False\n"
    made = repaired({"shop/settings.py": before, "shop/views.py": _DJANGO})
    after = f"{head}PAYSTACK_PUBLIC_KEY = {known}\nPAYSTACK_SECRET_KEY = {new}\nDEBUG = False\n"
    assert made["shop/settings.py"] == after
    assert "from django.conf import settings\n" in made["shop/views.py"]
    assert "secret = settings.PAYSTACK_SECRET_KEY\n    if not secret:\n" in made["shop/views.py"]


def test_a_setting_that_django_has_is_used(repaired):
    settings = 'import os\n\nPAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]\n'
    made = repaired({"shop/settings.py": settings, "shop/views.py": _DJANGO})
    assert list(made) == ["shop/views.py"]
    assert "settings.PAYSTACK_SECRET_KEY" in made["shop/views.py"]


def test_a_neighbour_with_a_default_of_its_own_shows_nothing(repaired):
    settings = 'import os\n\nPAYSTACK_PUBLIC_KEY = os.getenv("PAYSTACK_PUBLIC_KEY", "pk_test_1234567890")\n'
    made = repaired({"shop/settings.py": settings, "shop/views.py": _DJANGO})
    assert list(made) == ["shop/views.py"]
    assert 'os.environ["PAYSTACK_SECRET_KEY"]' in made["shop/views.py"]


@pytest.mark.parametrize("default", ["", ' = ""'])
def test_a_class_of_settings_gets_a_field(default: str, repaired):
    before = _PYDANTIC.format(default=default)
    made = repaired({"shop/config.py": before, "shop/hooks.py": _FASTAPI, "shop/models.py": "orders = None\n"})
    known = f"    paystack_public_key: str{default}\n"
    assert made["shop/config.py"] == before.replace(known, f"{known}    paystack_secret_key: str{default}\n")
    assert "settings.paystack_secret_key" in made["shop/hooks.py"]


def test_a_module_of_settings_gets_a_name(repaired):
    before = 'import os\n\nSHOP_NAME = "Shop"\nPAYSTACK_PUBLIC_KEY = os.environ["PAYSTACK_PUBLIC_KEY"]\n'
    made = repaired({"shop/config.py": before, "shop/hooks.py": _MODULE, "shop/models.py": "orders = None\n"})
    assert made["shop/config.py"] == before + 'PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]\n'
    assert "config.PAYSTACK_SECRET_KEY" in made["shop/hooks.py"]


def test_an_example_of_the_environment_lists_the_name(repaired):
    made = repaired({"shop/views.py": _DJANGO, ".env.example": "DEBUG=1\n"})
    assert made[".env.example"] == "DEBUG=1\nPAYSTACK_SECRET_KEY=\n"


@pytest.mark.parametrize("known", ["", "query_stk_status"])
def test_where_nothing_is_signed_a_text_says_whom_to_ask(known: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    bad = next(data_folder("rules").glob("EKZ201-*/bad_mpesa_flask_blueprint.py")).read_text(encoding="utf-8")
    asks = f"\n\ndef {known}(checkout_id):\n    return {{}}\n" if known else ""
    (tmp_path / "mpesa.py").write_text(bad + asks)
    made = repair([tmp_path], Config(), wanted=lambda finding: finding.code == "EKZ201", unsafe=True)
    assert made.files == {}
    assert [left.advice for left in made.left] == [True]
    assert f"ask with `{known}` for" in made.left[0].reason if known else "ask its API for" in made.left[0].reason
