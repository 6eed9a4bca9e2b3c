from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from payments.views import PaystackWebhook

urlpatterns = [path("paystack/webhook", csrf_exempt(PaystackWebhook.as_view()))]
