"""No secret, no service: the handler answers 500 before it looks at the event."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def stripe_webhook(request):
    secret = settings.STRIPE_WEBHOOK_SECRET
    if not secret:
        return HttpResponse(status=500)
    try:
        event = stripe.Webhook.construct_event(request.body, request.META["HTTP_STRIPE_SIGNATURE"], secret)
    except Exception:
        return HttpResponse(status=400)
    Order.objects.filter(pk=event["data"]["object"]["client_reference_id"]).update(paid=True)
    return HttpResponse(status=200)
