import stripe

from .config import settings


def event_of(body: bytes, signature: str):
    return stripe.Webhook.construct_event(body, signature, settings.stripe_webhook_secret)
