"""Pledges that PayPal collects."""

from django.db import models


class Pledge(models.Model):
    invoice = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    settled = models.BooleanField(default=False)
