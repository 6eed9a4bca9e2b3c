import json
import urllib.request

from rest_framework.response import Response
from rest_framework.views import APIView


class Push(APIView):
    def post(self, request):
        body = json.dumps({"Amount": 350, "PhoneNumber": request.data["phone"]}).encode()
        url = "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest"
        answer = urllib.request.urlopen(url, body, timeout=30)
        return Response(json.load(answer))
