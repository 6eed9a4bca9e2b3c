"""Secrets come from the environment."""

import os

import stripe

stripe.api_key = os.environ["STRIPE_SECRET_KEY"]
webhook_secret = os.getenv("STRIPE_WEBHOOK_SECRET", "")
