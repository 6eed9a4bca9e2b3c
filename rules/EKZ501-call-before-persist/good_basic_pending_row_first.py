import razorpay
from django.conf import settings
from django.http import JsonResponse

from .models import Order, Product

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def start_payment(request, product_id):
    product = Product.objects.get(id=product_id)
    order = Order.objects.create(product=product, total=product.price, status="pending")
    answer = client.order.create({"amount": int(order.total * 100), "currency": "INR", "receipt": str(order.pk)})
    order.provider_order = answer["id"]
    order.save(update_fields=["provider_order"])
    return JsonResponse({"order": order.pk, "provider_order": answer["id"]})
