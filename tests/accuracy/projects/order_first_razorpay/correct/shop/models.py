from django.conf import settings
from django.db import models


class Course(models.Model):
    title = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=10, decimal_places=2)


class Enrolment(models.Model):
    course = models.ForeignKey(Course, on_delete=models.PROTECT)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    provider_order = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default="pending")
