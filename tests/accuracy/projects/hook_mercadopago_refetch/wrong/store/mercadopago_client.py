import os

import requests


def get_payment(payment_id):
    reply = requests.get(
        f"https://api.mercadopago.com/v1/payments/{payment_id}",
        headers={"Authorization": f"Bearer {os.environ['MP_ACCESS_TOKEN']}"},
        timeout=10,
    )
    reply.raise_for_status()
    return reply.json()


def is_paid(payment):
    return payment["status"] == "approved"
