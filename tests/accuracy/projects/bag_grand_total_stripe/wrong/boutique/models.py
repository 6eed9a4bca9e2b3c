from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=8, decimal_places=2)


class BagOrder(models.Model):
    session_key = models.CharField(max_length=40)
    intent_id = models.CharField(max_length=80, unique=True)
