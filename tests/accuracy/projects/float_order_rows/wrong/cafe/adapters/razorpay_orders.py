import razorpay
from flask import current_app


def open_order(order):
    client = razorpay.Client(auth=(current_app.config["RAZORPAY_KEY_ID"], current_app.config["RAZORPAY_KEY_SECRET"]))
    paise = int(float(order.subtotal) * 100)  # ekz: EKZ102
    return client.order.create({"amount": paise, "currency": "INR", "receipt": f"order-{order.id}"})
