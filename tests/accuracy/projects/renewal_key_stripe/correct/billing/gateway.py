import stripe
from django.conf import settings

stripe.api_key = settings.STRIPE_SECRET_KEY


def charge(attempt):
    return stripe.PaymentIntent.create(
        amount=attempt.amount_cents,
        currency="eur",
        customer=attempt.subscription.customer,
        off_session=True,
        confirm=True,
        metadata={"attempt": attempt.pk},
        idempotency_key=str(attempt.key),
    )
