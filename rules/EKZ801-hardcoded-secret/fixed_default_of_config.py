"""Defaults of settings, written in the ways that settings have defaults."""

import os

from decouple import config

MPESA = {
    "SHORTCODE": config("MPESA_SHORTCODE", default="174379"),
    "CONSUMER_SECRET": config("MPESA_CONSUMER_SECRET"),
}
PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]
HEADERS = {"Authorization": config("FLUTTERWAVE_AUTHORIZATION")}
