from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .mollie_gateway import is_paid
from .services import settle


@csrf_exempt
def mollie_webhook(request):
    if is_paid(request.POST["id"]):
        settle(request.POST["id"])
    return HttpResponse()
