import hmac

import requests
from django.conf import settings


class FlutterwaveClient:
    def is_genuine(self, request):
        return hmac.compare_digest(request.headers.get("verif-hash", ""), settings.FLW_SECRET_HASH)

    def is_paid(self, transaction_id):
        url = f"https://api.flutterwave.com/v3/transactions/{transaction_id}/verify"
        headers = {"Authorization": f"Bearer {settings.FLW_SECRET_KEY}"}
        return requests.get(url, headers=headers, timeout=20).json()["data"]["status"] == "successful"
