from datetime import timedelta

from django.utils import timezone

from gym.models import Membership


def renew(agreement, sale):
    membership = Membership.objects.filter(agreement=agreement).first()
    if membership is None:
        return
    if membership.last_sale == sale["id"]:
        return
    start = max(membership.ends, timezone.now())
    membership.ends = start + timedelta(days=30)
    membership.last_sale = sale["id"]
    membership.save()
