"""A task charges on its own, though there is an adapter."""

import razorpay
from django.conf import settings

from billing.adapters import RazorpayAdapter
from billing.models import Invoice

adapter = RazorpayAdapter()
client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def renew(invoice_id):
    invoice = Invoice.objects.get(pk=invoice_id)
    order = client.order.create({"amount": invoice.total_paise, "currency": "INR"})  # ekz: EKZ404
    invoice.order_id = order["id"]
    invoice.save()
