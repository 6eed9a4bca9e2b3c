from .models import Purchase, Unmatched


def settle(tx_ref):
    purchase = Purchase.objects.select_for_update().filter(tx_ref=tx_ref).first()
    if purchase is None:
        Unmatched.objects.create(tx_ref=tx_ref)
        return
    if purchase.status == "pending":
        purchase.status = "paid"
        purchase.save(update_fields=["status"])
