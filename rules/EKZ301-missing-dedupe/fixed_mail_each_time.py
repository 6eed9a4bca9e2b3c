"""A repeated event sends the download link again."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponse
from django.views import View

from shop.models import Order


class StripeHook(View):
    @transaction.atomic
    def post(self, request):
        event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
        if event.type == "checkout.session.completed":
            order = Order.objects.select_for_update().get(session=event.data.object.id)
            if order.status == "paid":
                return HttpResponse()
            order.status = "paid"
            order.save()
            send_mail("Your download", order.link(), "shop@shop.example", [order.email])
        return HttpResponse()
