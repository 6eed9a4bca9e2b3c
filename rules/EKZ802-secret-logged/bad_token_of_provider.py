"""The token that the provider gave is printed."""

import requests
from flask import current_app


def mpesa_token():
    reply = requests.get(
        "https://api.safaricom.co.ke/oauth/v1/generate?grant_type=client_credentials",
        auth=(current_app.config["MPESA_CONSUMER_KEY"], current_app.config["MPESA_CONSUMER_SECRET"]),
        timeout=20,
    )
    access_token = reply.json()["access_token"]
    current_app.logger.info(f"token: {access_token}")  # ekz: EKZ802
    return access_token
