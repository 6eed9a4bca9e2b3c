"""One event goes to its handler; the other is done on the spot."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse

from courses.models import Enrolment
from shop.models import Order


def renew(reference):
    order = Order.objects.get(reference=reference)
    send_mail("Renewed", "...", None, [order.email])


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    if event["type"] == "invoice.paid":
        renew(event["data"]["object"]["subscription"])
    elif event["type"] == "checkout.session.completed":
        Enrolment.objects.create(course_id=event["data"]["object"]["metadata"]["course"])  # ekz: EKZ406
    return HttpResponse()
