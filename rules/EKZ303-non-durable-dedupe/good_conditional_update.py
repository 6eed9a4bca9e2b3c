"""One UPDATE with the state in its WHERE; its count says who was first."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    session = event["data"]["object"]["id"]
    changed = Order.objects.filter(session=session, status="pending").update(status="paid")
    if changed == 0:
        return HttpResponse(status=200)
    send_mail("Thank you", "Paid.", "shop@shop.example", [event["data"]["object"]["customer_email"]])
    return HttpResponse(status=200)
