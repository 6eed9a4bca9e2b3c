from django.db import transaction
from django.db.models import F

from market.models import HandledEvent, Item, Sale


def _paid(data):
    Sale.objects.filter(reference=data["tx_ref"]).update(state="paid")


def _refunded(data):
    sale = Sale.objects.filter(reference=data["tx_ref"]).first()
    if sale is None:
        return
    sale.state = "refunded"
    sale.save()
    Item.objects.filter(pk=sale.item_id).update(stock=F("stock") + sale.pieces)


HANDLERS = {"charge.completed": _paid, "refund.completed": _refunded}


@transaction.atomic
def dispatch(name, data):
    handler = HANDLERS.get(name)
    if handler is None:
        return
    _, new = HandledEvent.objects.get_or_create(key=f"{name}:{data['id']}")
    if new:
        handler(data)
