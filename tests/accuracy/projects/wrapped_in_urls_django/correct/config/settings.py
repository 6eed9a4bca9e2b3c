import os

ROOT_URLCONF = "config.urls"
PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]
