"""The mistake is mended, the comment stayed."""

import stripe


def pay(order):
    return stripe.PaymentIntent.create(amount=order.total_cents, currency="usd")  # ekzlint: ignore[EKZ101] legacy  # ekz: EKZ901
