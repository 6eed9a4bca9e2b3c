"""The headers of a call are printed, with the key in them."""

import os

import requests

SECRET = os.environ["PAYSTACK_SECRET_KEY"]


def verify(reference):
    headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
    print("asking paystack", headers)  # ekz: EKZ802
    reply = requests.get(f"https://api.paystack.co/transaction/verify/{reference}", headers=headers, timeout=20)
    return reply.json()
