"""Buying."""

from app.database import SessionLocal
from app.models import Order, PaymentAttempt

BUYER = {"email": "ana@example.ao", "phone": "923000000"}


def test_the_shop_shows_what_it_sells(shop):
    assert [kind["price"] for kind in shop.get("/shows").json()] == ["7500.00", "25000.00"]


def test_tickets_cost_what_the_catalogue_says(shop, provider):
    answer = shop.post("/checkout/express", json={**BUYER, "ticket_type_id": 1, "quantity": 3})
    assert answer.json()["charge"] == "charge-1"
    assert provider.amounts == [22500]


def test_a_native_ticket_is_asked_for_after_the_attempt_is_stored(shop, provider):
    answer = shop.post("/checkout/tickets", json={**BUYER, "ticket_type_id": 2})
    assert answer.json()["code"] == "code-1"
    with SessionLocal() as db:
        attempt = db.query(PaymentAttempt).one()
        assert (attempt.rail, attempt.amount, attempt.state) == ("ticket", 25000, "provider_pending")


def test_more_than_there_are_cannot_be_bought(shop, provider):
    assert shop.post("/checkout/express", json={**BUYER, "ticket_type_id": 2, "quantity": 21}).status_code == 404
    assert provider.amounts == []


def test_other_things_are_sold_too(shop, provider):
    shop.post("/checkout/reference", json={**BUYER, "ticket_type_id": 1, "amount": "7500"})
    shop.post("/checkout/pass", json=BUYER)
    shop.post("/checkout/gift-card", json={**BUYER, "size": "small"})
    shop.post("/checkout/poster", json={**BUYER, "size": "a2"})
    assert provider.amounts == [7500, 9500, 5000, 4000]
    assert shop.post("/checkout/poster", json={**BUYER, "size": "a9"}).status_code == 404
    with SessionLocal() as db:
        assert db.query(Order).count() == 4
