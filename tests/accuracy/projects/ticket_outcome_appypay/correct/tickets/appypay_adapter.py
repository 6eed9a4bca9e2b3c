"""AppyPay's words in those of the shop."""

import hashlib
import hmac
import os
from enum import Enum


class Outcome(Enum):
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


STATES = {"1": Outcome.PAID, "3": Outcome.EXPIRED, "4": Outcome.FAILED, "5": Outcome.FAILED}


def demand_signature(raw, signature):
    """Raise unless AppyPay signed the body."""
    digest = hmac.new(os.environ["APPYPAY_WEBHOOK_SECRET"].encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(digest, signature):
        raise PermissionError("not signed by AppyPay")


def normalise_status(raw):
    """Our word for a status of theirs."""
    return STATES.get(str(raw), Outcome.PENDING)
