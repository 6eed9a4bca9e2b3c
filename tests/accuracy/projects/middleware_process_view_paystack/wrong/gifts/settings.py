import os

PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "payments.middleware.PaystackMiddleware"]
