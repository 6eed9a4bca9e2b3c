from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .razorpay_gateway import is_genuine
from .services import settle


@csrf_exempt
def razorpay_verify(request):  # ekz: EKZ202
    order_id = request.POST["razorpay_order_id"]
    genuine = is_genuine(order_id, request.POST["razorpay_payment_id"], request.POST["razorpay_signature"])
    settle(order_id)
    return JsonResponse({"genuine": genuine})
