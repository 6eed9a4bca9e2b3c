"""Daraja's consumer secret lies in the source."""

import requests
from requests.auth import HTTPBasicAuth

consumer_key = "Jk2mQ8vTz4LxW9sRb7NcY1pGd5HfA3eU"  # ekz: EKZ801
consumer_secret = "p7XkV2mZq9RtB4wL"  # ekz: EKZ801


def token():
    url = "https://sandbox.safaricom.co.ke/oauth/v1/generate?grant_type=client_credentials"
    return requests.get(url, auth=HTTPBasicAuth(consumer_key, consumer_secret), timeout=10).json()["access_token"]
