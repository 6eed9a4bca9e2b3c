from billing.hooks import StripeHook
from django.urls import path

urlpatterns = [path("hooks/stripe", StripeHook.as_view())]
