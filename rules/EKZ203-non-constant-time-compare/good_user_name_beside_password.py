"""Who calls is no secret; the password beside it is compared in constant time."""

import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from payments.basic import credentials_of
from payments.services import settle


@csrf_exempt
def paystack_webhook(request):
    username, password = credentials_of(request.headers["Authorization"])
    if username != settings.PAYSTACK_WEBHOOK_USERNAME:
        return HttpResponseForbidden()
    if not hmac.compare_digest(password, settings.PAYSTACK_WEBHOOK_PASSWORD):
        return HttpResponseForbidden()
    settle(request.body)
    return HttpResponse()
