import functools
import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponseForbidden


def signed_by(header):
    """A factory of decorators: the header is the provider's."""

    def decorator(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers.get(header, "")):
                return HttpResponseForbidden()
            return view(request, *args, **kwargs)

        return answer

    return decorator
