"""Mercado Pago tells of payments."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from store.mercadopago_gateway import MercadoPagoGateway
from store.models import Order

gateway = MercadoPagoGateway()


@csrf_exempt
def mercadopago_webhook(request):
    reference, state = gateway.outcome(request.GET["data.id"])
    Order.objects.filter(pk=reference, state="pending").update(state=state)
    return HttpResponse()
