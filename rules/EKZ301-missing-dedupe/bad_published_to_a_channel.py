"""Whoever listens to the channel counts the donation again with each delivery."""

import json

import redis
from celery import shared_task
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from paystackapi.transaction import Transaction

from giving.models import Donation


@shared_task
def publish_donation_completed(cause_id, amount):
    channel = redis.Redis(host="bus.internal")
    channel.publish("donation_events", json.dumps({"cause": str(cause_id), "amount": str(amount)}))


@csrf_exempt
def paystack_webhook(request):  # ekz: EKZ301
    reference = json.loads(request.body)["data"]["reference"]
    answer = Transaction.verify(reference=reference)
    if answer["data"]["status"] == "success":
        donation = Donation.objects.get(reference=reference)
        donation.status = "completed"
        donation.save()
        publish_donation_completed.delay(donation.cause_id, donation.amount)
    return HttpResponse()
