from django.db import models


class Order(models.Model):
    total = models.DecimalField(max_digits=10, decimal_places=2)


class Payment(models.Model):
    order = models.ForeignKey(Order, on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reference = models.UUIDField(unique=True)
    flw_link = models.URLField(blank=True)
