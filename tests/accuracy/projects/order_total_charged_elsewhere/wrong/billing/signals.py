import stripe
from django.db.models.signals import post_save
from django.dispatch import receiver
from orders.models import Order


@receiver(post_save, sender=Order)
def open_payment(sender, instance, created, **kwargs):
    if created:
        stripe.PaymentIntent.create(
            amount=int(instance.total * 100), currency="eur", idempotency_key=f"order-{instance.pk}"
        )
