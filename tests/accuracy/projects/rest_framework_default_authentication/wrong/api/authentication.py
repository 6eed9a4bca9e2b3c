from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed


class Provider(AnonymousUser):
    is_authenticated = True


class FlutterwaveAuthentication(BaseAuthentication):
    def authenticate(self, request):
        sent = request.headers.get("verif-hash")
        if sent is None:
            return None
        if not compare_digest(sent, settings.FLUTTERWAVE_SECRET_HASH):
            raise AuthenticationFailed
        return Provider(), None
