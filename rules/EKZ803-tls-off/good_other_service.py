import requests
from django.conf import settings


def paystack_state(reference):
    headers = {"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"}
    url = f"https://api.paystack.co/transaction/verify/{reference}"
    return requests.get(url, headers=headers, timeout=10).json()


def printer_is_on():
    return requests.get("https://printer.shop.lan/status", verify=False, timeout=2).ok
