"""The buyer is added to the students of the course, paid or not."""

import stripe
from courses.models import Course
from django.shortcuts import get_object_or_404, redirect


def payment_success(request, course_id):  # ekz: EKZ507
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    course = get_object_or_404(Course, id=course_id, slug=session.client_reference_id)
    course.students.add(request.user)
    return redirect("course", course.slug)
