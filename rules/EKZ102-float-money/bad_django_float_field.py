"""A wallet for M-Pesa top-ups keeps its balance in a FloatField."""

from django.db import models


class MpesaWallet(models.Model):
    phone = models.CharField(max_length=15)
    balance = models.FloatField(default=0)  # ekz: EKZ102
