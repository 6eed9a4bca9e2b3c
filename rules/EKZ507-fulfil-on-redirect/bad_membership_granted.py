"""The member is made on the way back; that there is a session says nothing of a payment."""

import stripe
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from profiles.models import Profile


@login_required
def subscription_success(request):  # ekz: EKZ507
    if "session_id" in request.GET:
        session = stripe.checkout.Session.retrieve(request.GET["session_id"])
        profile = Profile.objects.get(user=request.user)
        profile.stripe_customer = session.customer
        profile.membership = True
        profile.save()
    return render(request, "subscription/success.html")
