import stripe
from django.conf import settings


def open_intent(cents, bag_key):
    stripe.api_key = settings.STRIPE_SECRET_KEY
    return stripe.PaymentIntent.create(amount=cents, currency=settings.STRIPE_CURRENCY, idempotency_key=bag_key)
