from django.shortcuts import render

from boutique.bag import bag_contents
from boutique.gateways.intents import open_intent


def checkout(request):
    bag = bag_contents(request)
    intent = open_intent(round(bag["grand_total"] * 100), request.session.session_key)
    return render(request, "checkout.html", {"client_secret": intent.client_secret, "lines": bag["lines"]})
