"""No comment, nothing to say."""

import stripe


def pay(order):
    return stripe.PaymentIntent.create(amount=order.total_cents, currency="usd")
