from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from .models import Course
from .services import enrol


@require_POST
@login_required
def start_payment(request, course_id):  # ekz: EKZ501
    course = get_object_or_404(Course, pk=course_id)
    enrolment = enrol(request.user, course)
    return JsonResponse({"enrolment": enrolment.pk, "order": enrolment.provider_order})
