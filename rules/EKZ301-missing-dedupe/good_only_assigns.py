"""Setting the same value again changes nothing."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.STRIPE_WEBHOOK_SECRET
    )
    order = Order.objects.get(session=event["data"]["object"]["id"])
    order.status = "paid"
    order.save()
    return HttpResponse(status=200)
