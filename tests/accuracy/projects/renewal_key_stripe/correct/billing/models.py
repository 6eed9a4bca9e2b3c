from django.db import models


class Subscription(models.Model):
    customer = models.CharField(max_length=40)
    price_cents = models.PositiveIntegerField()


class Attempt(models.Model):
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT)
    key = models.UUIDField(unique=True)
    amount_cents = models.PositiveIntegerField()
    intent_id = models.CharField(max_length=60, blank=True)
