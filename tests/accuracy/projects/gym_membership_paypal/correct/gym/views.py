import json

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from gym.paypal import genuine
from gym.renewals import renew


@method_decorator(csrf_exempt, name="dispatch")
class PayPalWebhook(View):
    def post(self, request):
        if not genuine(request):
            return JsonResponse({"error": "signature"}, status=400)
        event = json.loads(request.body)
        if event["event_type"] == "PAYMENT.SALE.COMPLETED":
            renew(event["resource"]["billing_agreement_id"], event["resource"])
        return JsonResponse({"ok": True})
