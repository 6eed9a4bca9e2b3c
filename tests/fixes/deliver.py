"""Serves a project of tests/fixtures/repeats, delivers events to it, and prints what they came to."""

from __future__ import annotations

import hashlib
import hmac
import importlib
import json
import os
import sys
import threading
from collections.abc import Callable


def _signed(event: dict) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(event).encode()
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), body, hashlib.sha512).hexdigest()
    return body, {"x-paystack-signature": digest, "content-type": "application/json"}


def _event(name: str) -> dict:
    data = {
        "id": 1,
        "reference": name,
        "amount": 100,
        "status": "success",
        "customer": {"email": f"{name}@shop.example"},
    }
    return {"event": "charge.success", "data": data}


def _django() -> tuple[Callable[[bytes, dict], int], Callable[[str], None], Callable[[str], int]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from wallet.models import Wallet

    call_command("makemigrations", "wallet", verbosity=0)
    call_command("migrate", verbosity=0, run_syncdb=True)

    def deliver(body: bytes, headers: dict) -> int:
        sent = {f"HTTP_{key.upper().replace('-', '_')}": value for key, value in headers.items()}
        client = Client(raise_request_exception=False)
        return client.post("/paystack/", body, content_type="application/json", **sent).status_code

    return (
        deliver,
        lambda email: Wallet.objects.create(email=email) and None,
        lambda email: Wallet.objects.get(email=email).credits,
    )


def _flask() -> tuple[Callable[[bytes, dict], int], Callable[[str], None], Callable[[str], int]]:
    club = importlib.import_module("club")
    models = importlib.import_module("club.models")
    app = club.create_app()
    with app.app_context():
        models.db.create_all()

    def make(email: str) -> None:
        with app.app_context():
            models.db.session.add(models.Member(email=email, points=0))
            models.db.session.commit()

    def count(email: str) -> int:
        with app.app_context():
            return models.Member.query.filter_by(email=email).one().points

    return (
        lambda body, headers: app.test_client().post("/paystack", data=body, headers=headers).status_code,
        make,
        count,
    )


def _fastapi() -> tuple[Callable[[bytes, dict], int], Callable[[str], None], Callable[[str], int]]:
    from fastapi.testclient import TestClient
    from sqlalchemy import select

    main = importlib.import_module("gym.main")
    models = importlib.import_module("gym.models")
    database = importlib.import_module("gym.database")
    models.Base.metadata.create_all(database.engine)

    def make(email: str) -> None:
        with database.make_session() as session:
            session.add(models.Member(email=email, points=0))
            session.commit()

    def count(email: str) -> int:
        with database.make_session() as session:
            return session.scalars(select(models.Member).where(models.Member.email == email)).one().points

    def deliver(body: bytes, headers: dict) -> int:
        return (
            TestClient(main.app, raise_server_exceptions=False)
            .post("/paystack", content=body, headers=headers)
            .status_code
        )

    return deliver, make, count


def _sqlite() -> tuple[Callable[[bytes, dict], int], Callable[[str], None], Callable[[str], int]]:
    hooks = importlib.import_module("points.hooks")
    store = importlib.import_module("points.store")
    store.prepare()

    def make(email: str) -> None:
        connection = store.connect()
        connection.execute("INSERT INTO members (email) VALUES (?)", (email,))
        connection.commit()
        connection.close()

    def count(email: str) -> int:
        connection = store.connect()
        found = connection.execute("SELECT points FROM members WHERE email = ?", (email,)).fetchone()[0]
        connection.close()
        return found

    def deliver(body: bytes, headers: dict) -> int:
        return hooks.app.test_client().post("/paystack", data=body, headers=headers).status_code

    return deliver, make, count


def main(kind: str) -> None:
    deliver, make, count = {"django": _django, "flask": _flask, "fastapi": _fastapi, "sqlite": _sqlite}[kind]()

    def outcome(name: str) -> int:
        return count(f"{name}@shop.example")

    make("twice@shop.example")
    for _ in range(2):
        deliver(*_signed(_event("twice")))
    found = {"twice": outcome("twice")}

    at_once = set()
    for number in range(5):
        name = f"both{number}"
        make(f"{name}@shop.example")
        gate = threading.Barrier(2)

        def send(name: str = name, gate: threading.Barrier = gate) -> None:
            gate.wait()
            deliver(*_signed(_event(name)))

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # What was refused for being too early comes again.
        if not outcome(name):
            deliver(*_signed(_event(name)))
        at_once.add(outcome(name))
    found["at once"] = max(at_once) if len(at_once) == 1 else -1

    # Nobody of that name is there yet: the delivery fails, and the provider tries again.
    assert deliver(*_signed(_event("late"))) >= 400  # noqa: PLR2004
    make("late@shop.example")
    deliver(*_signed(_event("late")))
    found["after a failure"] = outcome("late")

    make("another@shop.example")
    deliver(*_signed(_event("another")))
    found["another"] = outcome("another")
    print(json.dumps(found))


main(sys.argv[1])
