from hmac import compare_digest

from django.conf import settings
from rest_framework.permissions import BasePermission


class SentByFlutterwave(BasePermission):
    def has_permission(self, request, view):
        if not settings.FLUTTERWAVE_SECRET_HASH:
            return False
        return compare_digest(request.headers.get("verif-hash", ""), settings.FLUTTERWAVE_SECRET_HASH)
