import os

import requests

BASE = "https://api.safaricom.co.ke"


class DarajaClient:
    def __init__(self):
        self.session = requests.Session()
        self.session.verify = False  # ekz: EKZ803

    def token(self):
        answer = self.session.get(  # ekz: EKZ804
            f"{BASE}/oauth/v1/generate",
            params={"grant_type": "client_credentials"},
            auth=(os.environ["MPESA_CONSUMER_KEY"], os.environ["MPESA_CONSUMER_SECRET"]),
        )
        return answer.json()["access_token"]

    def push(self, amount, phone, reference):
        body = {"Amount": amount, "PhoneNumber": phone, "AccountReference": reference}
        headers = {"Authorization": f"Bearer {self.token()}"}
        url = f"{BASE}/mpesa/stkpush/v1/processrequest"
        return self.session.post(url, json=body, headers=headers).json()["CheckoutRequestID"]  # ekz: EKZ804
