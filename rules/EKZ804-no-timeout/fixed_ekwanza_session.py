import os

import requests


class EkwanzaGateway:
    def __init__(self):
        self.base = os.environ["EKWANZA_BASE_URL"]
        self.session = requests.Session()

    def create_ticket(self, amount, reference, phone):
        params = {"amount": amount, "referenceCode": reference, "mobileNumber": phone}
        url = f"{self.base}/Ticket/{os.environ['EKWANZA_NOTIFICATION_TOKEN']}"
        return self.session.post(url, params=params, timeout=30).json()
