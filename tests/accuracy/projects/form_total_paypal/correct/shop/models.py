from django.db import models


class Order(models.Model):
    number = models.CharField(max_length=20, unique=True)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    paypal_id = models.CharField(max_length=40, blank=True)
