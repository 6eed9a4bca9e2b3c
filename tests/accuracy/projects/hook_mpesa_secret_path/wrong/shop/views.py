import json

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .mpesa_adapter import parse
from .services import settle


@csrf_exempt
def stk_callback(request):  # ekz: EKZ201
    reference, paid = parse(json.loads(request.body))
    if paid:
        settle(reference)
    return JsonResponse({"ResultCode": 0})
