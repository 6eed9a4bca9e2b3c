"""Safaricom's API."""

import os

import requests

BASE = "https://api.safaricom.co.ke"


class MpesaClient:
    """STK push and its state."""

    def __init__(self):
        self.shortcode = os.environ["MPESA_SHORTCODE"]

    def stk_query(self, checkout_id, token):
        """What Safaricom says of a push."""
        reply = requests.post(
            f"{BASE}/mpesa/stkpushquery/v1/query",
            json={"BusinessShortCode": self.shortcode, "CheckoutRequestID": checkout_id},
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        )
        reply.raise_for_status()
        return reply.json()
