import stripe
from celery import shared_task

from .models import Attempt


@shared_task(bind=True, autoretry_for=(Exception,), retry_backoff=True, max_retries=5)
def renew(self, attempt_id):
    attempt = Attempt.objects.get(pk=attempt_id)
    intent = stripe.PaymentIntent.create(
        amount=attempt.amount_cents,
        currency="eur",
        customer=attempt.stripe_customer,
        off_session=True,
        confirm=True,
        idempotency_key=f"attempt-{attempt.pk}",
    )
    attempt.intent_id = intent.id
    attempt.save()
