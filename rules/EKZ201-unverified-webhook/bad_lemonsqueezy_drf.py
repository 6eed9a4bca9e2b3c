"""A licence for every order that somebody tells of."""

from rest_framework import status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from licences.models import Licence


@api_view(["POST"])
@permission_classes([AllowAny])
def lemonsqueezy_webhook(request):  # ekz: EKZ201
    event = request.data["meta"]["event_name"]
    if event == "order_created":
        attributes = request.data["data"]["attributes"]
        Licence.objects.create(email=attributes["user_email"], order=attributes["identifier"])
    return Response(status=status.HTTP_200_OK)
