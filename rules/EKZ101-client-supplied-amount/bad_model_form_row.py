"""The form stores its own amount, and the row is charged at once."""

import razorpay
from django import forms
from django.conf import settings
from django.db import models
from django.shortcuts import render

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


class Registration(models.Model):
    workshop = models.CharField(max_length=40)
    amount = models.PositiveIntegerField()
    order_id = models.CharField(max_length=40, blank=True)


class RegistrationForm(forms.ModelForm):
    class Meta:
        model = Registration
        fields = ["workshop", "amount"]


def register(request):
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return render(request, "register.html", {"form": form})
    registration = form.save()
    order = client.order.create({"amount": registration.amount * 100, "currency": "INR"})  # ekz: EKZ101
    registration.order_id = order["id"]
    registration.save()
    return render(request, "pay.html", {"order": order})
