"""A wallet for M-Pesa top-ups keeps its balance in a FloatField."""

from django.db import models


class MpesaWallet(models.Model):
    phone = models.CharField(max_length=15)
    balance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
