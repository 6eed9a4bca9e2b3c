import requests
from django.conf import settings


def _token():
    answer = requests.post(
        "https://api-m.paypal.com/v1/oauth2/token",
        auth=(settings.PAYPAL_CLIENT_ID, settings.PAYPAL_SECRET),
        data={"grant_type": "client_credentials"},
        timeout=20,
    )
    return answer.json()["access_token"]


def genuine(request):
    """Ask PayPal whether it sent a webhook."""
    answer = requests.post(
        "https://api-m.paypal.com/v1/notifications/verify-webhook-signature",
        headers={"Authorization": f"Bearer {_token()}"},
        json={
            "transmission_id": request.headers.get("Paypal-Transmission-Id"),
            "transmission_sig": request.headers.get("Paypal-Transmission-Sig"),
            "webhook_id": settings.PAYPAL_WEBHOOK_ID,
        },
        timeout=20,
    )
    return answer.json().get("verification_status") == "SUCCESS"
