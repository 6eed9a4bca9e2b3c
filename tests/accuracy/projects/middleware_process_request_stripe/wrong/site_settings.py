import os

ROOT_URLCONF = "urls"
STRIPE_WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
