"""Orders."""

from django.db import models


class Order(models.Model):
    state = models.CharField(max_length=16, default="pending")
