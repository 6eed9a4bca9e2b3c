"""Placeholders are no secrets."""

import stripe

stripe.api_key = "sk_test_your_key_here"
STRIPE_WEBHOOK_SECRET = "whsec_..."
PAYSTACK_SECRET_KEY = "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx"
PAYSTACK_LIVE_SECRET_KEY = "sk_live_AbCdEfGhIjKlMnOp1234"
FLUTTERWAVE_SECRET_KEY = "FLWSECK-5b1234567890f0c3d9e7a-X"
