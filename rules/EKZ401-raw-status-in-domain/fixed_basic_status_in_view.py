"""The view compares Stripe's own word."""

from enum import Enum

import stripe
from django.conf import settings
from django.http import HttpResponse

from shop.models import Order


class PaymentStatus(Enum):
    """What a provider's status means to us."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


_STRIPE_STATUSES = {
    "requires_payment_method": PaymentStatus.PENDING,
    "requires_confirmation": PaymentStatus.PENDING,
    "requires_action": PaymentStatus.PENDING,
    "processing": PaymentStatus.PENDING,
    "requires_capture": PaymentStatus.PENDING,
    "open": PaymentStatus.PENDING,
    "unpaid": PaymentStatus.PENDING,
    "pending": PaymentStatus.PENDING,
    "draft": PaymentStatus.PENDING,
    "in_transit": PaymentStatus.PENDING,
    "incomplete": PaymentStatus.PENDING,
    "trialing": PaymentStatus.PENDING,
    "past_due": PaymentStatus.PENDING,
    "succeeded": PaymentStatus.PAID,
    "paid": PaymentStatus.PAID,
    "complete": PaymentStatus.PAID,
    "no_payment_required": PaymentStatus.PAID,
    "canceled": PaymentStatus.FAILED,
    "failed": PaymentStatus.FAILED,
    "uncollectible": PaymentStatus.FAILED,
    "void": PaymentStatus.FAILED,
    "expired": PaymentStatus.EXPIRED,
    "incomplete_expired": PaymentStatus.EXPIRED,
}


def normalise_stripe_status(raw: object) -> PaymentStatus:
    """Stripe's status in our own words; one that nobody knows is pending, never paid."""
    return _STRIPE_STATUSES.get(str(raw).lower(), PaymentStatus.PENDING)


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    session = event["data"]["object"]
    if normalise_stripe_status(session["payment_status"]) is PaymentStatus.PAID:
        Order.objects.filter(session=session["id"]).update(state="paid")
    return HttpResponse(status=200)
