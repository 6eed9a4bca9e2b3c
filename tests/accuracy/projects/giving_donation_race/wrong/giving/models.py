from django.db import models


class Donation(models.Model):
    reference = models.CharField(max_length=80)
    kobo = models.PositiveIntegerField()
    email = models.EmailField()
