import os

ROOT_URLCONF = "urls"
STRIPE_WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]
MIDDLEWARE = ["billing.middleware.SignedStripeMiddleware", "django.middleware.common.CommonMiddleware"]
