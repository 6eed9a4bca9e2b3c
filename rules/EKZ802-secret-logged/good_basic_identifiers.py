"""Identifiers are enough to follow a payment."""

import logging

import stripe
from django.conf import settings

logger = logging.getLogger(__name__)


def create_intent(order):
    logger.info("paying order %s", order.pk)
    intent = stripe.PaymentIntent.create(amount=order.total_cents, currency="aoa", api_key=settings.STRIPE_SECRET_KEY)
    logger.info("intent %s is %s", intent.id, intent.status)
    return intent
