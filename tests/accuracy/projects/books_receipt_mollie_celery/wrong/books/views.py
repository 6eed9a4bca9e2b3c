from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from books.mollie_client import mollie
from books.orders import settle


@csrf_exempt
def mollie_webhook(request):  # ekz: EKZ301
    payment = mollie.payments.get(request.POST["id"])
    if payment.is_paid():
        settle(payment.id)
    return HttpResponse("ok")
