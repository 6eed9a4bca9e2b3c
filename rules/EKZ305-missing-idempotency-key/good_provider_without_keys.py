import os

import httpx
from celery import shared_task

from .models import PaymentAttempt


@shared_task(bind=True, max_retries=3)
def request_charge(self, attempt_id):
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    body = {"amount": attempt.amount, "currency": "AOA", "merchantTransactionId": attempt.reference}
    headers = {"Authorization": f"Bearer {os.environ['EKWANZA_TOKEN']}"}
    httpx.post("https://gwy-api.appypay.co.ao/v2.0/charges", json=body, headers=headers)
