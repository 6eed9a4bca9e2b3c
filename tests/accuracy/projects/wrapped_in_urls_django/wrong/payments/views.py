import json

from django.http import HttpResponse
from django.views import View

from .models import Payment


class PaystackWebhook(View):
    def post(self, request):  # ekz: EKZ201
        event = json.loads(request.body)
        if event["event"] == "charge.success":
            Payment.objects.filter(reference=event["data"]["reference"]).update(status="paid")
        return HttpResponse()
