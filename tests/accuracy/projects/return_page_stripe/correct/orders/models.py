from django.conf import settings
from django.db import models


class Order(models.Model):
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    price_id = models.CharField(max_length=40)
    session_id = models.CharField(max_length=80, blank=True)
    paid = models.BooleanField(default=False)
