"""A comment on a def hides nothing inside it."""

import stripe


def refund(order):  # ekzlint: ignore[EKZ2] admin only  # ekz: EKZ901
    return stripe.Refund.create(payment_intent=order.intent)
