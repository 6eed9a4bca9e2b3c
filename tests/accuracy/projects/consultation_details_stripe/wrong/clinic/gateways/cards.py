import stripe
from django.conf import settings

stripe.api_key = settings.STRIPE_SECRET_KEY


def begin(cents, key, email):
    return stripe.PaymentIntent.create(
        amount=cents, currency="eur", receipt_email=email, idempotency_key=f"booking-{key}"
    )
