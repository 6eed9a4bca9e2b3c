"""Placeholders are no secrets."""

import stripe

stripe.api_key = "sk_test_your_key_here"
STRIPE_WEBHOOK_SECRET = "whsec_..."
PAYSTACK_SECRET_KEY = "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx"
