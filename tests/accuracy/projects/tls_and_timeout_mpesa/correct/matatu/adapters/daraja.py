import os

import requests

BASE = "https://api.safaricom.co.ke"


class DarajaClient:
    def __init__(self):
        self.session = requests.Session()

    def token(self):
        answer = self.session.get(
            f"{BASE}/oauth/v1/generate",
            params={"grant_type": "client_credentials"},
            auth=(os.environ["MPESA_CONSUMER_KEY"], os.environ["MPESA_CONSUMER_SECRET"]),
            timeout=10,
        )
        return answer.json()["access_token"]

    def push(self, amount, phone, reference):
        body = {"Amount": amount, "PhoneNumber": phone, "AccountReference": reference}
        headers = {"Authorization": f"Bearer {self.token()}"}
        url = f"{BASE}/mpesa/stkpush/v1/processrequest"
        return self.session.post(url, json=body, headers=headers, timeout=30).json()["CheckoutRequestID"]
