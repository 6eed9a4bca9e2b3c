import stripe
from celery import shared_task

from .models import Subscription


@shared_task(bind=True, autoretry_for=(Exception,), retry_backoff=True, max_retries=5)
def renew(self, subscription_id):
    subscription = Subscription.objects.get(pk=subscription_id)
    intent = stripe.PaymentIntent.create(  # ekz: EKZ305
        amount=subscription.price_cents,
        currency="eur",
        customer=subscription.stripe_customer,
        off_session=True,
        confirm=True,
    )
    subscription.last_intent = intent.id
    subscription.save()
