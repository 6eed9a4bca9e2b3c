import requests
from django.conf import settings


def initialize(order):
    return requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"email": order.email, "amount": order.total, "reference": order.reference},
        headers={"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"},
        timeout=30,
    ).json()
