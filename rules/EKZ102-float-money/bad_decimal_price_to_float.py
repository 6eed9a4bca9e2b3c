"""A Decimal from the database is turned into a float for the preference."""

import mercadopago
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect

from courses.models import Course

sdk = mercadopago.SDK(settings.MP_ACCESS_TOKEN)


def buy(request, pk):
    course = get_object_or_404(Course, pk=pk)
    preference = {
        "items": [{"title": course.title, "quantity": 1, "unit_price": float(course.price)}],  # ekz: EKZ102
    }
    reply = sdk.preference().create(preference)
    return redirect(reply["response"]["init_point"])
