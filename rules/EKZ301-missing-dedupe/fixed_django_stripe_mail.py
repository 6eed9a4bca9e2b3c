"""Marking the order paid is harmless twice; the mail with the download link goes out with every delivery."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

stripe.api_key = settings.STRIPE_SECRET_KEY


class Order(models.Model):
    reference = models.CharField(max_length=40, unique=True)
    email = models.EmailField()
    status = models.CharField(max_length=20, default="pending")
    download_url = models.URLField()


@csrf_exempt
@transaction.atomic
def stripe_webhook(request):
    signature = request.META.get("HTTP_STRIPE_SIGNATURE", "")
    try:
        event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    except (ValueError, stripe.error.SignatureVerificationError):
        return HttpResponse(status=400)

    if event["type"] == "checkout.session.completed":
        session = event["data"]["object"]
        order = Order.objects.select_for_update().get(reference=session["client_reference_id"])
        if order.status == "paid":
            return HttpResponse(status=200)
        order.status = "paid"
        order.save(update_fields=["status"])
        send_mail(
            "Your download is ready",
            f"Thank you for your purchase. Download it here: {order.download_url}",
            settings.DEFAULT_FROM_EMAIL,
            [order.email],
        )
    return HttpResponse(status=200)
