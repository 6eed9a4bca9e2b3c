import json

from django.http import JsonResponse
from django.views import View

from .models import Transaction


class PaystackWebhookView(View):
    def post(self, request):  # ekz: EKZ201
        event = json.loads(request.body)
        if event["event"] == "charge.success":
            Transaction.objects.filter(reference=event["data"]["reference"]).update(status="paid")
        return JsonResponse({})
