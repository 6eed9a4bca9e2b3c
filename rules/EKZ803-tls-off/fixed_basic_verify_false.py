import os

import requests

GATEWAY = "https://gwy-api.appypay.co.ao/v2.0"


def create_charge(order):
    body = {"amount": order.total, "currency": "AOA", "merchantTransactionId": order.reference}
    headers = {"Authorization": f"Bearer {os.environ['EKWANZA_TOKEN']}"}
    return requests.post(f"{GATEWAY}/charges", json=body, headers=headers, timeout=20)
