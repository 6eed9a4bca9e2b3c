"""Square signs the address and the body; the view reads the body only."""

import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from cafe.models import Order

SQUARE_TOKEN = settings.SQUARE_ACCESS_TOKEN


@csrf_exempt
def square_webhook(request):  # ekz: EKZ201
    if request.method != "POST":
        return HttpResponse(status=405)
    event = json.loads(request.body)
    if event["type"] == "payment.updated":
        payment = event["data"]["object"]["payment"]
        if payment["status"] == "COMPLETED":
            Order.objects.filter(square_order=payment["order_id"]).update(paid=True)
    return JsonResponse({"ok": True})
