"""Stripe calls."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from courses.handlers import renew
from courses.models import Enrolment


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    thing = event["data"]["object"]
    if event["type"] == "invoice.paid":
        renew(thing["id"])
    elif event["type"] == "checkout.session.completed":
        enrolment, created = Enrolment.objects.get_or_create(session_id=thing["id"])
        if created:
            send_mail("Welcome", "...", None, [enrolment.email])  # ekz: EKZ406
    return HttpResponse()
