"""`filter(status="pending").update(...)` returns how many rows changed; zero means that it was done before."""

import json

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


class Donation(models.Model):
    checkout_request_id = models.CharField(max_length=60, unique=True)
    email = models.EmailField()
    status = models.CharField(max_length=12, default="pending")


@csrf_exempt
@require_POST
def mpesa_callback(request, token):
    if not constant_time_compare(token, settings.MPESA_CALLBACK_TOKEN):
        return HttpResponse(status=403)
    callback = json.loads(request.body)["Body"]["stkCallback"]
    if int(callback["ResultCode"]) == 0:
        changed = Donation.objects.filter(
            checkout_request_id=callback["CheckoutRequestID"], status="pending"
        ).update(status="paid")
        if changed:
            donation = Donation.objects.get(checkout_request_id=callback["CheckoutRequestID"])
            send_mail("Thank you", "Your gift has reached us.", None, [donation.email])
    return JsonResponse({"ResultCode": 0, "ResultDesc": "Accepted"})
