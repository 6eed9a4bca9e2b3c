import razorpay
from django.conf import settings


class RazorpayClient:
    def __init__(self):
        self.client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))

    def order(self, amount, receipt):
        body = {"amount": int(amount * 100), "currency": "INR", "receipt": receipt}
        return self.client.order.create(data=body)
