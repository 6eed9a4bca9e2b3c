"""Settings, from the environment."""

import os

DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:///bilheteira.db")

TICKET_URL = os.environ.get("EKWANZA_BASE_URL", "https://partnersapi.e-kwanza.ao")
GATEWAY_URL = os.environ.get("EKWANZA_GATEWAY_URL", "https://gwy-api.appypay.co.ao/v2.0")
OAUTH_URL = os.environ.get("EKWANZA_OAUTH_URL", "https://login.microsoftonline.com/appypaydev/oauth2/token")

EKWANZA_API_KEY = os.environ.get("EKWANZA_API_KEY", "")
EKWANZA_NOTIFICATION_TOKEN = os.environ.get("EKWANZA_NOTIFICATION_TOKEN", "")
EKWANZA_REGISTRATION_NUMBER = os.environ.get("EKWANZA_MERCHANT_REGISTRATION_NUMBER", "")
EKWANZA_MERCHANT_NUMBER = os.environ.get("EKWANZA_MERCHANT_NUMBER", "")
EKWANZA_CLIENT_ID = os.environ.get("EKWANZA_CLIENT_ID", "")
EKWANZA_CLIENT_SECRET = os.environ.get("EKWANZA_CLIENT_SECRET", "kQ8r7Zt1mB4xWvN0sRj3Lc6Y9dHf")
EKWANZA_RESOURCE = os.environ.get("EKWANZA_RESOURCE", "")
EKWANZA_CALLBACK_SECRET = os.environ.get("EKWANZA_CALLBACK_SECRET", "")
EKWANZA_PAYOUT_SECRET = os.environ.get("EKWANZA_PAYOUT_SECRET", "")

SMTP_HOST = os.environ.get("SMTP_HOST", "")
MAIL_FROM = os.environ.get("MAIL_FROM", "bilheteira@example.ao")
