"""The sum waits in the session, and the page that asked for it fills a wallet."""

import stripe
from django.http import JsonResponse
from django.shortcuts import redirect


def fund_wallet(request):
    request.session["amount"] = request.POST["amount"]
    return redirect("pay")


def pay(request):
    intent = stripe.PaymentIntent.create(amount=int(request.session["amount"]) * 100, currency="eur")
    return JsonResponse({"client_secret": intent.client_secret})
