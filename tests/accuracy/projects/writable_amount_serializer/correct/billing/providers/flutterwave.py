import requests
from django.conf import settings

API = "https://api.flutterwave.com/v3"


def hosted_link(payment):
    body = {
        "tx_ref": str(payment.reference),
        "amount": str(payment.amount),
        "currency": "NGN",
        "redirect_url": settings.FLW_REDIRECT,
    }
    answer = requests.post(
        f"{API}/payments", json=body, headers={"Authorization": f"Bearer {settings.FLW_SECRET_KEY}"}, timeout=20
    )
    return answer.json()["data"]["link"]
