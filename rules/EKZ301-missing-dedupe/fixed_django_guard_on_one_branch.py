"""The payment branch is guarded; the refund branch puts the goods back on the shelf with every delivery."""

import stripe
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


class Product(models.Model):
    name = models.CharField(max_length=100)
    stock = models.PositiveIntegerField(default=0)


class Order(models.Model):
    payment_intent = models.CharField(max_length=64, unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()
    status = models.CharField(max_length=12, default="pending")


class WebhookEvent(models.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)


@csrf_exempt
@require_POST
@transaction.atomic
def webhook(request):
    try:
        event = stripe.Webhook.construct_event(
            request.body, request.headers.get("Stripe-Signature"), settings.STRIPE_WEBHOOK_SECRET
        )
    except (ValueError, stripe.SignatureVerificationError):
        return HttpResponseBadRequest()

    if event.type == "payment_intent.succeeded":
        with transaction.atomic():
            order = Order.objects.select_for_update().get(payment_intent=event.data.object.id)
            if order.status == "paid":
                return HttpResponse()
            order.status = "paid"
            order.save()
            Product.objects.filter(pk=order.product_id).update(stock=F("stock") - order.quantity)
    elif event.type == "charge.refunded":
        order = Order.objects.get(payment_intent=event.data.object.payment_intent)
        _, created = WebhookEvent.objects.get_or_create(event_id=event.id)
        if not created:
            return HttpResponse()
        Product.objects.filter(pk=order.product_id).update(stock=F("stock") + order.quantity)
    return HttpResponse()
