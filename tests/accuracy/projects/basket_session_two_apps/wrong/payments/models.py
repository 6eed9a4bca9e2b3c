from django.db import models


class Purchase(models.Model):
    total = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    session_id = models.CharField(max_length=90, blank=True)
