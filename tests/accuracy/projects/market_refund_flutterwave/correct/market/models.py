from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=80)
    stock = models.PositiveIntegerField(default=0)


class Sale(models.Model):
    reference = models.CharField(max_length=60, unique=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    pieces = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, default="open")


class HandledEvent(models.Model):
    key = models.CharField(max_length=120, unique=True)
