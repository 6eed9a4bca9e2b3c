from django.shortcuts import get_object_or_404

from .gateway import is_paid
from .models import Enrollment


def enroll(session):
    enrollment = get_object_or_404(Enrollment, session_id=session.id)
    if is_paid(session):
        enrollment.status = "paid"
        enrollment.save()
