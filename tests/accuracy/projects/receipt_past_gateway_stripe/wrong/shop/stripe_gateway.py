"""Stripe behind one class."""

import stripe


class StripeGateway:
    """What the shop asks Stripe, in its own words."""

    def state_of(self, session_id):
        """Our word for the state of a checkout."""
        session = stripe.checkout.Session.retrieve(session_id)
        return {"paid": "paid", "unpaid": "pending"}.get(session.payment_status, "pending")

    def receipt_of(self, session_id):
        """The receipt's address of a checkout."""
        session = stripe.checkout.Session.retrieve(session_id, expand=["invoice"])
        return session.invoice.hosted_invoice_url
