"""A shop with a database of its own, and an e-Kwanza that answers from memory."""

import hashlib
import hmac
import json
import os
import tempfile

import httpx
import pytest

_FOLDER = tempfile.TemporaryDirectory(prefix="bilheteira-")  # removed when the tests end
os.environ["DATABASE_URL"] = f"sqlite:///{_FOLDER.name}/shop.db"
os.environ["EKWANZA_API_KEY"] = "api-key"
os.environ["EKWANZA_NOTIFICATION_TOKEN"] = "token"
os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"] = "5000"
os.environ["EKWANZA_CALLBACK_SECRET"] = "callback-secret"
os.environ["EKWANZA_PAYOUT_SECRET"] = "payout-secret"

from fastapi.testclient import TestClient  # noqa: E402

from app import ekwanza, mail  # noqa: E402
from app.database import Base, engine  # noqa: E402
from app.main import app  # noqa: E402


class FakeEkwanza:
    """Answers what the provider would, and keeps what it was asked."""

    def __init__(self):
        self.amounts = []

    def __call__(self, request):
        if "oauth2" in request.url.path:
            return httpx.Response(200, json={"access_token": "t"})
        if request.url.path.endswith("/charges"):
            self.amounts.append(json.loads(request.content)["amount"])
            return httpx.Response(200, json={"id": f"charge-{len(self.amounts)}"})
        self.amounts.append(int(request.url.params["amount"]))
        return httpx.Response(200, json={"Code": f"code-{len(self.amounts)}"})


@pytest.fixture
def provider(monkeypatch):
    """The provider's answers."""
    fake = FakeEkwanza()
    monkeypatch.setattr(ekwanza, "http", httpx.Client(transport=httpx.MockTransport(fake)))
    return fake


@pytest.fixture
def mails(monkeypatch):
    """The mails that would be sent."""
    sent = []
    monkeypatch.setattr(mail, "send", lambda to, subject, text: sent.append((to, subject, text)))
    return sent


@pytest.fixture
def shop(provider, mails):
    """The running shop."""
    Base.metadata.drop_all(engine)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def callback(shop):
    """Deliver a gateway callback, signed as we agreed with the provider."""

    def deliver(path, transaction, status=1, amount="7500", secret="callback-secret"):
        payload = {
            "merchantTransactionId": transaction,
            "ekwanzaTransactionId": "ek-1",
            "operationStatus": status,
            "operationData": {"amount": amount},
        }
        raw = json.dumps(payload).encode()
        signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        return shop.post(f"/webhooks/ekwanza/{path}", content=raw, headers={"x-signature": signature})

    return deliver
