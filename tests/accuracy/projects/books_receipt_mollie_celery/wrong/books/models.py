from django.db import models


class Order(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"

    mollie_id = models.CharField(max_length=40, unique=True)
    email = models.EmailField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
