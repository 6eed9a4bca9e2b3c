"""The guard sits in a method of the model that answers whether there was anything to do."""

import os

import mercadopago
from django.db import models, transaction
from django.db.models import F
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


class Book(models.Model):
    title = models.CharField(max_length=120)
    stock = models.PositiveIntegerField()


class Order(models.Model):
    reference = models.CharField(max_length=32, unique=True)
    book = models.ForeignKey(Book, on_delete=models.PROTECT)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=10, default="open")

    @classmethod
    def settle(cls, reference: str) -> "Order | None":
        order = cls.objects.select_for_update().get(reference=reference)
        if order.status != "open":
            return None
        order.status = "paid"
        order.save(update_fields=["status"])
        return order


class PaymentViewSet(viewsets.ViewSet):
    authentication_classes = []

    @action(detail=False, methods=["post"])
    def webhook(self, request):
        payment = sdk.payment().get(request.data["data"]["id"])["response"]
        if payment["status"] != "approved":
            return Response(status=status.HTTP_200_OK)
        with transaction.atomic():
            order = Order.settle(payment["external_reference"])
            if order is None:
                return Response(status=status.HTTP_200_OK)
            Book.objects.filter(pk=order.book_id).update(stock=F("stock") - 1)
        return Response(status=status.HTTP_200_OK)
