from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .services import settle


@csrf_exempt
def mollie_webhook(request):  # ekz: EKZ201
    settle(request.POST["id"])
    return HttpResponse()
