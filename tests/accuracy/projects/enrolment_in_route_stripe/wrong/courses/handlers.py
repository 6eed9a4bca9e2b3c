"""What happens when something is paid."""

from django.core.mail import send_mail

from courses.models import Enrolment, Renewal


def renew(reference):
    """A further month, once for each invoice."""
    renewal, created = Renewal.objects.get_or_create(reference=reference)
    if created:
        send_mail("Renewed", "...", None, [renewal.email])


def enrol(session_id):
    """A place in the course, once for each checkout."""
    enrolment, created = Enrolment.objects.get_or_create(session_id=session_id)
    if created:
        send_mail("Welcome", "...", None, [enrolment.email])
