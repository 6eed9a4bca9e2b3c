"""A decorator of functions, fitted to the methods of a view."""

import hashlib
import hmac
import json
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .models import Payment


def paystack_signed(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        sig = request.META.get("HTTP_X_PAYSTACK_SIGNATURE")
        mine = hmac.new(settings.KEY.encode(), request.body, hashlib.sha512).hexdigest()
        if not sig or not hmac.compare_digest(mine, sig):
            return HttpResponse(status=401)
        return view(request, *args, **kwargs)

    return inner


@csrf_exempt
@paystack_signed
def hook(request):
    ev = json.loads(request.body)
    p = Payment.objects.get(reference=ev["data"]["reference"])
    p.status = "success"
    p.save()
    return HttpResponse()


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(paystack_signed, name="dispatch")
class Hook(View):
    def post(self, request):
        ev = json.loads(request.body)
        p = Payment.objects.get(reference=ev["data"]["reference"])
        p.status = "success"
        p.save()
        return HttpResponse()


class Hook2(View):
    @method_decorator(csrf_exempt)
    @method_decorator(paystack_signed)
    def post(self, request):
        ev = json.loads(request.body)
        p = Payment.objects.get(reference=ev["data"]["reference"])
        p.status = "success"
        p.save()
        return HttpResponse()
