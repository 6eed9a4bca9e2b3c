"""Stripe's statuses are words; there is no second type."""

import stripe


class StripeAdapter:
    def is_paid(self, session_id):
        return stripe.checkout.Session.retrieve(session_id).payment_status == "paid"
