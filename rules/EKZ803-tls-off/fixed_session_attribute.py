import requests
from django.conf import settings


class PaystackGateway:
    def __init__(self):
        self.session = requests.Session()
        self.session.verify = True
        self.session.headers["Authorization"] = f"Bearer {settings.PAYSTACK_SECRET_KEY}"

    def verify(self, reference):
        return self.session.get(f"https://api.paystack.co/transaction/verify/{reference}", timeout=10).json()
