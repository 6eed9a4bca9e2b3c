"""Paystack's API."""

import os

import requests


def verify(reference):
    """What Paystack says of a transaction."""
    reply = requests.get(
        f"https://api.paystack.co/transaction/verify/{reference}",
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=20,
    )
    reply.raise_for_status()
    return reply.json()["data"]
