from .models import Payment


def settle(reference):
    """Write down that a payment came in; doing it twice, or for none of ours, changes nothing."""
    Payment.objects.filter(reference=reference).update(status="paid")
