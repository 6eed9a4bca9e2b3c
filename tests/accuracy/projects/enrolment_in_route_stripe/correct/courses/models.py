"""Places in courses."""

from django.db import models


class Enrolment(models.Model):
    session_id = models.CharField(max_length=128, unique=True)
    email = models.EmailField()


class Renewal(models.Model):
    reference = models.CharField(max_length=128, unique=True)
    email = models.EmailField()
