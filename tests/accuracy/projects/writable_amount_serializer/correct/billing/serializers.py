from rest_framework import serializers

from billing.models import Payment


class PaymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["id", "order", "amount", "reference"]
        read_only_fields = ["amount"]
