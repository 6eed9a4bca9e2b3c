"""A question that is asked by POST changes nothing; whoever waits for the payment is told only the first time."""

import json
import os

import django.dispatch
import requests
from django.db import models
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

payment_completed = django.dispatch.Signal()


class PaymentRequest(models.Model):
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=12, default="pending")


class Client:
    base = os.environ["ACME_PAY_URL"]

    def post(self, path, body):
        answer = requests.post(f"{self.base}{path}", json=body, timeout=20)
        answer.raise_for_status()
        return answer.json()

    def state_of(self, reference):
        return self.post("/open/transact/status", {"reference": reference})["data"]["state"]


def refresh(payment):
    if Client().state_of(payment.reference) != 1:
        return
    before = payment.status == "success"
    payment.status = "success"
    payment.save()
    if not before:
        payment_completed.send(sender=PaymentRequest, instance=payment)


@csrf_exempt
def payment_webhook(request):
    payload = json.loads(request.body or b"{}")
    refresh(PaymentRequest.objects.get(reference=payload["data"]["reference"]))
    return JsonResponse({"received": True})
