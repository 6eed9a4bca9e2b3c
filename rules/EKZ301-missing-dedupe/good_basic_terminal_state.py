"""An order that is paid already is left alone."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.STRIPE_WEBHOOK_SECRET
    )
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=event["data"]["object"]["client_reference_id"])
        if order.status == "paid":
            return HttpResponse(status=200)
        order.status = "paid"
        order.save()
    send_mail("Thank you", "Your order is paid.", "shop@shop.example", [order.email])
    return HttpResponse(status=200)
