import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Payment


@csrf_exempt
def paystack_webhook(request):  # ekz: EKZ201
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        Payment.objects.filter(reference=event["data"]["reference"]).update(status="paid")
    return HttpResponse()
