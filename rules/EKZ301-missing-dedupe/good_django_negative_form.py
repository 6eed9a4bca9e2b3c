"""The guard in its negative form: the stock and the mail lie inside `if payment.status != "PAID"`."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import F
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Course(models.Model):
    title = models.CharField(max_length=100)
    seats = models.PositiveIntegerField()


class Payment(models.Model):
    session_id = models.CharField(max_length=80, unique=True)
    email = models.EmailField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT)
    status = models.CharField(max_length=10, default="PENDING")


@csrf_exempt
def stripe_webhook(request):
    try:
        event = stripe.Webhook.construct_event(
            request.body, request.META.get("HTTP_STRIPE_SIGNATURE"), settings.STRIPE_WEBHOOK_SECRET
        )
    except (ValueError, stripe.error.SignatureVerificationError):
        return HttpResponse(status=400)

    if event["type"] == "checkout.session.completed":
        session = event["data"]["object"]
        with transaction.atomic():
            payment = Payment.objects.select_for_update().get(session_id=session["id"])
            if payment.status != "PAID":
                payment.status = "PAID"
                payment.save(update_fields=["status"])
                Course.objects.filter(pk=payment.course_id).update(seats=F("seats") - 1)
                send_mail("You are in", "See you in class.", None, [payment.email])
    return HttpResponse(status=200)
