from django.urls import path

from . import views

urlpatterns = [path("paystack/webhook/", views.paystack_webhook)]
