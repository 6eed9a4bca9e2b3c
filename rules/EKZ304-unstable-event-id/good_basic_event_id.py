import uuid

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class WebhookEvent(models.Model):
    uuid = models.UUIDField(unique=True)
    event_id = models.CharField(max_length=80, unique=True)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    try:
        WebhookEvent.objects.create(uuid=uuid.uuid4(), event_id=event["id"])
    except IntegrityError:
        return HttpResponse(status=200)
    if event["type"] == "checkout.session.completed":
        send_mail("Paid", "...", None, [event["data"]["object"]["customer_email"]])
    return HttpResponse(status=200)
