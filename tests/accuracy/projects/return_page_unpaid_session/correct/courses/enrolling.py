from django.shortcuts import get_object_or_404

from .models import Enrollment


def enroll(session):
    enrollment = get_object_or_404(Enrollment, session_id=session.id)
    if session.payment_status == "paid":
        enrollment.status = "paid"
        enrollment.save()
