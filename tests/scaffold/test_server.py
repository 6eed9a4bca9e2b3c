"""The scaffolded webhook on a server that is really started, with a simulated e-Kwanza: it holds every contract."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scaffold import projects
from tests.scaffold.postgres import free_port
from tests.simulator import ekwanza

SERVERS = {
    "fastapi": ("-m", "uvicorn", "main:app", "--log-level", "warning", "--port"),
    "flask": ("-m", "flask", "--app", "main:create_app", "run", "--port"),
    "django": ("manage.py", "runserver", "--noreload"),
}
MIGRATE = {"django": ("manage.py", "migrate")}
CATALOGUE = """
from payments.domain.commerce import Product
from payments.domain.money import Money

run(lambda store: store.add(Product(sku="book", name="A book", price=Money.of(1500))))
"""
DATABASES = {
    "django": "import django\ndjango.setup()\nfrom payments.storage.transactions import run\n",
    "other": "from payments.storage.transactions import database\nrun = database()\n",
}
IMMEDIATE = """
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 30}
"""


@dataclass
class Shop:
    """A running shop and the e-Kwanza that it talks to."""

    url: str
    provider: ekwanza.Ekwanza
    env: dict[str, str]

    def order(self, rail: str) -> tuple[str, str]:
        """Order one book: the id under which e-Kwanza knows the payment, and the shop's own."""
        known = set(self.provider.payments)
        body = {"sku": "book", "quantity": 1, "phone": "+244923000000", "rail": rail}
        made = httpx.post(f"{self.url}/payments/orders", json=body, timeout=30, trust_env=False)
        assert made.status_code == 201, made.text
        (key,) = set(self.provider.payments) - known
        return key, made.json()["request_id"]


@pytest.fixture(scope="module", params=sorted(SERVERS))
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp(request.param) / "project"
    projects.start(request.param, folder)
    projects.ekzlint(folder, "scaffold", "all", "--provider", "ekwanza", "--yes")
    server = ekwanza.Server(ekwanza.Ekwanza(ekwanza.Account(callback_secret="sim-callback-secret")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = free_port()
    env = settings(server, folder)
    if request.param == "django":
        with (folder / "shop" / "settings.py").open("a") as file:
            file.write(IMMEDIATE)
    projects.run(folder, sys.executable, *MIGRATE.get(request.param, ("-m", "payments", "migrate")), env=env)
    database = DATABASES.get(request.param, DATABASES["other"])
    projects.run(folder, sys.executable, "-c", database + CATALOGUE, env=env)
    command = [sys.executable, *SERVERS[request.param], str(port)]
    process = subprocess.Popen(command, cwd=folder, env={**projects.clean_environment(), **env})
    url = f"http://127.0.0.1:{port}"
    try:
        wait(url, process)
        yield Shop(url, server.state, env)
    finally:
        process.terminate()
        process.wait(20)
        server.shutdown()
        server.server_close()


def settings(server: Any, folder: Path) -> dict[str, str]:
    account = server.state.account
    return {
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'payments.db'}",
        "PAYMENTS_CODE_KEY": "0123456789abcdef0123456789abcdef",
        "EKWANZA_BASE_URL": server.url,
        "EKWANZA_GATEWAY_URL": server.url,
        "EKWANZA_OAUTH_URL": f"{server.url}/oauth2/token",
        "EKWANZA_API_KEY": account.api_key,
        "EKWANZA_NOTIFICATION_TOKEN": account.notification_token,
        "EKWANZA_MERCHANT_NUMBER": "900100",
        "EKWANZA_MERCHANT_REGISTRATION_NUMBER": account.registration_number,
        "EKWANZA_CLIENT_ID": account.client_id,
        "EKWANZA_CLIENT_SECRET": account.client_secret,
        "EKWANZA_RESOURCE": account.resource,
        "EKWANZA_GPO_PAYMENT_METHOD": "GPO_SIM",
        "EKWANZA_REF_PAYMENT_METHOD": "REF_SIM",
        "EKWANZA_CALLBACK_SECRET": account.callback_secret,
    }


def wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended"
        try:
            httpx.get(url, timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def test_it_holds_the_whole_battery(shop: Shop, tmp_path: Path):
    paid, late, ticket = shop.order("gpo"), shop.order("emis_ref"), shop.order("ticket")
    # The shop asks e-Kwanza before it believes that a ticket is paid.
    shop.provider.settle(ticket[0], times=0)
    named = [f"--{name}={key}={own}" for name, (key, own) in (("payment", paid), ("late", late), ("ticket", ticket))]
    address = f"{shop.url}/payments/webhooks/ekwanza"
    state = f"{shop.url}/payments/requests/{{id}}"
    command = ["webhook", address, *named, "--operation=OP1", "--amount=1500.00", f"--state={state}", "--format=json"]
    done = subprocess.run(
        [sys.executable, "-m", "ekzlint", *command],
        cwd=tmp_path,
        env={**projects.clean_environment(), **shop.env},
        capture_output=True,
        text=True,
        timeout=300,
    )
    cases = json.loads(done.stdout)["cases"]
    assert [(row["case"], row["message"]) for row in cases if row["verdict"] != "held"] == []
    assert len(cases) == 11
    assert done.returncode == 0


def test_e_kwanza_itself_pays_once_however_often_it_calls(shop: Shop):
    key, own = shop.order("gpo")
    shop.provider.callback_url = f"{shop.url}/payments/webhooks/ekwanza"
    answers = shop.provider.settle(key, times=8)
    assert set(answers) <= {200, 202}
    seen = httpx.get(f"{shop.url}/payments/requests/{own}", timeout=30, trust_env=False).json()
    assert (seen["state"], seen["attempt_state"]) == ("paid", "succeeded")


def test_a_charge_without_an_answer_is_unknown_and_is_paid_all_the_same(shop: Shop):
    shop.provider.faults.append({"path": "/charges", "drop": True})
    key, own = shop.order("gpo")
    seen = httpx.get(f"{shop.url}/payments/requests/{own}", timeout=30, trust_env=False).json()
    assert seen["state"] == "pending" and seen["attempt_state"] != "failed"
    shop.provider.callback_url = f"{shop.url}/payments/webhooks/ekwanza"
    assert shop.provider.settle(key) == [200]
    seen = httpx.get(f"{shop.url}/payments/requests/{own}", timeout=30, trust_env=False).json()
    assert seen["state"] == "paid"


def test_a_charge_that_fails_over_there_is_unknown_and_is_not_repeated(shop: Shop):
    known = set(shop.provider.payments)
    shop.provider.faults.append({"path": "/charges", "status": 503})
    body = {"sku": "book", "quantity": 1, "phone": "+244923000000", "rail": "gpo"}
    made = httpx.post(f"{shop.url}/payments/orders", json=body, timeout=30, trust_env=False)
    # A second try would have made a payment: the fault meets one request only.
    assert made.status_code == 201 and set(shop.provider.payments) == known
    assert made.json()["state"] == "pending" and made.json()["attempt_state"] != "failed"


def test_slow_answers_and_failing_look_ups_are_waited_out(shop: Shop):
    shop.provider.faults.append({"path": "/Ticket", "delay": 1.5})
    code, own = shop.order("ticket")
    shop.provider.callback_url = f"{shop.url}/payments/webhooks/ekwanza"
    # The shop asks for the ticket before it believes the callback, and asks again where that fails.
    shop.provider.faults.append({"path": "/Ticket", "status": 503})
    assert shop.provider.settle(code, as_text=True, digest="base64") == [200]
    assert not shop.provider.faults
    seen = httpx.get(f"{shop.url}/payments/requests/{own}", timeout=30, trust_env=False).json()
    assert seen["state"] == "paid"
