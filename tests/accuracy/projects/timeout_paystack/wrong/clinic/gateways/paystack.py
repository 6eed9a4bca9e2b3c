import requests
from django.conf import settings

from .base import HttpGateway


class PaystackGateway(HttpGateway):
    base_url = "https://api.paystack.co"

    def headers(self):
        return {"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"}

    def initialize(self, appointment):
        body = {
            "email": appointment.email,
            "amount": int(appointment.fee * 100),
            "reference": appointment.reference,
        }
        return self.call("POST", "/transaction/initialize", json=body, timeout=20)["data"]

    def state(self, reference):
        answer = requests.get(f"{self.base_url}/transaction/verify/{reference}", headers=self.headers())  # ekz: EKZ804
        return answer.json()["data"]["status"]
