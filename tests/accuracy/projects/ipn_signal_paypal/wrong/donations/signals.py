"""The library has verified the message when this is called."""

from django.dispatch import receiver
from paypal.standard.ipn.signals import valid_ipn_received
from paypal.standard.models import ST_PP_COMPLETED

from donations.models import Pledge


@receiver(valid_ipn_received)
def pledge_collected(sender, **kwargs):
    pledge = Pledge.objects.get(invoice=sender.invoice)
    if sender.payment_status != ST_PP_COMPLETED:  # ekz: EKZ401
        return
    if pledge.amount == sender.mc_gross:
        pledge.settled = True
        pledge.save()
