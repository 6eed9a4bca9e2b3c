"""The method is called by a name that is put together: any of them may be meant, and one of them mails."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


class Processor:
    def handle_checkout_session_completed(self, session):
        order = Order.objects.get(session=session["id"])
        send_mail("Your tickets", order.tickets(), "shop@shop.example", [order.email])

    def handle_checkout_session_expired(self, session):
        Order.objects.filter(session=session["id"]).update(status="expired")

    def process(self, event):
        handler = getattr(self, f"handle_{event['type'].replace('.', '_')}", None)
        if handler is not None:
            handler(event["data"]["object"])


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    Processor().process(event)
    return HttpResponse()
