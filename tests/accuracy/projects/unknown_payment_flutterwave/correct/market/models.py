from django.db import models


class Purchase(models.Model):
    tx_ref = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=12, default="pending")


class Unmatched(models.Model):
    tx_ref = models.CharField(max_length=40)
