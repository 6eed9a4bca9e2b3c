import base64
from datetime import datetime

import requests
from flask import current_app


class DarajaClient:
    def __init__(self, config=None):
        self.config = config or current_app.config
        self.base_url = "https://api.safaricom.co.ke"

    def _token(self):
        answer = requests.get(
            f"{self.base_url}/oauth/v1/generate?grant_type=client_credentials",
            auth=(self.config["MPESA_KEY"], self.config["MPESA_SECRET"]),
            timeout=20,
        )
        return answer.json()["access_token"]

    def stk_push(self, phone, amount, reference):
        stamp = datetime.now().strftime("%Y%m%d%H%M%S")
        code = self.config["MPESA_SHORTCODE"]
        password = base64.b64encode(f"{code}{self.config['MPESA_PASSKEY']}{stamp}".encode()).decode()
        request = {
            "BusinessShortCode": code,
            "Password": password,
            "Timestamp": stamp,
            "TransactionType": "CustomerPayBillOnline",
            "Amount": int(amount),
            "PartyA": phone,
            "PartyB": code,
            "PhoneNumber": phone,
            "CallBackURL": self.config["MPESA_CALLBACK"],
            "AccountReference": reference,
            "TransactionDesc": "Invoice",
        }
        answer = requests.post(
            self.base_url + "/mpesa/stkpush/v1/processrequest",
            json=request,
            headers={"Authorization": f"Bearer {self._token()}"},
            timeout=20,
        )
        return answer.json()
