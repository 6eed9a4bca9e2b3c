import os

import requests


def start(email, kobo, reference):
    answer = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"email": email, "amount": kobo, "reference": reference},
        headers={"Authorization": "Bearer " + os.environ["PAYSTACK_SECRET_KEY"]},
        timeout=20,
    )
    return answer.json()["data"]
