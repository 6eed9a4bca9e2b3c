import json

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .models import Invoice


@method_decorator(csrf_exempt, name="dispatch")
class StripeHook(View):
    def post(self, request):
        event = json.loads(request.body)
        if event["type"] == "checkout.session.completed":
            Invoice.objects.filter(session=event["data"]["object"]["id"]).update(status="paid")
        return HttpResponse()
