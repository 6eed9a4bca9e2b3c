import hmac

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from market.events import dispatch


class FlutterwaveWebhook(APIView):
    authentication_classes = ()
    permission_classes = ()

    def post(self, request):
        given = request.headers.get("verif-hash", "")
        if not hmac.compare_digest(given, settings.FLW_SECRET_HASH):
            return Response(status=401)
        dispatch(request.data["event"], request.data["data"])
        return Response(status=200)
