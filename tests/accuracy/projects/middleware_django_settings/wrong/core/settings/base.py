import os

ROOT_URLCONF = "core.urls"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]
