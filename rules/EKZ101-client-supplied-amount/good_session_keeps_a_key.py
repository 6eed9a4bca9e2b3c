"""The session keeps which room was chosen; what it costs is looked up again."""

import stripe
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from hotel.models import Room


def booking_details(request):
    room = get_object_or_404(Room, pk=request.POST["room_id"])
    request.session["room_id"] = room.pk
    request.session["nights"] = request.POST["nights"]
    request.session["total"] = str(room.price * int(request.POST["nights"]))
    return redirect("pay")


def pay(request):
    total = request.session["total"]
    intent = stripe.PaymentIntent.create(amount=int(total) * 100, currency="eur")
    return JsonResponse({"client_secret": intent.client_secret})


def pay_again(request):
    room = get_object_or_404(Room, pk=request.session["room_id"])
    cents = int(room.price * int(request.session["nights"]) * 100)
    return JsonResponse({"client_secret": stripe.PaymentIntent.create(amount=cents, currency="eur").client_secret})
