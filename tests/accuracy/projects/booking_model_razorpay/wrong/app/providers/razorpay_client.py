import os

import razorpay

client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))


def open_order(rupees, receipt):
    """Open an order in paise."""
    return client.order.create({"amount": int(rupees * 100), "currency": "INR", "receipt": receipt})
