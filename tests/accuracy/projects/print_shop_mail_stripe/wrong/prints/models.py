from django.db import models


class Purchase(models.Model):
    buyer_email = models.EmailField()
    session_id = models.CharField(max_length=80, unique=True)
    paid_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.session_id
