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
    if form.cleaned_data["total"] != order.total:
        # The price changed while the page was open: nothing is charged.
        return HttpResponseBadRequest("the price has changed")
    order.paypal_id = paypal.open_order(form.cleaned_data["total"], order.number)
    order.save(update_fields=["paypal_id"])
    return JsonResponse({"id": order.paypal_id})
