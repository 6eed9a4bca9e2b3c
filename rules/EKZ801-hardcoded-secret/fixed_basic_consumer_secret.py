"""Daraja's consumer secret lies in the source."""

import os

import requests
from requests.auth import HTTPBasicAuth

consumer_key = os.environ["MPESA_CONSUMER_KEY"]
consumer_secret = os.environ["MPESA_CONSUMER_SECRET"]


def token():
    url = "https://sandbox.safaricom.co.ke/oauth/v1/generate?grant_type=client_credentials"
    return requests.get(url, auth=HTTPBasicAuth(consumer_key, consumer_secret), timeout=10).json()["access_token"]
