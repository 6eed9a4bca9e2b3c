"""The adapter is where the calls belong."""

import stripe


class StripeGateway:
    def state_of(self, session_id):
        session = stripe.checkout.Session.retrieve(session_id)
        return {"paid": "paid"}.get(session.payment_status, "pending")
