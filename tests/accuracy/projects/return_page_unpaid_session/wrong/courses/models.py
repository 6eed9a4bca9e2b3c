from django.conf import settings
from django.db import models


class Enrollment(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    session_id = models.CharField(max_length=128, unique=True)
    status = models.CharField(max_length=16, default="pending")
