"""A notification gives the credits out, though anybody can post one."""

import json

import mercadopago
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from credits.models import Purchase

sdk = mercadopago.SDK(settings.MERCADOPAGO_ACCESS_TOKEN)


@csrf_exempt
@require_POST
def mercadopago_webhook(request):  # ekz: EKZ201
    try:
        data = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "not JSON"}, status=400)
    if data.get("type") == "payment" and data.get("action") == "payment.updated":
        purchase = Purchase.objects.get(preference_id=data["data"]["id"])
        purchase.status = "approved"
        purchase.save()
    return HttpResponse(status=200)
