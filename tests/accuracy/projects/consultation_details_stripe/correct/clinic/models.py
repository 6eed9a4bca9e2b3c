from django.db import models


class Consultation(models.Model):
    specialist = models.CharField(max_length=120)
    fee_cents = models.IntegerField()


class Booking(models.Model):
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT)
    patient_email = models.EmailField()
    intent_id = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=20, default="pending")
