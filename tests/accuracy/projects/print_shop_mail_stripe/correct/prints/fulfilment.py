from django.db import transaction
from django.utils import timezone

from prints.mails import confirm
from prints.models import Purchase


@transaction.atomic
def complete(session_id):
    purchase = Purchase.objects.select_for_update().filter(session_id=session_id).first()
    if purchase is None or purchase.paid_at is not None:
        return
    purchase.paid_at = timezone.now()
    purchase.save(update_fields=["paid_at"])
    transaction.on_commit(lambda: confirm(purchase))
