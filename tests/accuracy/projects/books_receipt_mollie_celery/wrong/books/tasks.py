from celery import shared_task
from django.core.mail import send_mail

from books.models import Order


@shared_task
def send_receipt(mollie_id):
    order = Order.objects.get(mollie_id=mollie_id)
    send_mail("Receipt", "Thank you for your order.", None, [order.email])
