"""A key is written out to see whether it is there."""

import logging

import stripe
from django.conf import settings

logger = logging.getLogger(__name__)


def create_intent(order):
    logger.debug("paying %s with %s", order.pk, settings.STRIPE_SECRET_KEY)  # ekz: EKZ802
    return stripe.PaymentIntent.create(amount=order.total_cents, currency="aoa", api_key=settings.STRIPE_SECRET_KEY)
