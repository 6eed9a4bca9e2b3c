from django.urls import path

from billing.hooks import StripeHook

urlpatterns = [path("hooks/stripe", StripeHook.as_view())]
