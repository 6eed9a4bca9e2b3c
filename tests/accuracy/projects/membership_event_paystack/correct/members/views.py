"""Paystack calls."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from members.models import activate
from members.paystack_adapter import PaystackAdapter

adapter = PaystackAdapter()


@csrf_exempt
def paystack_webhook(request):
    adapter.demand_signature(request.body, request.headers["X-Paystack-Signature"])
    paid = adapter.normalise_event(request.body)
    if paid:
        activate(paid)
    return HttpResponse()
