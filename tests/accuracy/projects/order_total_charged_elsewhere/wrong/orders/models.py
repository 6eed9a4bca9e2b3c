from django.db import models


class Dish(models.Model):
    name = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=8, decimal_places=2)


class Order(models.Model):
    customer = models.ForeignKey("auth.User", on_delete=models.PROTECT)
    dish = models.ForeignKey(Dish, on_delete=models.PROTECT)
    total = models.DecimalField(max_digits=8, decimal_places=2)
    reference = models.CharField(max_length=40, blank=True)
