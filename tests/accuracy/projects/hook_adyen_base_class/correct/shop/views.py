from Adyen.util import is_valid_hmac_notification
from django.conf import settings

from .hooks import ProviderHook
from .services import settle


class AdyenHook(ProviderHook):
    def verify_signature(self, notification):
        item = notification["notificationItems"][0]["NotificationRequestItem"]
        return is_valid_hmac_notification(item, settings.ADYEN_HMAC_KEY)

    def handle(self, notification):
        item = notification["notificationItems"][0]["NotificationRequestItem"]
        settle(item["merchantReference"])
