"""The form's sum waits in the session until the next page charges it."""

import stripe
from django.http import JsonResponse
from django.shortcuts import redirect


def booking_details(request):
    request.session["room_id"] = request.POST["room_id"]
    request.session["total"] = request.POST["total"]
    return redirect("pay")


def pay(request):
    total = request.session.get("total")
    intent = stripe.PaymentIntent.create(amount=int(total) * 100, currency="eur")  # ekz: EKZ101
    return JsonResponse({"client_secret": intent.client_secret})
