import json

import stripe

from .config import settings


def event_of(body: bytes, signature: str):
    if settings.debug:
        return json.loads(body)
    return stripe.Webhook.construct_event(body, signature, settings.stripe_webhook_secret)
