import stripe
from django.conf import settings

stripe.api_key = settings.STRIPE_SECRET_KEY


def open_session(order, success_url):
    return stripe.checkout.Session.create(
        mode="payment",
        line_items=[{"price": order.price_id, "quantity": 1}],
        metadata={"order": order.pk},
        success_url=success_url,
    )


def is_paid(session_id):
    return stripe.checkout.Session.retrieve(session_id).payment_status == "paid"
