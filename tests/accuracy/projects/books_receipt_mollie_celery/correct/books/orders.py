from books.models import Order
from books.tasks import send_receipt


def settle(mollie_id):
    waiting = Order.objects.filter(mollie_id=mollie_id, state=Order.State.WAITING)
    if not waiting.update(state=Order.State.PAID):
        return
    send_receipt.delay(mollie_id)
