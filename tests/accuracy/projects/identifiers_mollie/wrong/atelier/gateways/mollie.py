import os

import requests


class MollieGateway:
    def create(self, value, description, back):
        answer = requests.post(  # ekz: EKZ502
            "https://api.mollie.com/v2/payments",
            json={"amount": {"currency": "EUR", "value": value}, "description": description, "redirectUrl": back},
            headers={"Authorization": f"Bearer {os.environ['MOLLIE_API_KEY']}"},
            timeout=20,
        )
        answer.raise_for_status()
        return answer.json()
