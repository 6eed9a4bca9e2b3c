"""Every message is kept as it came, and read later: a second copy harms nobody."""

import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from hooks.models import PaystackInbox


@csrf_exempt
def paystack_webhook(request):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        return HttpResponseForbidden()
    PaystackInbox.objects.create(received_at=timezone.now(), payload=json.loads(request.body))
    return HttpResponse()
