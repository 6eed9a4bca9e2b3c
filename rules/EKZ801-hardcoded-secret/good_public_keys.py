"""Publishable keys are made to be seen, and names of settings are no values."""

PAYSTACK_PUBLIC_KEY = "pk_test_4f9c2a7be1d83056"
FLW_PUBLIC_KEY = "FLWPUBK_TEST-8c1d7e2f9a4b"
SECRET_NAMES = {"paystack_secret_key": "PAYSTACK_SECRET_KEY"}
