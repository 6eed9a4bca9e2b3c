"""Storms against PostgreSQL: many deliveries while workers are killed, and the last tickets for too many buyers."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.scaffold import projects
from tests.scaffold.postgres import free_port

pytestmark = pytest.mark.slow

DELIVERIES, CONNECTIONS, KILLS = 1000, 32, 5
CALLBACK_SECRET = "test-callback-secret"
SEED = """
from payments.domain.commerce import Product
from payments.handlers.product import place_order
from payments.tests.support import *

run = DATABASE
run(lambda store: store.add(Product(sku="poster", name="Poster", price=PRICE)))
request = run(place_order, "poster", 1, PHONE, NOW, DEFAULT)
print(attempt_for(run, request.id).merchant_transaction_id)
"""
COUNT = """
import json
from payments.domain.commerce import Order
from payments.domain.records import *

def count(store):
    return {
        "events": [event.state.value for event in store.find(WebhookEvent)],
        "paid": len(store.find(LedgerEntry, kind=EntryKind.PAID)),
        "actions": [[a.kind.value, a.state.value] for a in store.find(FulfillmentAction)],
        "orders": [order.state.value for order in store.find(Order)],
        "requests": [request.state.value for request in store.find(PaymentRequest)],
    }

print(json.dumps(DATABASE(count)))
"""
SELL = """
import json
from concurrent.futures import ThreadPoolExecutor
from payments.domain.commerce import IssuedTicket, TicketType
from payments.domain.errors import SoldOut
from payments.domain.event import PaymentStatus
from payments.domain.money import Money
from payments.domain.states import EventState
from payments.handlers.ticket import reserve
from payments.tests.support import *

run = DATABASE
kind = TicketType(name="Door", price=Money.of(100), capacity=10)
run(lambda store: store.add(kind))

def buy(number):
    try:
        request = run(reserve, kind.id, 1, f"+2449230{number:05}", NOW, DEFAULT)
    except SoldOut:
        return "sold out"
    return attempt_for(run, request.id)

with ThreadPoolExecutor(32) as pool:
    answers = list(pool.map(buy, range(200)))
    attempts = [answer for answer in answers if answer != "sold out"]
    states = list(pool.map(lambda attempt: report(run, attempt, PaymentStatus.PAID).value, attempts * 5))
issued = run(lambda store: store.find(IssuedTicket))
taken = run(lambda store: store.get(TicketType, kind.id)).taken
print(json.dumps({
    "attempts": len(attempts),
    "issued": len(issued),
    "codes": len({ticket.code_hash for ticket in issued}),
    "taken": taken,
    "states": sorted(set(states)),
}))
"""
DATABASES = {
    "fastapi": "from payments.storage.transactions import database\nDATABASE = database()\n",
    "django": (
        "import django\ndjango.setup()\nfrom django.db import close_old_connections\n"
        "from payments.storage.transactions import run as inner\n"
        "def DATABASE(*args, **keywords):\n"
        "    try:\n        return inner(*args, **keywords)\n"
        "    finally:\n        close_old_connections()\n"
    ),
}


def environment(framework: str, url: str) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "shop.on_postgresql"} if framework == "django" else {}
    return {
        "DATABASE_URL": url,
        "TEST_DATABASE_URL": url,
        "PAYMENTS_CODE_KEY": "0123456789abcdef0123456789abcdef",
        "EKWANZA_GATEWAY_URL": "https://gateway.ekwanza.test/v2.0",
        "EKWANZA_OAUTH_URL": "https://login.ekwanza.test/token",
        "EKWANZA_API_KEY": "test-api-key-0001",
        "EKWANZA_MERCHANT_NUMBER": "900100",
        "EKWANZA_CLIENT_ID": "test-client",
        "EKWANZA_CLIENT_SECRET": "test-client-secret",
        "EKWANZA_RESOURCE": "test-resource",
        "EKWANZA_GPO_PAYMENT_METHOD": "GPO_TEST",
        "EKWANZA_CALLBACK_SECRET": CALLBACK_SECRET,
        **settings,
    }


def make(framework: str, folder: Path, url: str) -> tuple[Path, dict[str, str]]:
    """A project with everything scaffolded and a database that is up to date and empty."""
    import psycopg

    project = folder / "project"
    projects.start(framework, project)
    projects.ekzlint(project, "scaffold", "--yes")
    name = f"storm_{framework}_test"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    if framework == "django":
        settings = project / "shop" / "on_postgresql.py"
        settings.write_text(settings.read_text().replace('"payments_django"', f'"{name}"'))
    env = environment(framework, url.rpartition("/")[0] + f"/{name}")
    commands = {"fastapi": ("-m", "payments", "migrate"), "django": ("manage.py", "migrate")}
    projects.run(project, sys.executable, *commands[framework], env=env)
    return project, env


def script(project: Path, framework: str, text: str, env: dict[str, str]) -> str:
    return projects.run(project, sys.executable, "-c", DATABASES[framework] + text, env=env)


@contextmanager
def killed_at_random(project: Path, env: dict[str, str], port: int) -> Iterator[list[int]]:
    """A server that is killed and started again, until it was killed often enough; yields the count of kills."""
    command = [sys.executable, "-m", "uvicorn", "main:app", "--port", str(port), "--log-level", "critical"]
    kills = [0]
    over = threading.Event()
    dice = random.Random(1)

    def keep_alive() -> None:
        while not over.is_set():
            process = subprocess.Popen(command, cwd=project, env={**projects.clean_environment(), **env})
            _wait(port)
            if kills[0] < KILLS:
                over.wait(dice.uniform(0.05, 0.6))
                kills[0] += 1
            else:
                over.wait()
            process.kill()
            process.wait()

    keeper = threading.Thread(target=keep_alive)
    keeper.start()
    try:
        yield kills
    finally:
        over.set()
        keeper.join()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return


def _deliver(client: httpx.Client, url: str, body: bytes, signature: str) -> int:
    for _ in range(600):
        try:
            answer = client.post(url, content=body, headers={"x-signature": signature})
        except httpx.HTTPError:
            time.sleep(0.05)
            continue
        if answer.status_code == 200:
            return 200
    return 0


def test_a_thousand_deliveries_while_the_worker_is_killed_have_one_effect(tmp_path: Path, postgres: str):
    project, env = make("fastapi", tmp_path, postgres)
    merchant_id = script(project, "fastapi", SEED, env).strip()
    body = json.dumps(
        {
            "merchantTransactionId": merchant_id,
            "operationStatus": 1,
            "operationData": {"amount": 1500, "referenceType": "GPO"},
        }
    ).encode()
    signature = hmac.new(CALLBACK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    port = free_port()
    url = f"http://127.0.0.1:{port}/payments/webhooks/ekwanza"
    with killed_at_random(project, env, port) as kills:

        def deliver(share: int) -> list[int]:
            """Deliver over one connection, each time until it is taken, as the provider does."""
            with httpx.Client(timeout=20, trust_env=False, verify=False) as client:
                return [_deliver(client, url, body, signature) for _ in range(share)]

        shares = [len(range(start, DELIVERIES, CONNECTIONS)) for start in range(CONNECTIONS)]
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            answers = [answer for part in pool.map(deliver, shares) for answer in part]
        assert answers == [200] * DELIVERIES
        assert kills[0] == KILLS, "the storm was over before the worker was killed often enough"
    assert json.loads(script(project, "fastapi", COUNT, env)) == {
        "events": ["processed"],
        "paid": 1,
        "actions": [["ship_order", "completed"]],
        "orders": ["fulfilled"],
        "requests": ["paid"],
    }


@pytest.mark.parametrize("framework", ["fastapi", "django"])
def test_of_ten_tickets_ten_are_sold_to_two_hundred_buyers(framework: str, tmp_path: Path, postgres: str):
    project, env = make(framework, tmp_path, postgres)
    sold = json.loads(script(project, framework, SELL, env))
    assert sold == {"attempts": 10, "issued": 10, "codes": 10, "taken": 10, "states": ["processed"]}
