"""What looks like a comment stands in a string."""

import stripe

HELP = "write `# ekzlint: ignore[EKZ101] reason` behind the line"


def pay(order):
    return stripe.PaymentIntent.create(amount=order.total_cents, currency="usd")
