from django.db import models


class Invoice(models.Model):
    session = models.CharField(max_length=128, unique=True)
    status = models.CharField(max_length=16, default="open")
