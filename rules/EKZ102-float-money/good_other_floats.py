"""Floats that are no money: a place on the map and a score."""

from django.db import models


class MpesaAgent(models.Model):
    latitude = models.FloatField()
    longitude = models.FloatField()
    score = models.FloatField(default=0)
    commission = models.DecimalField(max_digits=10, decimal_places=2)
