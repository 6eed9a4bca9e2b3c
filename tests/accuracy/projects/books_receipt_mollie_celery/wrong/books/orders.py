from books.models import Order
from books.tasks import send_receipt


def settle(mollie_id):
    Order.objects.filter(mollie_id=mollie_id).update(state=Order.State.PAID)
    send_receipt.delay(mollie_id)
