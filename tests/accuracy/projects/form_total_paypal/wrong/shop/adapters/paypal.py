import requests
from django.conf import settings


def open_order(value, reference):
    answer = requests.post(
        f"{settings.PAYPAL_URL}/v2/checkout/orders",
        json={
            "intent": "CAPTURE",
            "purchase_units": [
                {"reference_id": reference, "amount": {"currency_code": "EUR", "value": f"{value:.2f}"}}
            ],
        },
        headers={"Authorization": f"Bearer {settings.PAYPAL_TOKEN}"},
        timeout=20,
    )
    return answer.json()["id"]
