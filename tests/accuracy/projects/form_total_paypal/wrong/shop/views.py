from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404

from shop.adapters import paypal
from shop.forms import PayForm
from shop.models import Order


def pay(request, number):
    order = get_object_or_404(Order, number=number)
    form = PayForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    total = form.cleaned_data["total"]
    if total <= 0:
        return HttpResponseBadRequest()
    order.paypal_id = paypal.open_order(total, order.number)  # ekz: EKZ101
    order.save(update_fields=["paypal_id"])
    return JsonResponse({"id": order.paypal_id})
