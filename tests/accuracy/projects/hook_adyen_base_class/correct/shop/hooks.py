import json

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt


@method_decorator(csrf_exempt, name="dispatch")
class ProviderHook(View):
    def post(self, request):
        notification = json.loads(request.body)
        if not self.verify_signature(notification):
            return HttpResponse(status=401)
        self.handle(notification)
        return HttpResponse("[accepted]")

    def verify_signature(self, notification):
        raise NotImplementedError

    def handle(self, notification):
        raise NotImplementedError
