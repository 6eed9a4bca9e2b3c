"""Paystack's messages."""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Paid:
    """A payment in our words."""

    reference: str
    email: str


class PaystackAdapter:
    """Verifies and translates."""

    def demand_signature(self, raw, signature):
        """Raise unless Paystack signed the body."""
        digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), raw, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(digest, signature):
            raise PermissionError("not signed by Paystack")

    def normalise_event(self, raw):
        """Our event, or None for what does not matter."""
        event = json.loads(raw)
        if event["event"] != "charge.success":
            return None
        return Paid(event["data"]["reference"], event["data"]["customer"]["email"])
