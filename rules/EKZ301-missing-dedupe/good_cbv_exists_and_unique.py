"""The look-up saves work, and the unique column catches the two deliveries that arrive together."""

import paypalrestsdk
from django.conf import settings
from django.db import IntegrityError, models
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt


class Purchase(models.Model):
    capture_id = models.CharField(max_length=40, unique=True)
    buyer = models.EmailField()
    licence = models.UUIDField()


@method_decorator(csrf_exempt, name="dispatch")
class PayPalWebhook(View):
    def post(self, request):
        headers = request.headers
        genuine = paypalrestsdk.WebhookEvent.verify(
            headers["Paypal-Transmission-Id"],
            headers["Paypal-Transmission-Time"],
            settings.PAYPAL_WEBHOOK_ID,
            request.body.decode(),
            headers["Paypal-Cert-Url"],
            headers["Paypal-Transmission-Sig"],
            headers["Paypal-Auth-Algo"],
        )
        if not genuine:
            return HttpResponse(status=400)
        event = paypalrestsdk.WebhookEvent(request.body)
        if event["event_type"] != "PAYMENT.CAPTURE.COMPLETED":
            return HttpResponse()
        capture = event["resource"]
        if Purchase.objects.filter(capture_id=capture["id"]).exists():
            return HttpResponse()
        try:
            Purchase.objects.create(
                capture_id=capture["id"], buyer=capture["payer"]["email_address"], licence=capture["custom_id"]
            )
        except IntegrityError:
            return HttpResponse()
        return HttpResponse(status=201)
