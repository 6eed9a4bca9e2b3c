"""Publishable keys are made to be seen, and names of settings are no values."""

PAYSTACK_PUBLIC_KEY = "pk_test_4f9c2a7be1d83056"
FLW_PUBLIC_KEY = "FLWPUBK_TEST-8c1d7e2f9a4b"
SECRET_NAMES = {"paystack_secret_key": "PAYSTACK_SECRET_KEY"}
RAZORPAY_KEY_ID = "rzp_test_Hq7vK2mXp9LzTb"
MERCADOPAGO_PUBLIC_KEY = "APP_USR-5d1f0a7c-9b3e-4c2d-8f6a-1e7b0c9d2a34"
CHECKOUT = {"public_key": "TEST-5d1f0a7c-9b3e-4c2d-8f6a-1e7b0c9d2a34"}
