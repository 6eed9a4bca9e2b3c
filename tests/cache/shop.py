"""A small project in pieces: each file in several versions, of which any may stand beside any other."""

from __future__ import annotations

from pathlib import Path

ABSENT = None

VERSIONS: dict[str, tuple[str | None, ...]] = {
    "pyproject.toml": ("[project]\nname = 'shop'\n",),
    "shop/__init__.py": ("", "from .pricing import price\n", ABSENT),
    "shop/views.py": (
        """
import stripe
from flask import Flask, request
from shop.pricing import price

app = Flask(__name__)

@app.post("/checkout")
def checkout():
    amount = price(request.json["amount"])
    return stripe.PaymentIntent.create(amount=amount, currency="aoa")
""",
        """
from flask import Flask, request
from .gateway import pay
from .pricing import price

app = Flask(__name__)

@app.post("/checkout")
def checkout():
    return pay(price(request.json["amount"]))  # ekzlint: ignore[EKZ101] it is a donation
""",
        "def broken(:\n",
        ABSENT,
    ),
    "shop/pricing.py": (
        "def price(sent):\n    return int(sent)\n",
        "def price(sent):\n    return PRICES['basic']\n\nPRICES = {'basic': 500}\n",
        "from shop.tables import price\n",
        "\x00",
        ABSENT,
    ),
    "shop/pricing/__init__.py": (ABSENT, "def price(sent):\n    return float(sent)\n"),
    "shop/tables.py": (ABSENT, "def price(sent):\n    return sent\n", "def price(sent):\n    return 100\n"),
    "shop/gateway.py": (
        "import stripe\n\ndef pay(total):\n    return stripe.Charge.create(amount=total)\n",
        "def pay(total):\n    return total\n",
        ABSENT,
    ),
    "shop/hooks.py": (
        """
import stripe
from flask import Blueprint, request
from shop.signing import genuine
from shop.models import Order

hooks = Blueprint("hooks", __name__)

@hooks.post("/stripe/webhook")
def stripe_webhook():
    if not genuine(request.data, request.headers["Stripe-Signature"]):
        return "no", 400
    order = Order.objects.get(id=request.json["data"]["object"]["id"])
    order.credit(request.json["data"]["object"]["amount"])
    return "ok"
""",
        ABSENT,
    ),
    "shop/signing.py": (
        "import stripe\n\ndef genuine(body, header):\n"
        "    return stripe.Webhook.construct_event(body, header, SECRET)\n\nSECRET = open('secret').read()\n",
        "def genuine(body, header):\n    return True\n",
        ABSENT,
    ),
    "shop/models.py": (
        "from django.db import models\n\nclass Order(models.Model):\n    paid = models.FloatField()\n\n"
        "    def credit(self, amount):\n        self.paid = amount\n        self.save()\n",
        "from django.db import models\n\nclass Order(models.Model):\n    def credit(self, amount):\n"
        "        Ledger.objects.create(order=self, amount=amount)\n\nclass Ledger(models.Model):\n    pass\n",
        ABSENT,
    ),
    "shop/unrelated.py": ("def area(a, b):\n    return a * b\n", "# ekzlint: ignore-file[EKZ101]\n", ABSENT),
}


def put(root: Path, name: str, text: str | None) -> None:
    """Make a file say `text`, or go away."""
    path = root / name
    if text is None:
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(root: Path) -> None:
    """The first version of every file."""
    for name, versions in VERSIONS.items():
        put(root, name, versions[0])
