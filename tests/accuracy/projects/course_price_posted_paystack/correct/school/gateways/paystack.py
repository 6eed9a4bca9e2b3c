"""The adapter of Paystack."""

import requests
from django.conf import settings


class PaystackGateway:
    base_url = "https://api.paystack.co"

    def _post(self, path, body):
        answer = requests.post(
            f"{self.base_url}{path}",
            json=body,
            headers={"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"},
            timeout=20,
        )
        answer.raise_for_status()
        return answer.json()["data"]

    def initialise(self, email, naira, reference):
        return self._post(
            "/transaction/initialize", {"email": email, "amount": int(naira * 100), "reference": reference}
        )
