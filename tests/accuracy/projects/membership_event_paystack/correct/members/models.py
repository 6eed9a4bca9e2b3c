"""Memberships."""

from django.core.mail import send_mail
from django.db import models


class Membership(models.Model):
    reference = models.CharField(max_length=64, unique=True)
    active = models.BooleanField(default=False)


def activate(paid):
    """Start a membership, once."""
    membership = Membership.objects.filter(reference=paid.reference).first()
    if membership is None:
        return
    if membership.active:
        return
    membership.active = True
    membership.save()
    send_mail("Welcome", "...", None, [paid.email])
