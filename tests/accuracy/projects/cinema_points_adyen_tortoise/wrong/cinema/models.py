from tortoise import fields
from tortoise.models import Model


class Guest(Model):
    id = fields.IntField(pk=True)
    points = fields.IntField(default=0)


class Seat(Model):
    id = fields.IntField(pk=True)
    reference = fields.CharField(max_length=40)
    guest = fields.ForeignKeyField("models.Guest")


class Reward(Model):
    psp_reference = fields.CharField(max_length=40, unique=True)
