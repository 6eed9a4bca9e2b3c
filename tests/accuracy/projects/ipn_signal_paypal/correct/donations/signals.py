"""The library has verified the message when this is called."""

from django.dispatch import receiver
from paypal.standard.ipn.signals import valid_ipn_received

from donations.models import Pledge
from donations.paypal_adapter import is_completed


@receiver(valid_ipn_received)
def pledge_collected(sender, **kwargs):
    pledge = Pledge.objects.get(invoice=sender.invoice)
    if is_completed(sender) and pledge.amount == sender.mc_gross:
        pledge.settled = True
        pledge.save()
