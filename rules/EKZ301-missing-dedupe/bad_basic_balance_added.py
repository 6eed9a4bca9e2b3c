"""Each delivery of the event adds the sum to the balance again."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wallet.models import Wallet


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    event = stripe.Webhook.construct_event(
        request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.STRIPE_WEBHOOK_SECRET
    )
    if event["type"] == "payment_intent.succeeded":
        wallet = Wallet.objects.get(user_id=event["data"]["object"]["metadata"]["user"])
        wallet.balance += event["data"]["object"]["amount_received"]
        wallet.save()
    return HttpResponse(status=200)
