import razorpay
from django.conf import settings
from django.http import JsonResponse

from .models import Order, Product

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def start_payment(request, product_id):  # ekz: EKZ501
    product = Product.objects.get(id=product_id)
    amount = product.price * 100
    answer = client.order.create({"amount": int(amount), "currency": "INR"})
    order = Order.objects.create(product=product, total=product.price, provider_order=answer["id"])
    return JsonResponse({"order": order.pk, "provider_order": answer["id"]})
