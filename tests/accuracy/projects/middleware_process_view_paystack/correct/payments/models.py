from django.db import models


class Transaction(models.Model):
    reference = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=16, default="pending")
