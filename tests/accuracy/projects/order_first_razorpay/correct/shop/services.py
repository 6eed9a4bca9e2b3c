from .models import Enrolment
from .providers.razorpay_client import RazorpayClient


def enrol(student, course):
    enrolment = Enrolment.objects.create(course=course, student=student)
    answer = RazorpayClient().order(course.price, receipt=f"enrolment-{enrolment.pk}")
    enrolment.provider_order = answer["id"]
    enrolment.save(update_fields=["provider_order"])
    return enrolment
