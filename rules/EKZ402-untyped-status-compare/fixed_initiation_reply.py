"""The reply to an STK push is compared with a number."""

import requests

URL = "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest"


class MpesaClient:
    def push(self, phone, order):
        body = {"PhoneNumber": phone, "Amount": order.total, "AccountReference": str(order.pk)}
        reply = requests.post(URL, json=body, timeout=30).json()
        if str(reply["ResponseCode"]) != "0":
            raise RuntimeError(reply["ResponseDescription"])
        return reply["CheckoutRequestID"]
