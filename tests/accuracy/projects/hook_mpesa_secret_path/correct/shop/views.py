import json
from hmac import compare_digest

from django.conf import settings
from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .mpesa_adapter import parse
from .services import settle


@csrf_exempt
def stk_callback(request, token):
    if not compare_digest(token, settings.MPESA_CALLBACK_TOKEN):
        raise Http404
    reference, paid = parse(json.loads(request.body))
    if paid:
        settle(reference)
    return JsonResponse({"ResultCode": 0})
