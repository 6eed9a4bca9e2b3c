from django.db import models


class Appointment(models.Model):
    fee = models.DecimalField(max_digits=10, decimal_places=2)
    email = models.EmailField()
    reference = models.CharField(max_length=40, unique=True)
    access_code = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, default="pending")
