from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from payments.signed import signed_by
from payments.views import PaystackWebhook

urlpatterns = [path("paystack/webhook", csrf_exempt(signed_by("x-paystack-signature")(PaystackWebhook.as_view())))]
