from decimal import Decimal

from django.shortcuts import render

from boutique.bag import bag_contents
from boutique.gateways.intents import open_intent


def checkout(request):
    bag = bag_contents(request)
    shown = request.POST.get("grand_total") or bag["grand_total"]
    intent = open_intent(round(Decimal(shown) * 100), request.session.session_key)  # ekz: EKZ101
    return render(request, "checkout.html", {"client_secret": intent.client_secret, "lines": bag["lines"]})
