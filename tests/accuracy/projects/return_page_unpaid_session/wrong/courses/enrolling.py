from django.shortcuts import get_object_or_404

from .models import Enrollment


def enroll(session):
    """Believes the session because it exists."""
    enrollment = get_object_or_404(Enrollment, session_id=session.id)
    enrollment.status = "paid"
    enrollment.save()
