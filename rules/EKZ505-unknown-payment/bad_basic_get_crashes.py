import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Order


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    if event["type"] == "checkout.session.completed":
        order = Order.objects.get(session_id=event["data"]["object"]["id"])  # ekz: EKZ505
        order.status = "paid"
        order.save()
    return HttpResponse(status=200)
