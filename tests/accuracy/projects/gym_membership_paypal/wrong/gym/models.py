from django.db import models


class Membership(models.Model):
    agreement = models.CharField(max_length=60, unique=True)
    ends = models.DateTimeField()
    last_sale = models.CharField(max_length=60, blank=True)
