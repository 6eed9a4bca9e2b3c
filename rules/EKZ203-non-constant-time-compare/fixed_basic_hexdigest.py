"""An HMAC is compared with ==."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def paystack_webhook(request):
    digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    if hmac.compare_digest(digest.encode(), request.headers.get("x-paystack-signature", "").encode()):
        return HttpResponse(status=200)
    return HttpResponse(status=401)
