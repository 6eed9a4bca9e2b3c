import uuid

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class WebhookEvent(models.Model):
    event_id = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=80)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    try:
        WebhookEvent.objects.create(event_id=str(uuid.uuid4()), kind=event["type"])  # ekz: EKZ304
    except IntegrityError:
        return HttpResponse(status=200)
    if event["type"] == "checkout.session.completed":
        send_mail("Paid", "...", None, [event["data"]["object"]["customer_email"]])
    return HttpResponse(status=200)
