import os

import jwt
import requests


def claims(token):
    return jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], verify=False)


def flutterwave_payment(payment_id):
    url = f"https://api.flutterwave.com/v3/transactions/{payment_id}/verify"
    headers = {"Authorization": f"Bearer {os.environ['FLW_SECRET_KEY']}"}
    return requests.get(url, headers=headers, timeout=20, verify=True).json()
