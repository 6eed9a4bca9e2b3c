from django.db.models import F

from market.models import Item, Sale


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


def dispatch(name, data):
    handler = HANDLERS.get(name)
    if handler:
        handler(data)
