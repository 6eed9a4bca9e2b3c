"""Fees and their states."""

from django.conf import settings
from django.db import models


class Fee(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        PAID = "paid"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reference = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
