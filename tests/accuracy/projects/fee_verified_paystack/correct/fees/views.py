"""Fees of a school."""

from django.shortcuts import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from fees import paystack
from fees.models import Fee


class VerifyFeeView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        fee = get_object_or_404(Fee, reference=request.data["reference"], owner=request.user)
        if fee.status != Fee.Status.PAID and paystack.is_paid(fee.reference):
            fee.status = Fee.Status.PAID
            fee.save()
        return Response({"status": fee.status})
