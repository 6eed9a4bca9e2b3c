from django.conf import settings
from mollie.api.client import Client

mollie = Client()
mollie.set_api_key(settings.MOLLIE_API_KEY)
