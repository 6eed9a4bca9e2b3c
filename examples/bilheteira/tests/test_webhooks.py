"""Getting paid."""

import hashlib
import hmac

import pytest

from app.database import SessionLocal
from app.models import GiftCard, IssuedTicket, Order, PaymentAttempt, SeasonPass

BUYER = {"email": "ana@example.ao", "phone": "923000000"}


def buy(shop, path, **more):
    """Order something; gives the id by which the provider will speak of it."""
    order = shop.post(f"/checkout/{path}", json={**BUYER, **more}).json()["order"]
    with SessionLocal() as db:
        return db.get(Order, order).merchant_transaction_id


def native(transaction, amount="7500", key="api-key"):
    """A native ticket's callback and its signature."""
    payload = {"code": "c1", "operationCode": "o1", "status": 1, "referenceCode": transaction, "amount": amount}
    signature = hmac.new(key.encode(), b"c1o15000token", hashlib.sha256).hexdigest()
    return {"json": payload, "headers": {"x-signature": signature}}


def test_a_paid_native_ticket_is_issued_once(shop, mails):
    transaction = buy(shop, "tickets", ticket_type_id=1)
    assert shop.post("/webhooks/ekwanza/ticket", **native(transaction)).json() == {"status": "ok"}
    assert shop.post("/webhooks/ekwanza/ticket", **native(transaction)).json() == {"status": "known"}
    with SessionLocal() as db:
        assert db.query(IssuedTicket).count() == 1
    assert len(mails) == 1


@pytest.mark.parametrize("forged", [native("x", key="guess"), {"json": native("x")["json"]}])
def test_a_forged_native_callback_is_rejected(shop, forged):
    assert shop.post("/webhooks/ekwanza/ticket", **forged).status_code == 401


def test_a_native_ticket_that_is_paid_short_is_not_issued(shop):
    transaction = buy(shop, "tickets", ticket_type_id=1)
    shop.post("/webhooks/ekwanza/ticket", **native(transaction, amount="1"))
    with SessionLocal() as db:
        assert db.query(IssuedTicket).count() == 0


@pytest.mark.parametrize(("checkout", "path"), [("express", "express"), ("reference", "reference")])
def test_tickets_that_the_gateway_collected_are_issued(shop, callback, mails, checkout, path):
    transaction = buy(shop, checkout, ticket_type_id=1, **({"amount": "7500"} if checkout == "reference" else {}))
    assert callback(path, transaction).json() == {"status": "ok"}
    assert [subject for _, subject, _ in mails] == ["Your tickets"]


def test_a_failed_charge_closes_the_order(shop, callback):
    transaction = buy(shop, "express", ticket_type_id=1)
    callback("express", transaction, status=4)
    with SessionLocal() as db:
        assert db.query(Order).one().state == "failed"


def test_passes_gift_cards_and_posters(shop, callback, mails):
    for path, more in (("pass", {}), ("gift-card", {"size": "small"}), ("poster", {"size": "a3"})):
        assert callback(path, buy(shop, path, **more)).json() == {"status": "ok"}
    with SessionLocal() as db:
        assert db.query(SeasonPass).count() == 1
        assert db.query(GiftCard).one().balance == 5000
    assert [subject for _, subject, _ in mails] == ["Your poster"]


def test_a_settlement_marks_the_attempt(shop, callback):
    transaction = buy(shop, "express", ticket_type_id=1)
    assert callback("settlement", transaction, secret="guess").status_code == 401
    assert callback("settlement", transaction, secret="payout-secret").json() == {"status": "ok"}
    with SessionLocal() as db:
        assert db.query(PaymentAttempt).one().state == "settled"


def test_a_callback_for_nobody_is_refused(callback):
    assert callback("pass", "nobody").status_code == 404
