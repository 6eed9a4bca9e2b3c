from .models import Purchase


def settle(tx_ref):
    purchase = Purchase.objects.select_for_update().get(tx_ref=tx_ref)  # ekz: EKZ505
    if purchase.status == "pending":
        purchase.status = "paid"
        purchase.save(update_fields=["status"])
