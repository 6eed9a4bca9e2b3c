import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from giving.donations import record


@csrf_exempt
def paystack_webhook(request):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Paystack-Signature", "")):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        record(event["data"])
    return HttpResponse(status=200)
