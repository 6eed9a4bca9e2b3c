import os

import requests
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Inscricao

GATEWAY = "https://gwy-api.appypay.co.ao/v2.0"


class Pagar(APIView):
    def post(self, request, pk):
        inscricao = Inscricao.objects.get(pk=pk)
        body = {"amount": inscricao.propina, "currency": "AOA", "merchantTransactionId": inscricao.referencia}
        headers = {"Authorization": f"Bearer {os.environ['EKWANZA_TOKEN']}"}
        requests.post(f"{GATEWAY}/charges", json=body, headers=headers, timeout=20)
        return Response({"estado": inscricao.estado})


class PagamentoConcluido(APIView):
    def get(self, request, pk):  # ekz: EKZ507
        inscricao = Inscricao.objects.get(pk=pk)
        inscricao.estado = "pago"
        inscricao.save()
        return Response({"estado": inscricao.estado})
