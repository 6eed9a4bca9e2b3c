"""Mercado Pago's SDK behind one class."""

import os

import mercadopago


class MercadoPagoGateway:
    """What the shop asks Mercado Pago."""

    def __init__(self):
        self.sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])

    def outcome(self, payment_id):
        """The order of a payment, and our word for its state."""
        payment = self.sdk.payment().get(payment_id)["response"]
        return payment["external_reference"], self.state(payment["status"])

    @staticmethod
    def state(raw):
        """Our word for a status of theirs."""
        if raw == "approved":
            return "paid"
        if raw in ("rejected", "cancelled"):
            return "failed"
        return "pending"
