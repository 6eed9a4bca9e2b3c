"""The helper answers with a dict that holds the verdict and the event."""

import stripe
from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Order


def read_event(request):
    try:
        event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    except ValueError as error:
        return {"valid": False, "error": str(error)}
    return {"valid": True, "event": event}


class StripeHook(APIView):
    def post(self, request):
        result = read_event(request)
        if not result["valid"]:
            return Response(status=400)
        Order.objects.filter(session=result["event"]["data"]["object"]["id"]).update(state="paid")
        return Response(status=200)
