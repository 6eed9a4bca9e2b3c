import uuid

import stripe
from celery import shared_task

from . import gateway
from .models import Attempt, Subscription


@shared_task
def renew_all():
    for subscription in Subscription.objects.all():
        attempt = Attempt.objects.create(
            subscription=subscription, key=uuid.uuid4(), amount_cents=subscription.price_cents
        )
        charge_attempt.delay(attempt.pk)


@shared_task(bind=True, autoretry_for=(stripe.error.APIConnectionError,), retry_backoff=True, max_retries=5)
def charge_attempt(self, attempt_id):
    attempt = Attempt.objects.select_related("subscription").get(pk=attempt_id)
    intent = gateway.charge(attempt)
    attempt.intent_id = intent.id
    attempt.save(update_fields=["intent_id"])
