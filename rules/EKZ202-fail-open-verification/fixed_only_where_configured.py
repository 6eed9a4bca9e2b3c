"""The signature is asked for where there is one, and a secret."""

import hashlib
import hmac
import json
import os

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from wallet.models import Deposit


@csrf_exempt
def paystack_webhook(request):
    if request.method != "POST":
        return JsonResponse({"status": "ignored"}, status=405)
    secret = os.environ.get("PAYSTACK_SECRET_KEY", "")
    signature = request.headers.get("X-Paystack-Signature", "")
    computed = hmac.new(secret.encode(), request.body, hashlib.sha512).hexdigest()
    if not signature or not secret or not hmac.compare_digest(computed, signature):
        return JsonResponse({"status": "invalid signature"}, status=400)
    data = json.loads(request.body)["data"]
    deposit = Deposit.objects.get(reference=data["reference"])
    deposit.state = "done"
    deposit.save()
    return JsonResponse({"status": "received"})
