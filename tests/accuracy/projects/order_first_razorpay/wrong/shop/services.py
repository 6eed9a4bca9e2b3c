import secrets

from .models import Enrolment
from .providers.razorpay_client import RazorpayClient


def enrol(student, course):
    answer = RazorpayClient().order(course.price, receipt=secrets.token_hex(8))
    return Enrolment.objects.create(course=course, student=student, provider_order=answer["id"])
