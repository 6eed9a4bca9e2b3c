import os


class Settings:
    paystack_secret = os.environ["PAYSTACK_SECRET_KEY"]
    stripe_webhook_secret = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
    debug = os.environ.get("DEBUG") == "1"


settings = Settings()
