import requests
from celery import shared_task
from django.conf import settings
from orders.models import Order


@shared_task
def ask_for_payment(order_id):
    order = Order.objects.get(pk=order_id)
    answer = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"email": order.customer.email, "amount": int(order.total * 100), "reference": order.reference},
        headers={"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"},
        timeout=20,
    )
    answer.raise_for_status()
