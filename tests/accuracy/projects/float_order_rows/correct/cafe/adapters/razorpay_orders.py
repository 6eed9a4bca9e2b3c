from decimal import Decimal

import razorpay
from flask import current_app


def open_order(order):
    client = razorpay.Client(auth=(current_app.config["RAZORPAY_KEY_ID"], current_app.config["RAZORPAY_KEY_SECRET"]))
    paise = int(Decimal(str(order.subtotal)) * 100)
    return client.order.create({"amount": paise, "currency": "INR", "receipt": f"order-{order.id}"})
