import uuid

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from school.gateways.paystack import PaystackGateway
from school.models import Course, Payment


@login_required
@require_POST
def enrol(request, slug):
    course = get_object_or_404(Course, slug=slug)
    payment = Payment.objects.create(
        user=request.user, course=course, amount=course.price, reference=f"enrol-{uuid.uuid4().hex}"
    )
    begun = PaystackGateway().initialise(request.user.email, payment.amount, payment.reference)
    payment.access_code = begun["access_code"]
    payment.save(update_fields=["access_code"])
    return redirect(begun["authorization_url"])
